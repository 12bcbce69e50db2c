package dev.kiln.processor.emit;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * About how many constants the class files of a generated source have; a class file holds 65,535.
 * Each name that a class speaks of takes three: itself, with its type, and with its owner. So does
 * each call of an inherited protected method from a nested class, for which javac adds a bridge.
 */
public final class ConstantCount {

    private static final int MOST = 65_535;

    /** Fields and methods; of fewer there can't be as many, and nothing has to be read for that. */
    private static final int FEWEST_MEMBERS = 3_000;

    private static final int PER_NAME = 3;
    private static final int PER_TEXT = 2;

    private static final Pattern COMMENT = Pattern.compile("//[^\n]*|/\\*(?s:.*?)\\*/");
    private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"");
    private static final Pattern NAME = Pattern.compile("(?<![\\w$])[\\p{L}_$][\\w$]*");
    private static final Pattern CALL = Pattern.compile("(?<![\\w$.])([a-z][\\w$]*)\\(");
    private static final Pattern METHOD =
            Pattern.compile("(?m)^ +(?:\\w|[.<>\\[\\], ])+ (\\w+)\\(.*\\{$");

    private ConstantCount() {}

    /** The first class that would not fit, in words; empty where all do. */
    public static Optional<String> excess(JavaFile file) {
        if (members(file.typeSpec()) < FEWEST_MEMBERS) {
            return Optional.empty();
        }
        return excess(file.typeSpec(), file.typeSpec().name(), false);
    }

    private static int members(TypeSpec type) {
        return type.fieldSpecs().size()
                + type.methodSpecs().size()
                + type.typeSpecs().stream().mapToInt(ConstantCount::members).sum();
    }

    private static Optional<String> excess(TypeSpec type, String name, boolean nested) {
        TypeSpec own =
                TypeSpec.classBuilder("Own")
                        .addFields(type.fieldSpecs())
                        .addMethods(type.methodSpecs())
                        .build();
        int count = count(own.toString(), nested);
        if (count > MOST) {
            return Optional.of(
                    String.format(
                            Locale.ROOT,
                            "the class file of %s would have about %,d constants; it holds %,d",
                            name,
                            count,
                            MOST));
        }
        return type.typeSpecs().stream()
                .map(t -> excess(t, name + "." + t.name(), true))
                .flatMap(Optional::stream)
                .findFirst();
    }

    static int count(String source, boolean nested) {
        String code = COMMENT.matcher(source).replaceAll("");
        Set<String> texts = all(TEXT, code, 0);
        code = TEXT.matcher(code).replaceAll("");
        Set<String> methods = all(METHOD, code, 1);
        int inherited = 0;
        Matcher calls = CALL.matcher(code);
        while (nested && calls.find()) {
            inherited += methods.contains(calls.group(1)) ? 0 : 1;
        }
        return PER_TEXT * texts.size() + PER_NAME * (all(NAME, code, 0).size() + inherited);
    }

    private static Set<String> all(Pattern pattern, String text, int group) {
        Set<String> found = new HashSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(group));
        }
        return found;
    }
}
