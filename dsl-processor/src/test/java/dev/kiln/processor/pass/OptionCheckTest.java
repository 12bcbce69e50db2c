package dev.kiln.processor.pass;

import static com.google.common.truth.Truth.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
                                        "kiln.report", "json, html",
                                        "kiln.dump", "winograd",
                                        "kilns", "of another processor")))
                .isEmpty();
        for (String pass : Pipeline.passes()) {
            assertThat(OptionCheck.problems(Map.of("kiln.dump", pass))).isEmpty();
        }
        assertThat(OptionCheck.problems(Map.of("kiln.dump", "all"))).isEmpty();
        assertThat(OptionCheck.problems(Map.of("kiln.off", String.join(",", Optimization.names()))))
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
                    kiln.dump  | pools       | -Akiln.dump does not know `pools`; it takes one of: all, inference, batch-norm-folding,
                    kiln.dump  | ''          | -Akiln.dump does not know ``;
                    kiln.report | pdf         | -Akiln.report does not know `pdf`; it takes, separated by commas: html, json, sarif, none
                    kiln.report | ''          | an empty name stands in -Akiln.report=;
                    kiln.report | json,json   | -Akiln.report names `json` twice
                    kiln.report | none,json   | -Akiln.report names formats beside `none`
                    """)
    void whatDoesNotExistIsExplained(String option, String value, String said) {
        List<String> problems = OptionCheck.problems(Map.of(option, value));
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0)).startsWith(said);
    }

    @Test
    void aNameThatIsNoneIsFollowedByThoseThatAre() {
        assertThat(OptionCheck.problems(Map.of("kiln.of", "masks"))).isEmpty();
        assertThat(OptionCheck.unknown(Set.of("kiln.of", "kilns", "kiln.off", "kiln")))
                .containsExactly("kiln", "kiln.of");
        assertThat(OptionCheck.unknown("kiln.of"))
                .isEqualTo(
                        "there is no option -Akiln.of; there are -Akiln.chunk, -Akiln.dump,"
                                + " -Akiln.off, -Akiln.on, -Akiln.report");
    }

    /** {@code javac -Akiln.off} */
    @Test
    void anOptionWithoutAValueIsAsGoodAsEmpty() {
        assertThat(OptionCheck.problems(Collections.singletonMap("kiln.off", null))).hasSize(1);
    }
}
