package dev.kiln.processor.report;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JSON reports are as the published schema says, and say what the summary says. */
class JsonReportTest {

    private static final Path SCHEMA = Path.of("..", "docs", "report.schema.json");

    /** A line of the summary: layer, output, parameters, multiply-adds. */
    private static final Pattern ROW =
            Pattern.compile(
                    "\\* +([\\w.]+|scaled input|total) {2,}([\\dx]+) +([\\d,]+) {2,}([\\d,]+) .*");

    @TempDir Path folder;

    private JsonObject report(Map<String, String> network, String... options) throws IOException {
        String json = Reported.compile(folder, network, options).only("Report.json");
        JsonSchema schema =
                JsonSchemaFactory.getInstance(VersionFlag.V202012)
                        .getSchema(Files.readString(SCHEMA));
        assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
        return JsonParser.parseString(json).getAsJsonObject();
    }

    @Test
    void networksFitTheSchema() throws IOException {
        report(Networks.LENET);
        report(Networks.architecture("MobileNetV2"));
        report(Networks.ALL_KINDS, "-Akiln.on=winograd", "-Akiln.off=masks,activations,additions");
    }

    @Test
    void theSchemaRefusesOtherThings() throws IOException {
        String json = Reported.compile(folder, Networks.LENET).only("Report.json");
        JsonSchema schema =
                JsonSchemaFactory.getInstance(VersionFlag.V202012)
                        .getSchema(Files.readString(SCHEMA));
        for (String wrong :
                List.of(
                        json.replace("\"valid\"", "\"sound\""),
                        json.replace("[28, 28, 1]", "[28, 28]"),
                        json.replace("\"conv\"", "\"convolution\""))) {
            assertThat(schema.validate(wrong, InputFormat.JSON)).isNotEmpty();
        }
    }

    @Test
    void numbersAreThoseOfTheSummary() throws IOException {
        for (Map<String, String> network :
                List.of(Networks.LENET, Networks.ALL_KINDS, Networks.architecture("ResNet50"))) {
            Reported reported = Reported.compile(folder, network);
            JsonObject report =
                    JsonParser.parseString(reported.only("Report.json")).getAsJsonObject();
            Map<String, JsonObject> layers = layers(report);
            int rows = 0;
            for (String line : reported.only("Network.java").split("\n", -1)) {
                Matcher row = ROW.matcher(line.strip());
                if (row.matches()) {
                    String path = row.group(1);
                    JsonObject layer = path.equals("total") ? report : layers.get(path);
                    assertWithMessage(path).that(layer).isNotNull();
                    if (!layer.has("children")) {
                        String cost = path.equals("total") ? "total" : "cost";
                        assertWithMessage(path)
                                .that(number(layer.getAsJsonObject(cost), "parameters"))
                                .isEqualTo(number(row.group(3)));
                        assertWithMessage(path)
                                .that(number(layer.getAsJsonObject(cost), "multiplyAdds"))
                                .isEqualTo(number(row.group(4)));
                        assertWithMessage(path).that(shape(layer)).isEqualTo(row.group(2));
                        rows++;
                    }
                }
            }
            assertThat(rows).isAtLeast(8);
            assertThat(reported.only("Network.java"))
                    .contains(
                            "memory per sample: %,d bytes"
                                    .formatted(number(program(report, 0), "bytesPerSample")));
        }
    }

    private static JsonObject program(JsonObject report, int index) {
        return report.getAsJsonObject("compilation")
                .getAsJsonArray("programs")
                .get(index)
                .getAsJsonObject();
    }

    private static String shape(JsonObject layer) {
        JsonArray s = layer.getAsJsonArray("output");
        return s.get(0).getAsInt() == 1 && s.get(1).getAsInt() == 1
                ? s.get(2).getAsString()
                : s.get(0) + "x" + s.get(1) + "x" + s.get(2);
    }

    private static long number(JsonObject object, String name) {
        return object.get(name).getAsLong();
    }

    private static long number(String text) {
        return Long.parseLong(text.replace(",", ""));
    }

