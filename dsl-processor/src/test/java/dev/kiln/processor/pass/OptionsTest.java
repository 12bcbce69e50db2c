package dev.kiln.processor.pass;

import static com.google.common.truth.Truth.assertThat;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kiln.processor.pass.Winograd.Reach;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Options, and the names that users write in them. */
class OptionsTest {

    private static final Path PAGE = Path.of("..", "docs", "errors", "KILN-OPTION.md");

    @Test
    void everythingIsOnWithVectors() {
        assertThat(Options.of(null, null, null, true)).isEqualTo(Options.ALL_ON);
    }

    @Test
    void withoutVectorsWinogradIsForWideConvolutionsUnlessMoreIsAskedFor() {
        assertThat(Options.of(null, null, null, false).winograd()).isEqualTo(Reach.WIDE);
        assertThat(Options.of(null, "winograd", null, false).winograd()).isEqualTo(Reach.ALL);
        assertThat(Options.of("winograd", null, null, false).winograd()).isEqualTo(Reach.NONE);
        assertThat(Options.of("winograd", null, null, true).winograd()).isEqualTo(Reach.NONE);
        assertThat(Options.of("winograd", "winograd", null, true).winograd()).isEqualTo(Reach.NONE);
        // The bits are the same with a second form and without.
        assertThat(Options.of("vectors", null, null, true).winograd()).isEqualTo(Reach.ALL);
    }

    @Test
    void namesAreSeparatedByCommas() {
        Options some = Options.of("masks,memory", null, "32", false);
        assertThat(some.on()).containsNoneOf(Optimization.MASKS, Optimization.MEMORY);
        assertThat(some.on()).containsAtLeast(Optimization.ACTIVATIONS, Optimization.CHUNKS);
        assertThat(some.chunk()).isEqualTo(32);
        assertThrows(IllegalArgumentException.class, () -> Options.of(null, null, "many", false));
    }

    @ParameterizedTest
    @EnumSource
    void eachIsOffByItsName(Optimization optimization) {
        Options options = Options.of(optimization.option(), null, null, true);
        assertThat(options.has(optimization)).isFalse();
        assertThat(options).isNotEqualTo(Options.ALL_ON);
    }

    @Test
    void poolsJoinConvolutionsForTheirVectorFormsOnly() {
        assertThat(Options.of(null, null, null, true).on()).contains(Optimization.POOLS);
        assertThat(Options.of(null, null, null, false).on()).doesNotContain(Optimization.POOLS);
        assertThat(Options.of("vectors", null, null, true).on()).doesNotContain(Optimization.POOLS);
    }

    @Test
    void thePageListsAll() throws IOException {
        String rows =
                Arrays.stream(Optimization.values())
                        .map(
                                o ->
                                        "| `%s` | %s | %s | %s |\n"
                                                .formatted(
                                                        o.option(),
                                                        o.sentence(),
                                                        bits(o),
                                                        o.forcible() ? "yes" : ""))
                        .collect(joining());
        assertThat(Files.readString(PAGE)).contains("|---|---|---|---|\n" + rows);
    }

    private static String bits(Optimization optimization) {
        return switch (optimization.bits()) {
            case NONE -> "stay";
            case OF_PREDICTOR -> "change in the predictor";
            case ALL -> "change";
        };
    }
}
