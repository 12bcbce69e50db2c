package dev.kiln.processor.pass;

import static com.google.common.truth.Truth.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionCheckTest {

    @Test
    void whatExistsIsRight() {
        assertThat(
                        OptionCheck.problems(
                                Map.of(
                                        "kiln.off", "masks, memory",
                                        "kiln.on", "winograd",
                                        "kiln.chunk", "32",
                                        "kilns", "of another processor")))
                .isEmpty();
        assertThat(OptionCheck.problems(Map.of("kiln.off", String.join(",", Switches.NAMES))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            textBlock =
                    """
                    kiln.off   | ''          | an empty name stands in -Akiln.off=;
                    kiln.off   | ,           | an empty name stands in -Akiln.off=,;
                    kiln.off   | masks,      | an empty name stands in -Akiln.off=masks,;
                    kiln.off   | masks,masks | -Akiln.off names `masks` twice
                    kiln.off   | a,a         | -Akiln.off does not know `a`; it takes, separated by commas: activations,
                    kiln.off   | Masks       | -Akiln.off does not know `Masks`;
                    kiln.on    | masks       | -Akiln.on does not know `masks`;
                    kiln.chunk | ''          | -Akiln.chunk is ``; it must be a number from 1 to 999999
                    kiln.chunk | abc         | -Akiln.chunk is `abc`;
                    kiln.chunk | 0           | -Akiln.chunk is `0`;
                    kiln.chunk | -1          | -Akiln.chunk is `-1`;
                    kiln.chunk | 99999999999 | -Akiln.chunk is `99999999999`;
                    kiln.of    | masks       | there is no option -Akiln.of; there are -Akiln.chunk, -Akiln.off, -Akiln.on
                    kiln       | masks       | there is no option -Akiln;
                    """)
    void whatDoesNotExistIsExplained(String option, String value, String said) {
        List<String> problems = OptionCheck.problems(Map.of(option, value));
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0)).startsWith(said);
    }

    /** {@code javac -Akiln.off} */
    @Test
    void anOptionWithoutAValueIsAsGoodAsEmpty() {
        assertThat(OptionCheck.problems(Collections.singletonMap("kiln.off", null))).hasSize(1);
    }

    @Test
    void allThatCanBeOffIsListed() {
        for (String name : Switches.NAMES) {
            assertThat(Switches.of(name, null, null, true)).isNotEqualTo(Switches.ALL_ON);
        }
    }
}
