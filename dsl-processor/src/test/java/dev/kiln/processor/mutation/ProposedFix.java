package dev.kiln.processor.mutation;

import dev.kiln.processor.mutation.SourceText.Annotation;
import dev.kiln.processor.mutation.SourceText.Attribute;
import dev.kiln.processor.mutation.SourceText.Declaration;
import dev.kiln.processor.mutation.SourceText.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;

/**
 * A fix as a reader of the message makes it: the line says what to write and where, the message
 * where it says nothing.
 */
public record ProposedFix(String line, int offset) {

    private static final Pattern PLACE = Pattern.compile("(.*?)(?: at (\\S+), line (\\d+))?");

    private static final Pattern INSERTED = Pattern.compile("(@.*; )(in front|behind)");

    private static final String IMPORTS =
            " import static dev.kiln.Activation.*; import static dev.kiln.PoolType.*; import static"
                    + " dev.kiln.Shortcut.*; import static dev.kiln.Loss.*; import static"
                    + " dev.kiln.Sizes.*; import dev.kiln.*;";

    /** All that a message proposes. */
    public static List<ProposedFix> of(Diagnostic<?> diagnostic) {
        return diagnostic
                .getMessage(Locale.ROOT)
                .lines()
                .map(String::strip)
                .filter(l -> l.startsWith("fix: "))
                .map(l -> new ProposedFix(l, (int) diagnostic.getPosition()))
                .toList();
    }

    /** The source with the fix made. */
    public String applied(String source) {
        String text = source;
        String[] places =
                line.substring("fix: ".length())
                        .replaceFirst("    \\(.*", "")
                        .split("; (?!in front|behind)");
        // Where the message stands first: other edits may move it. Lines stay.
        Arrays.sort(places, Comparator.comparing(place -> place.contains(" at ")));
        for (String place : places) {
            Matcher parts = PLACE.matcher(place);
            if (!parts.matches()) {
                throw new IllegalArgumentException(line);
            }
            SourceText before = SourceText.of(text);
            Declaration declaration =
                    parts.group(2) == null
                            ? around(before, offset)
                            : at(before, parts.group(2), Integer.parseInt(parts.group(3)));
            int which = before.declarations().indexOf(declaration);
            for (String edit : edits(parts.group(1))) {
                SourceText now = SourceText.of(text);
                Change change = change(now, now.declarations().get(which), edit);
                text = now.with(change.span(), change.text());
            }
        }
        return withImports(text);
    }

    private record Change(Span span, String text) {}

    /** On the line of the package, so that the lines stay. */
    private static String withImports(String text) {
        Matcher end = Pattern.compile("(?m)^package .*?;|^").matcher(text);
        if (!end.find()) {
            throw new IllegalStateException(text);
        }
        return text.substring(0, end.end()) + IMPORTS + text.substring(end.end());
    }

    /** Separated by commas outside of brackets. */
    private static List<String> edits(String text) {
        List<String> edits = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '{' || c == '(' ? 1 : c == '}' || c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                edits.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        edits.add(text.substring(start).strip());
        return edits;
    }

    /** The innermost declaration. */
    private static Declaration around(SourceText source, int offset) {
        return source.declarations().stream()
                .filter(d -> d.span().contains(offset))
                .reduce((outer, inner) -> inner)
                .orElseThrow();
    }

    private Declaration at(SourceText source, String path, int line) {
        String name =
                Arrays.stream(path.split("\\."))
                        .filter(p -> !p.matches("\\d+"))
                        .reduce("", (first, second) -> second);
        List<Declaration> found =
                source.declarations().stream().filter(d -> touches(source, d, line)).toList();
        return found.stream()
                .filter(d -> d.name().equals(name))
                .findFirst()
                .orElseGet(
                        () ->
                                found.stream()
                                        .findFirst()
                                        .orElseThrow(
                                                () ->
                                                        new IllegalArgumentException(
                                                                this.line + " in " + source)));
    }

    /** Whether its head, annotations included, is on the line. */
    private static boolean touches(SourceText source, Declaration d, int line) {
        return source.line(d.span().start()) <= line && line <= source.line(d.type());
    }

