package dev.kiln.processor.emit;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a generated file, such that any compiler reads it as it is meant. */
public final class SourceText {

    private static final Pattern PACKAGE = Pattern.compile("(?m)^package [^\n]*\n\n?");

    /** The last character that every encoding of sources has. */
    private static final char LAST = '~';

    private static final boolean[] OF_WORD = ofWord();

    private SourceText() {}

    /**
     * All ASCII: a compilation may read it in any encoding.
     *
     * @param hidden whether a class of the same package has the name of one of {@code java.lang},
     *     which then is not what the name means, unless it is imported
     */
    public static String of(String text, Predicate<String> hidden) {
        return escaped(withImports(text, hidden));
    }

    private static String withImports(String text, Predicate<String> hidden) {
        StringBuilder imports = new StringBuilder();
        for (String name : types(text)) {
            if (hidden.test(name)) {
                imports.append("import java.lang.").append(name).append(";\n");
            }
        }
        if (imports.isEmpty()) {
            return text;
        }
        Matcher line = PACKAGE.matcher(text);
        // Without a package they follow the comment in the first line.
        int behind = line.find() ? line.end() : text.indexOf('\n') + 1;
        return new StringBuilder(text).insert(behind, imports).toString();
    }

    /** Words that begin as the names of types do, in order. */
    private static Set<String> types(String text) {
        Set<String> types = new HashSet<>();
        for (int at = 0; at < text.length(); ) {
            char first = text.charAt(at);
            int end = endOfWord(text, at);
            if (first >= 'A' && first <= 'Z') {
                types.add(text.substring(at, end));
            }
            at = Math.max(end, at + 1);
        }
        return new TreeSet<>(types);
    }

    /** The end of the word that begins at {@code start}; {@code start} where none does. */
    static int endOfWord(String text, int start) {
        int end = start;
        while (end < text.length() && isOfWord(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** A table answers for ASCII: large networks have sources of millions of characters. */
    private static boolean isOfWord(char c) {
        return c < OF_WORD.length ? OF_WORD[c] : Character.isJavaIdentifierPart(c);
    }

    private static boolean[] ofWord() {
        boolean[] table = new boolean[LAST + 1];
        for (char c = 0; c <= LAST; c++) {
            table[c] = Character.isJavaIdentifierPart(c);
        }
        return table;
    }

    /**
     * With an escape for each character beyond ASCII. No such character follows a lone backslash:
     * in literals backslashes come in pairs or in front of a letter.
     */
    private static String escaped(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > LAST) {
                ascii.append(text, from, i).append(String.format("\\u%04x", (int) c));
                from = i + 1;
            }
        }
        return ascii.append(text, from, text.length()).toString();
    }
}
