package dev.kiln.processor.report.json;

import static com.google.common.truth.Truth.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.kiln.processor.report.Reported;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SarifReportTest {

    private static final String NET =
            """
            package some.nets;

            import dev.kiln.*;

            @Model(input = @Input(height = 10, width = 10, channels = 3))
            class Net {
                @Conv(filters = 8, kernel = 3) Layer conv;
                @Pool(size = 4) Layer pool;
                @Dense(units = %s) Layer last;
            }
            """;

    @TempDir Path folder;

    private Reported compile(String units) {
        return Reported.compile(
                folder, Map.of("some.nets.Net", NET.formatted(units)), "-Akiln.report=sarif");
    }

    /** The log, which is as the standard's schema says. */
    private JsonObject log(String units) throws IOException {
        String sarif = compile(units).only("some/nets/NetReport.sarif");
        try (InputStream in = getClass().getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(text);
            assertThat(schema.validate(sarif, InputFormat.JSON)).isEmpty();
            String wrong = sarif.replace("\"results\"", "\"result\"");
            assertThat(schema.validate(wrong, InputFormat.JSON)).isNotEmpty();
        }
        return JsonParser.parseString(sarif).getAsJsonObject();
    }

    @Test
    void errorsAndWarningsHaveTheirPlaces() throws IOException {
        JsonObject run = log("0").getAsJsonArray("runs").get(0).getAsJsonObject();
        assertThat(run.getAsJsonArray("results")).hasSize(2);
        JsonObject warning = run.getAsJsonArray("results").get(0).getAsJsonObject();
        assertThat(warning.get("ruleId").getAsString()).isEqualTo("KILN-CROPPED");
        assertThat(warning.get("level").getAsString()).isEqualTo("warning");
        JsonObject error = run.getAsJsonArray("results").get(1).getAsJsonObject();
        assertThat(error.get("ruleId").getAsString()).isEqualTo("KILN-ATTRIBUTE-VALUE");
        assertThat(error.get("level").getAsString()).isEqualTo("error");
        String text = error.getAsJsonObject("message").get("text").getAsString();
        assertThat(text).startsWith("last: `units` is 0; it must be at least 1");
        JsonObject location = error.getAsJsonArray("locations").get(0).getAsJsonObject();
        JsonObject physical = location.getAsJsonObject("physicalLocation");
        // Not below the folder in which the compiler runs.
        assertThat(physical.getAsJsonObject("artifactLocation").get("uri").getAsString())
                .isEqualTo("some/nets/Net.java");
        JsonObject region = physical.getAsJsonObject("region");
        assertThat(region.get("startLine").getAsInt()).isEqualTo(9);
        assertThat(region.get("startColumn").getAsInt()).isEqualTo(20);
        assertThat(region.get("endColumn").getAsInt()).isEqualTo(21);
        assertThat(
                        location.getAsJsonArray("logicalLocations")
                                .get(0)
                                .getAsJsonObject()
                                .get("fullyQualifiedName")
                                .getAsString())
                .isEqualTo("Net.last");
    }

    @Test
    void itIsWrittenAloneAndOnlyIfAskedFor() {
        assertThat(compile("4").reports()).containsExactly("some/nets/NetReport.sarif");
        Reported usual = Reported.compile(folder, Map.of("some.nets.Net", NET.formatted("4")));
        assertThat(usual.reports().stream().filter(r -> r.endsWith(".sarif")).toList()).isEmpty();
    }

    @Test
    void pathsBelowTheFolderOfTheCompilerAreRelativeToIt() throws IOException {
        Path below = Files.createTempDirectory(Path.of("target"), "a folder");
        String sarif =
                Reported.compile(
                                below,
                                Map.of("some.nets.Net", NET.formatted("0")),
                                "-Akiln.report=sarif")
                        .only(".sarif");
        assertThat(sarif)
                .containsMatch("\"uri\": \"target/a%20folder\\d+/work\\d+/in/some/nets/Net.java\"");
    }
}