    private Change change(SourceText source, Declaration d, String edit) {
        Matcher inserted = INSERTED.matcher(edit);
        if (inserted.matches()) {
            boolean behind = inserted.group(2).equals("behind");
            int offset = behind ? d.span().end() : d.span().start();
            return new Change(new Span(offset, offset), " " + inserted.group(1));
        }
        if (edit.matches("Layer \\w+;")) {
            return new Change(new Span(d.type(), d.span().end()), edit);
        }
        if (edit.matches("class \\w+")) {
            return header(source, d, "interface", "class");
        }
        if (edit.startsWith("remove <")) {
            return header(source, d, "<[\\w, ]+>", "");
        }
        if (edit.startsWith("remove extends ")) {
            return header(source, d, edit.substring("remove ".length()), "");
        }
        if (edit.startsWith("remove the field ")) {
            return new Change(d.span(), "");
        }
        if (edit.startsWith("remove @")) {
            String name = edit.substring("remove @".length());
            return new Change(d.annotation(name).orElseThrow().span(), "");
        }
        if (edit.startsWith("remove ")) {
            return removed(source, d, edit.substring("remove ".length()));
        }
        if (edit.startsWith("add @")) {
            int start = d.span().start();
            return new Change(new Span(start, start), edit.substring("add ".length()) + " ");
        }
        if (edit.startsWith("add ")) {
            String word = edit.substring("add ".length());
            return new Change(new Span(d.type(), d.type()), word + " ");
        }
        int equals = edit.indexOf(" = ");
        return written(source, d, edit.substring(0, equals), edit.substring(equals + 3));
    }

    /** A part of the header of a class becomes another. */
    private static Change header(SourceText source, Declaration d, String part, String other) {
        Matcher m = Pattern.compile(part).matcher(source.text());
        int name = source.text().indexOf(" " + d.name(), d.type());
        int from = part.equals("interface") ? name - part.length() : name;
        if (!m.find(from)) {
            throw new IllegalArgumentException(part);
        }
        return new Change(new Span(m.start(), m.end()), other);
    }

    private Change removed(SourceText source, Declaration d, String what) {
        if (List.of("static", "final", "private").contains(what)) {
            // The last one: comments stand in front of it.
            int start = d.modifiers().start() + source.text(d.modifiers()).lastIndexOf(what);
            return new Change(new Span(start, start + what.length()), "");
        }
        Annotation annotation = annotation(d, what);
        List<Attribute> all = annotation.attributes();
        int i = all.indexOf(annotation.attribute(what).orElseThrow());
        if (all.size() > 1) {
            return i == 0
                    ? new Change(new Span(all.get(0).span().start(), all.get(1).span().start()), "")
                    : new Change(
                            new Span(all.get(i - 1).span().end(), all.get(i).span().end()), "");
        }
        return new Change(all.get(i).span(), "");
    }

    private Change written(SourceText source, Declaration d, String attribute, String value) {
        Annotation annotation = annotation(d, attribute);
        var written = annotation.attribute(attribute);
        if (written.isPresent()) {
            return new Change(written.get().value(), value);
        }
        String text = attribute + " = " + value;
        if (annotation.attributes().isEmpty()) {
            String bare = source.text(annotation.span()).replaceFirst("\\(\\s*\\)$", "");
            return new Change(annotation.span(), bare + "(" + text + ")");
        }
        Attribute last = annotation.attributes().get(annotation.attributes().size() - 1);
        if (last.isNamed()) {
            int end = last.span().end();
            return new Change(new Span(end, end), ", " + text);
        }
        String named = last.name() + " = " + source.text(last.span());
        return new Change(last.span(), named + ", " + text);
    }

    /** The one that has the attribute: where the message stands, else where it is written. */
    private Annotation annotation(Declaration d, String attribute) {
        List<Annotation> possible =
                d.annotations().stream().filter(a -> has(a.name(), attribute)).toList();
        return possible.stream()
                .filter(a -> a.span().contains(offset))
                .reduce((outer, inner) -> inner)
                .or(
                        () ->
                                possible.stream()
                                        .filter(a -> a.attribute(attribute).isPresent())
                                        .findFirst())
                .or(() -> possible.stream().findFirst())
                .orElseThrow(() -> new IllegalArgumentException(line + " on " + d.name()));
    }

    private static boolean has(String annotation, String attribute) {
        try {
            return Arrays.stream(Class.forName("dev.kiln." + annotation).getDeclaredMethods())
                    .anyMatch(m -> m.getName().equals(attribute));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
