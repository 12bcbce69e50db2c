package dev.kiln.processor.report;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kiln.processor.MemoryCompiler;
import dev.kiln.runtime.Network;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Budgets that are exactly met, and those that are missed by one, of figures that files and
 * summaries show.
 */
class BudgetTest {

    private static final Pattern MEMORY = Pattern.compile("memory per sample: ([0-9,]+) bytes");

    private static final String SOURCE =
            """
            package budget;
            import static dev.kiln.Activation.*;
            import dev.kiln.*;
            %s
            @Model(input = @Input(height = 9, width = 7, channels = 2))
            @Regularize(batchNorm = true)
            class Sm\u00e4ll {
                @Conv(filters = 3, kernel = 3, activation = RELU) Layer conv;
                @Dense(units = 5) Layer dense;
            }
            """;

    @TempDir Path folder;

    @Test
    void weightBytesAreThoseOfTheFile() throws Exception {
        Path file = folder.resolve("small.safetensors");
        network("").save(file);
        limits("weightBytes", Files.size(file));
    }

    @Test
    void activationBytesAreThoseOfTheSummary() throws Exception {
        Matcher matcher = MEMORY.matcher(network("").summary());
        assertThat(matcher.find()).isTrue();
        limits("activationBytes", Long.parseLong(matcher.group(1).replace(",", "")));
    }

    private static void limits(String attribute, long exact) throws Exception {
        network("@Budget(" + attribute + " = " + exact + ")");
        String tooFew = "@Budget(" + attribute + " = " + (exact - 1) + ")";
        AssertionError error = assertThrows(AssertionError.class, () -> network(tooFew));
        assertThat(error).hasMessageThat().contains("[KILN-BUDGET]");
    }

    private static Network network(String budget) throws ReflectiveOperationException {
        String source = SOURCE.formatted(budget);
        return (Network)
                MemoryCompiler.compile(Map.of("budget.Sm\u00e4ll", source))
                        .loader()
                        .loadClass("budget.Sm\u00e4llNetwork")
                        .getMethod("initialize", long.class)
                        .invoke(null, 1L);
    }
}
