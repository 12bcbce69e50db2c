package dev.kiln.processor.emit.code;

import com.palantir.javapoet.CodeBlock;

/** Comments in generated code, each on lines of its own in front of what it is about. */
public final class Comment {

    /** Beside the usual indentation there is room for so much on a line. */
    private static final int LONGEST = 80;

    /** A space at which no line is broken. */
    static final char TOGETHER = '\u00a0';

    private Comment() {}

    /** Words and numbers, broken into lines where they are too long for one. */
    public static CodeBlock of(String format, Object... arguments) {
        CodeBlock.Builder code = CodeBlock.builder();
        StringBuilder line = new StringBuilder();
        String text = CodeBlock.of(format, arguments).toString();
        String sentence = Character.toUpperCase(text.charAt(0)) + text.substring(1);
        for (String word : sentence.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > LONGEST) {
                code.add("// $L\n", line.toString().replace(TOGETHER, ' '));
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        return code.add("// $L\n", line.toString().replace(TOGETHER, ' ')).build();
    }

    /** {@code a vector}, {@code 2 vectors}. */
    public static String some(int n, String thing) {
        return n == 1 ? "a " + thing : n + " " + thing + "s";
    }
}
