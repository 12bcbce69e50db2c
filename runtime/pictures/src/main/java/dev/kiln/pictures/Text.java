package dev.kiln.pictures;

import dev.kiln.runtime.internal.io.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/** Words and numbers as pages have them, alike in all locales. */
final class Text {

    private static final int FEW_DIGITS = 5;

    private Text() {}

    /** Characters that mean something to HTML and XML are replaced, and those that XML forbids. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        text.codePoints()
                .forEach(
                        c -> {
                            switch (c) {
                                case '&' -> escaped.append("&amp;");
                                case '<' -> escaped.append("&lt;");
                                case '>' -> escaped.append("&gt;");
                                case '"' -> escaped.append("&quot;");
                                default -> escaped.appendCodePoint(isXml(c) ? c : '\uFFFD');
                            }
                        });
        return escaped.toString();
    }

    private static boolean isXml(int c) {
        boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return c >= ' ' && !surrogate && (c & 0xFFFE) != 0xFFFE;
    }

    static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }

    /** A length in a drawing: two digits behind the point, and no zeros at the end. */
    static String length(double value) {
        long hundredths = Math.round(value * 100);
        return hundredths % 100 == 0
                ? Long.toString(hundredths / 100)
                : Double.toString(hundredths / 100.0);
    }

    /** A number with so many digits behind the point; powers of ten where there are too many. */
    static String number(double value, int digits) {
        if (value == 0) {
            return "0";
        }
        return digits > FEW_DIGITS ? format("%.1e", value) : format("%,." + digits + "f", value);
    }

    static String percent(double share) {
        return Double.isNaN(share) ? "–" : format("%.1f %%", 100 * share);
    }

    /** At most so many characters; those that are too many are taken out of the middle. */
    static String shorten(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int tail = (most - 1) / 2;
        return text.substring(0, most - 1 - tail) + "…" + text.substring(text.length() - tail);
    }

    static void write(Path file, String text) throws IOException {
        Objects.requireNonNull(file, "the file is null");
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        AtomicFile.write(
                file,
                channel -> {
                    bytes.rewind();
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                });
    }
}
