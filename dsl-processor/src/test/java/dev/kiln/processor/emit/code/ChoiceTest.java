package dev.kiln.processor.emit.code;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.kiln.processor.MemoryCompiler;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChoiceTest {

    private static void assertFinds(List<Float> numbers) throws ReflectiveOperationException {
        String source =
                "package choices; public class Numbers { public static float at(int place) {\n"
                        + new Choice(numbers).declare("number", "place")
                        + "return number; } }";
        Method at =
                MemoryCompiler.compile(Map.of("choices.Numbers", source))
                        .loader()
                        .loadClass("choices.Numbers")
                        .getMethod("at", int.class);
        for (int i = 0; i < numbers.size(); i++) {
            int bits = Float.floatToRawIntBits((float) at.invoke(null, i));
            assertWithMessage(numbers.size() + " numbers, place " + i)
                    .that(bits)
                    .isEqualTo(Float.floatToRawIntBits(numbers.get(i)));
        }
    }

    /** Different numbers of both signs, negative zero among them. */
    private static List<Float> different(int n) {
        return IntStream.range(0, n).mapToObj(i -> i == 0 ? -0f : (i - n / 2) / 7f).toList();
    }

    @Test
    void equalNumbersNeedNoSwitch() throws ReflectiveOperationException {
        assertFinds(Collections.nCopies(1000, 0.1f));
        assertThat(new Choice(Collections.nCopies(9, 2f)).declare("x", "i").toString())
                .doesNotContain("switch");
    }

    @Test
    void fewNumbersAreCases() throws ReflectiveOperationException {
        for (int n : new int[] {2, Choice.MOST_CASES}) {
            assertFinds(different(n));
        }
    }

    @Test
    void manyNumbersAreTexts() throws ReflectiveOperationException {
        int most = Choice.MOST_IN_TEXT;
        for (int n : new int[] {Choice.MOST_CASES + 1, most, most + 1, 2 * most, 2 * most + 5}) {
            assertFinds(different(n));
        }
    }
}
