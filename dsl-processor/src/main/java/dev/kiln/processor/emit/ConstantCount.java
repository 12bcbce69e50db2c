package dev.kiln.processor.emit;

import com.palantir.javapoet.TypeSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

    /** Words behind which a name with a bracket is a call. */
    private static final Set<String> BEFORE_CALLS = Set.of("", "return", "new", "throw", "else");

    private final String source;
    private final Set<String> texts = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> methods = new HashSet<>();

    /** How often each method is called without an object in front of it. */
    private final Map<String, Integer> calls = new HashMap<>();

    private ConstantCount(String source) {
        this.source = source;
    }

    /**
     * The first class that would not fit, in words; empty where all do.
     *
     * @param text the source of the type: no class of it has more than all of them
     */
    public static Optional<String> excess(TypeSpec type, String text) {
        return members(type) < FEWEST_MEMBERS || count(text, true) <= MOST
                ? Optional.empty()
                : excess(type, type.name(), false);
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
        ConstantCount count = new ConstantCount(source);
        count.read();
        count.calls.keySet().removeAll(count.methods);
        int inherited = count.calls.values().stream().mapToInt(i -> i).sum();
        int named = count.names.size() + (nested ? inherited : 0);
        return PER_TEXT * count.texts.size() + PER_NAME * named;
    }

    private void read() {
        String before = "";
        for (int at = 0; at < source.length(); ) {
            char c = source.charAt(at);
            int end = at + 1;
            if (Character.isJavaIdentifierPart(c)) {
                end = SourceText.endOfWord(source, at);
                String word = source.substring(at, end);
                if (Character.isJavaIdentifierStart(c)) {
                    readName(word, at, end, before);
                }
                before = word;
            } else if (source.startsWith("//", at)) {
                end = behind("\n", at);
            } else if (source.startsWith("/*", at)) {
                end = behind("*/", at);
            } else if (c == '"') {
                end = endOfText(at);
                texts.add(source.substring(at, end));
            } else if (c != ' ' && c != ']') {
                before = "";
            }
            at = end;
        }
    }

    private void readName(String name, int at, int end, String before) {
        names.add(name);
        boolean bracket = end < source.length() && source.charAt(end) == '(';
        if (bracket && Character.isLowerCase(name.charAt(0)) && !source.startsWith(".", at - 1)) {
            calls.merge(name, 1, Integer::sum);
            if (!BEFORE_CALLS.contains(before)) {
                methods.add(name);
            }
        }
    }

    private int endOfText(int start) {
        int end = start + 1;
        while (source.charAt(end) != '"') {
            end += source.charAt(end) == '\\' ? 2 : 1;
        }
        return end + 1;
    }

    private int behind(String mark, int from) {
        int at = source.indexOf(mark, from);
        return at < 0 ? source.length() : at + mark.length();
    }
}
