package dev.kiln.processor.emit;

import com.palantir.javapoet.JavaFile;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a generated file, such that any compiler reads it as it is meant. */
public final class SourceText {

    private static final Pattern TYPE = Pattern.compile("\\b[A-Z]\\w*\\b");

    private static final Pattern PACKAGE = Pattern.compile("(?m)^package [^\n]*\n\n?");

    /** The last character that every encoding of sources has. */
    private static final char LAST = '~';

    private SourceText() {}

    /**
     * All ASCII: a compilation may read it in any encoding.
     *
     * @param hidden whether a class of the same package has the name of one of {@code java.lang},
     *     which then is not what the name means, unless it is imported
     */
    public static String of(JavaFile file, Predicate<String> hidden) {
        return escaped(withImports(file.toString(), hidden));
    }

    private static String withImports(String text, Predicate<String> hidden) {
        Set<String> names = new TreeSet<>();
        Matcher types = TYPE.matcher(text);
        while (types.find()) {
            names.add(types.group());
        }
        StringBuilder imports = new StringBuilder();
        for (String name : names) {
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

    /**
     * With an escape for each character beyond ASCII. No such character follows a lone backslash:
     * in literals backslashes come in pairs or in front of a letter.
     */
    private static String escaped(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= LAST) {
                ascii.append(c);
            } else {
                ascii.append(String.format("\\u%04x", (int) c));
            }
        }
        return ascii.toString();
    }
}
