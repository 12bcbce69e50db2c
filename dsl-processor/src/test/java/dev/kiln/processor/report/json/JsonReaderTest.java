package dev.kiln.processor.report.json;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.Gson;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonReaderTest {

    @Test
    void readsWhatGsonReads() {
        for (String text :
                List.of(
                        "{}",
                        " [ ] ",
                        "null",
                        "-0.5e3",
                        "[1, 2.25, true, false, null, \"\"]",
                        "{\"a\": {\"b\": [{\"c\": \"d\\n\\\"\\\\\\/\\u00e9\\t\"}]}, \"e\": \"ü\"}")) {
            assertThat(JsonReader.read(text)).isEqualTo(new Gson().fromJson(text, Object.class));
        }
    }

    @Test
    void readsWhatIsWritten() {
        Map<String, Object> value = Map.of("a\"\\\n\u0001", List.of("b", List.of(1.5, 2.0)));
        assertThat(JsonReader.read(JsonText.of(value))).isEqualTo(value);
    }

    @Test
    void saysWhereTextsAreWrong() {
        for (String text :
                Arrays.asList(
                        "",
                        "{",
                        "[1,]",
                        "{\"a\" 1}",
                        "{\"a\": }",
                        "01",
                        "tru",
                        "\"a",
                        "\"\\x\"",
                        "\"\\u12g4\"",
                        "\"a\nb\"",
                        "[1] 2",
                        "{a: 1}",
                        "NaN")) {
            JsonException e = assertThrows(JsonException.class, () -> JsonReader.read(text), text);
            assertThat(e).hasMessageThat().startsWith("line ");
        }
        JsonException e = assertThrows(JsonException.class, () -> JsonReader.read("{\n\n\"a\" 1}"));
        assertThat(e).hasMessageThat().isEqualTo("line 3: expected `:`");
        assertThrows(JsonException.class, () -> JsonReader.read("[".repeat(100_000)));
    }
}
