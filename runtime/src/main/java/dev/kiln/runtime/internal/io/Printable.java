package dev.kiln.runtime.internal.io;

import java.util.List;

/** Text from a file, made fit to stand in an error of one line. */
public final class Printable {

    private static final int LONGEST = 200;
    private static final int MOST = 20;

    private Printable() {}

    /**
     * A text with everything escaped that moves the cursor or the direction of writing, cut behind
     * 200 characters.
     */
    public static String text(String foreign) {
        StringBuilder line = new StringBuilder();
        int i = 0;
        while (i < foreign.length() && line.length() < LONGEST) {
            int c = foreign.codePointAt(i);
            i += Character.charCount(c);
            if (moves(c)) {
                line.append(c > 0xFFFF ? "\\x{" + Integer.toHexString(c) + "}" : escape(c));
            } else {
                line.appendCodePoint(c);
            }
        }
        return i < foreign.length() ? line.append("...").toString() : line.toString();
    }

    private static String escape(int c) {
        return String.format("\\u%04x", c);
    }

    private static boolean moves(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            default -> false;
        };
    }

    /** Texts as {@link #text} has them, at most 20: {@code a, b, c ... and 980 more}. */
    public static String list(List<String> foreign) {
        return few(foreign.stream().limit(MOST).map(Printable::text).toList(), foreign.size());
    }

    /** Texts that can be printed, at most 20: {@code a, b, c ... and 980 more}. */
    public static String few(List<String> texts) {
        return few(texts, texts.size());
    }

    private static String few(List<String> texts, int all) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < Math.min(texts.size(), MOST); i++) {
            line.append(i == 0 ? "" : ", ").append(texts.get(i));
        }
        int more = all - MOST;
        return more > 0
                ? line.append(" ... and ").append(more).append(" more").toString()
                : line.toString();
    }
}