    /** Layers by path; of a residual block on a field, the block. */
    private static Map<String, JsonObject> layers(JsonObject report) {
        Map<String, JsonObject> layers = new LinkedHashMap<>();
        List<JsonElement> open = new ArrayList<>(report.getAsJsonArray("layers").asList());
        while (!open.isEmpty()) {
            JsonObject layer = open.remove(0).getAsJsonObject();
            layers.putIfAbsent(layer.get("path").getAsString(), layer);
            if (layer.has("children")) {
                open.addAll(layer.getAsJsonArray("children").asList());
            }
            if (layer.has("shortcut")) {
                open.add(layer.get("shortcut"));
            }
        }
        return layers;
    }

    /** Conv of 5, pool of 2, conv of 5 and pool of 2: 1 + 4, + 1, + 4 * 2, + 1 * 2. */
    @Test
    void receptiveFieldsGrowByStrides() throws IOException {
        Map<String, JsonObject> layers = layers(report(Networks.LENET));
        assertThat(field(layers.get("conv1"))).isEqualTo("[5,5]");
        assertThat(field(layers.get("pool1"))).isEqualTo("[6,6]");
        assertThat(field(layers.get("conv2"))).isEqualTo("[14,14]");
        assertThat(field(layers.get("pool2"))).isEqualTo("[16,16]");
        assertThat(field(layers.get("digit"))).isEqualTo("[28,28]");
    }

    private static String field(JsonObject layer) {
        return layer.get("receptiveField").toString();
    }

    @Test
    void attributesAreAsWrittenAndAsNumbers() throws IOException {
        String filters =
                layers(report(Networks.ALL_KINDS))
                        .get("plain.half")
                        .getAsJsonArray("attributes")
                        .get(0)
                        .toString();
        assertThat(filters)
                .isEqualTo("{\"name\":\"filters\",\"value\":\"12\",\"written\":\"IN / 2\"}");
    }

    @Test
    void sharesAddUp() throws IOException {
        JsonObject report = report(Networks.ALL_KINDS);
        for (String share : List.of("parameters", "multiplyAdds")) {
            double sum = 0;
            for (JsonElement layer : report.getAsJsonArray("layers")) {
                sum += layer.getAsJsonObject().getAsJsonObject("share").get(share).getAsDouble();
            }
            assertThat(sum).isWithin(0.01).of(1);
        }
    }

    @Test
    void microKernelsStandBesideLiteralOnes() throws IOException {
        String report = report(Networks.ALL_KINDS, "-Akiln.on=panels").toString();
        assertThat(report).contains("\"name\":\"micro-kernels\"");
        assertThat(report).contains("of its own: ");
        assertThat(report).contains("micro-kernels apply no activation but ReLU");
    }

    @Test
    void refusalsHaveReasons() throws IOException {
        String report = report(Networks.ALL_KINDS).toString();
        assertThat(report).contains("its derivative needs its input later");
        assertThat(report).contains("can't skip the channels of other branches");
    }

    @Test
    void errorsAreAsJavacPrintsThem() throws IOException {
        JsonObject report = report(Networks.BROKEN);
        assertThat(report.get("valid").getAsBoolean()).isFalse();
        assertThat(report.has("compilation")).isFalse();
        JsonObject message = report.getAsJsonArray("messages").get(0).getAsJsonObject();
        assertThat(message.get("code").getAsString()).isEqualTo("KILN-RESIDUAL-SHAPES");
        assertThat(message.get("layer").getAsString()).isEqualTo("block");
        assertThat(indented("[KILN-RESIDUAL-SHAPES] " + message.get("text").getAsString()))
                .isEqualTo(Reported.compile(folder, Networks.BROKEN).messages().get(0));
        JsonObject place = message.getAsJsonObject("place");
        assertThat(place.get("text").getAsString())
                .isEqualTo("    @Residual(shortcut = IDENTITY) static class Basic {");
        assertThat(place.get("column").getAsInt()).isEqualTo(26);
        assertThat(place.get("length").getAsInt()).isEqualTo(8);
    }

    /** As javac does with all lines but the first. */
    private static String indented(String text) {
        return text.replace("\n", "\n  ");
    }
}
