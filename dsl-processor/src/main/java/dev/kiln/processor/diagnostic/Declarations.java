package dev.kiln.processor.diagnostic;

import dev.kiln.processor.diagnostic.JavaTokens.Token;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The lines on which a source file declares classes and fields and what is written in their
 * annotations, for compilers that don't tell. Code is skipped.
 */
final class Declarations {

    private static final Set<String> KINDS = Set.of("class", "interface", "enum", "record");

    private final List<Token> tokens;
    private final Map<String, Long> lines = new HashMap<>();
    private int at;

    private Declarations(List<Token> tokens) {
        this.tokens = tokens;
    }

    static Declarations of(String source) {
        Declarations file = new Declarations(JavaTokens.of(source));
        file.members("");
        return file;
    }

    /**
     * The line of a declaration, of an annotation on it, or of the value of an attribute of that.
     *
     * @param path classes from the outermost one, and a field, with dots between them
     * @param annotation simple name, empty for the declaration itself
     * @param attribute empty for the annotation itself
     */
    OptionalLong line(String path, String annotation, String attribute) {
        Long line = lines.get(key(path, annotation, attribute));
        return line == null ? OptionalLong.empty() : OptionalLong.of(line);
    }

    private static String key(String path, String annotation, String attribute) {
        return path + " " + annotation + " " + attribute;
    }

    private boolean more() {
        return at < tokens.size();
    }

    private boolean see(String text) {
        return more() && tokens.get(at).is(text);
    }

    private Token take() {
        return tokens.get(at++);
    }

    /** Up to the brace that ends the class, or to the end of the file. */
    private void members(String around) {
        while (more() && !see("}")) {
            member(around);
        }
    }

    private void member(String around) {
        int start = at;
        int annotated = at;
        String name = "";
        while (more() && !see("}")) {
            if (see("@") && at + 1 < tokens.size() && !tokens.get(at + 1).is("interface")) {
                skipAnnotation();
                annotated = at;
            } else if (isKind()) {
                at++;
                type(around, start, annotated);
                return;
            } else if (see("(")) {
                skipGroup();
                method();
                return;
            } else if (see("{")) {
                skipGroup();
                return;
            } else if (see("<")) {
                skipTypeArguments();
            } else if (see("=") || see(",") || see(";")) {
                field(around, name, start, annotated);
                return;
            } else {
                Token token = take();
                name = token.isName() ? token.text() : name;
            }
        }
    }

    /** Names of kinds may be names of other things, but not in front of a name. */
    private boolean isKind() {
        return KINDS.contains(tokens.get(at).text())
                && at + 1 < tokens.size()
                && tokens.get(at + 1).isName()
                && (at == 0 || !tokens.get(at - 1).is("."));
    }

    private void type(String around, int start, int annotated) {
        boolean constants = tokens.get(at - 1).is("enum");
        String path = around + take().text();
        declare(path, start, annotated);
        while (more() && !see("{") && !see(";")) {
            if (see("(")) {
                at++;
                components(path + ".");
            } else if (see("@")) {
                skipAnnotation();
            } else {
                at++;
            }
        }
        if (more() && take().is("{")) {
            if (constants) {
                skipConstants();
            }
            members(path + ".");
            at++;
        }
    }

    private void components(String around) {
        int start = at;
        int annotated = at;
        String name = "";
        while (more() && !see(")")) {
            if (see("@")) {
                skipAnnotation();
                annotated = at;
            } else if (see("<")) {
                skipTypeArguments();
            } else if (see(",")) {
                declare(around + name, start, annotated);
                at++;
                start = at;
                annotated = at;
            } else {
                name = take().text();
            }
        }
        if (!name.isEmpty()) {
            declare(around + name, start, annotated);
        }
        at++;
    }

    private void field(String around, String first, int start, int annotated) {
        String name = first;
        while (more()) {
            if (see(",") || see(";")) {
                if (!name.isEmpty()) {
                    declare(around + name, start, annotated);
                }
                if (take().is(";")) {
                    return;
                }
                name = see("}") || !more() ? "" : take().text();
            } else if (see("(") || see("{") || see("[")) {
                skipGroup();
            } else if (see("}")) {
                return;
            } else {
                at++;
            }
        }
    }

    private void method() {
        while (more() && !see("{") && !see(";") && !see("}")) {
            at++;
        }
        if (see("{")) {
            skipGroup();
        } else if (see(";")) {
            at++;
        }
    }

    private void skipConstants() {
        while (more() && !see(";") && !see("}")) {
            if (see("(") || see("{")) {
                skipGroup();
            } else {
                at++;
            }
        }
        if (see(";")) {
            at++;
        }
    }

    private void skipAnnotation() {
        at += 2;
        while (see(".")) {
            at += 2;
        }
        if (see("(")) {
            skipGroup();
        }
    }

    /** From an opening bracket to behind the one that closes it. */
    private void skipGroup() {
        int depth = 0;
        do {
            Token token = take();
            if (token.is("(") || token.is("{") || token.is("[")) {
                depth++;
            } else if (token.is(")") || token.is("}") || token.is("]")) {
                depth--;
            }
        } while (more() && depth > 0);
    }

    private void skipTypeArguments() {
        int depth = 0;
        do {
            Token token = take();
            depth += token.is("<") ? 1 : token.is(">") ? -1 : 0;
        } while (more() && depth > 0);
    }

    private void declare(String path, int start, int annotated) {
        note(path, "", "", start);
        int end = at;
        at = start;
        while (at < annotated) {
            if (see("@")) {
                annotation(path);
            } else {
                at++;
            }
        }
        at = end;
    }

    /** Notes an annotation and those that are values in it; the first of a name counts. */
    private void annotation(String path) {
        int start = at++;
        String name = take().text();
        while (see(".")) {
            at++;
            name = take().text();
        }
        note(path, name, "", start);
        if (!see("(")) {
            return;
        }
        at++;
        boolean first = true;
        while (more() && !see(")")) {
            if (first) {
                boolean named = at + 1 < tokens.size() && tokens.get(at + 1).is("=");
                String attribute = named ? tokens.get(at).text() : "value";
                at += named ? 2 : 0;
                note(path, name, attribute, at);
            }
            first = see(",");
            if (see("@")) {
                annotation(path);
            } else if (see("(") || see("[") || (see("{") && !holdsAnnotations())) {
                skipGroup();
            } else {
                at++;
            }
        }
        at++;
    }

    private boolean holdsAnnotations() {
        return at + 1 < tokens.size() && tokens.get(at + 1).is("@");
    }

    private void note(String path, String annotation, String attribute, int token) {
        if (token < tokens.size()) {
            lines.putIfAbsent(key(path, annotation, attribute), (long) tokens.get(token).line());
        }
    }
}
