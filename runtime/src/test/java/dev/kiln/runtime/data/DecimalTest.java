package dev.kiln.runtime.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecimalTest {

    private static float parse(String text) {
        String padded = "7" + text + "7";
        return Decimal.parse(padded.toCharArray(), 1, padded.length() - 1, '.');
    }

    private static void assertSame(String text) {
        assertEquals(
                Float.floatToRawIntBits(Float.parseFloat(text)),
                Float.floatToRawIntBits(parse(text)),
                text);
    }

    @Test
    void whatJavaTakesToBeANumberMayBeNone() {
        for (String text :
                List.of(
                        "",
                        "2f",
                        "2F",
                        "1d",
                        "1D",
                        "0x1p3",
                        "NaN",
                        "Infinity",
                        "-Infinity",
                        "+",
                        "-",
                        ".",
                        "-.",
                        "e5",
                        ".e5",
                        "1e",
                        "1e+",
                        "1e-",
                        "1e5.",
                        "1.2.3",
                        "--1",
                        "+-1",
                        "1-",
                        "1,5",
                        "1 2",
                        "1_000",
                        "\u0661",
                        "\u22121",
                        "1e\u0661",
                        "null",
                        "inf",
                        "1e5e5",
                        "1\u0000",
                        "0b1",
                        "1L")) {
            assertTrue(Float.isNaN(parse(text)), text);
        }
    }

    @Test
    void numbersAreThoseOfJava() {
        for (String text :
                List.of(
                        "0",
                        "-0",
                        "+0",
                        "1",
                        "-1",
                        "+1.5",
                        ".5",
                        "-.5",
                        "5.",
                        "1e3",
                        "1E-3",
                        "1e+3",
                        "1e38",
                        "3.4028235e38",
                        "3.4028235677973366e38",
                        "1e-45",
                        "0.7e-45",
                        "1e-46",
                        "1.17549435e-38",
                        "1e-400",
                        "0e99999999999",
                        "1e-99999999999",
                        "000000000000000000000000000001",
                        "0.000000000000000000000000000000000001",
                        "123456789012345678901234567890",
                        "16777217",
                        "16777217.0000001",
                        "33554435",
                        "1.00000017881393432617187499",
                        "1.00000017881393432617187500",
                        "1.00000017881393432617187501",
                        "9007199254740993",
                        "0.1",
                        "0.3e22",
                        "1000000000000000e7",
                        "999999999999999e22",
                        "1e22",
                        "1e23")) {
            assertSame(text);
        }
        assertTrue(Float.isInfinite(parse("3.4028236e38")));
        assertTrue(Float.isInfinite(parse("-1e39")));
        assertTrue(Float.isInfinite(parse("1e99999999999")));
    }

    @Test
    void randomNumbersAreThoseOfJava() {
        Random random = new Random(5);
        for (int i = 0; i < 200_000; i++) {
            float number = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(number)) {
                assertSame(Float.toString(number));
                // The middle of two floats, where rounding twice goes wrong.
                double middle = ((double) number + Math.nextUp(number)) / 2;
                assertSame(Double.toString(middle).replace("Infinity", "1"));
            }
            assertSame(random.nextInt(100_000) / 1e3 + "");
            assertSame(random.nextLong() + "e" + (random.nextInt(80) - 60));
        }
    }

    @Test
    void decimalCommas() {
        assertEquals(-1.5f, Decimal.parse("-1,5".toCharArray(), 0, 4, ','));
        assertEquals(1234567.9f, Decimal.parse("1234567,8901234567890".toCharArray(), 0, 21, ','));
        assertTrue(Float.isNaN(Decimal.parse("1.5".toCharArray(), 0, 3, ',')));
    }
}
