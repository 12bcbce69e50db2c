package dev.kiln.runtime.train;

/** Texts on a terminal, where a character takes one column, two, or none. */
final class TerminalText {

    private static final String LEFT_OUT = "..";

    private TerminalText() {}

    /** Columns that a text takes. */
    static int width(String text) {
        return text.codePoints().map(TerminalText::width).sum();
    }

    private static int width(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(character) ? 2 : 1;
        };
    }

    /** Scripts of East Asia, their punctuation and full-width forms, and pictures. */
    private static boolean isWide(int character) {
        return switch (Character.UnicodeScript.of(character)) {
            case HAN, HIRAGANA, HANGUL, BOPOMOFO -> true;
            case KATAKANA -> character < 0xFF61;
            default ->
                    (character >= 0x3000 && character <= 0x303F)
                            || (character >= 0xFF01 && character <= 0xFF60)
                            || (character >= 0x1F300 && character <= 0x1FAFF);
        };
    }

    /** The text; what would move the cursor is a question mark. */
    static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        text.codePoints()
                .forEach(c -> visible.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return visible.toString();
    }

    /** A text of at most so many columns, at least 4; the middle of a longer one is left out. */
    static String shortened(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        int[] points = text.codePoints().toArray();
        int room = columns - LEFT_OUT.length();
        int front = 0;
        int back = 0;
        while (true) {
            boolean next = front <= back;
            room -= width(points[next ? front : points.length - 1 - back]);
            if (room < 0) {
                String end = new String(points, points.length - back, back);
                return new String(points, 0, front) + LEFT_OUT + end;
            }
            front += next ? 1 : 0;
            back += next ? 0 : 1;
        }
    }
}
