package dev.kiln.processor.mutation;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import dev.kiln.processor.MemoryCompiler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Places in the text of a source file: classes and fields in order, with their annotations.
 *
 * @param declarations classes and the fields in them, in order
 */
public record SourceText(String text, List<Declaration> declarations) {

    /** From {@code start} up to {@code end} of the text. */
    public record Span(int start, int end) {

        boolean contains(int offset) {
            return start <= offset && offset < end;
        }
    }

    /**
     * A class or a field.
     *
     * @param owner name of the class around it
     * @param type where the type of a field, or the header of a class, begins
     */
    public record Declaration(
            boolean isClass,
            String owner,
            String name,
            Span span,
            Span modifiers,
            int type,
            List<Annotation> annotations) {

        Optional<Annotation> annotation(String simpleName) {
            return annotations.stream().filter(a -> a.name().equals(simpleName)).findFirst();
        }
    }

    /** An annotation, with those that are values of it behind it in the list of its element. */
    public record Annotation(String name, Span span, List<Attribute> attributes) {

        Optional<Attribute> attribute(String attribute) {
            return attributes.stream().filter(a -> a.name().equals(attribute)).findFirst();
        }
    }

    /**
     * An attribute that is written.
     *
     * @param isNamed whether its name is written too
     */
    public record Attribute(String name, Span span, Span value, boolean isNamed) {}

    /** Parses a source, which need not compile. */
    public static SourceText of(String text) {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        JavacTask task =
                (JavacTask)
                        javac.getTask(
                                null,
                                null,
                                d -> {},
                                List.of("-proc:none"),
                                null,
                                List.of(new MemoryCompiler.Source("Text", text)));
        try {
            CompilationUnitTree unit = task.parse().iterator().next();
            Reader reader = new Reader(text, unit, Trees.instance(task).getSourcePositions());
            unit.getTypeDecls().forEach(t -> reader.read(t, ""));
            return new SourceText(text, List.copyOf(reader.declarations));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number, from 1, of the line of a place. */
    int line(int offset) {
        return (int) text.substring(0, offset).chars().filter(c -> c == '\n').count() + 1;
    }

    String text(Span span) {
        return text.substring(span.start(), span.end());
    }

    /** The text with something else in place of a part of it. */
    String with(Span part, String other) {
        return text.substring(0, part.start()) + other + text.substring(part.end());
    }

    private static final class Reader {

        private final String text;
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<Declaration> declarations = new ArrayList<>();

        Reader(String text, CompilationUnitTree unit, SourcePositions positions) {
            this.text = text;
            this.unit = unit;
            this.positions = positions;
        }

        void read(Tree tree, String owner) {
            if (tree instanceof ClassTree c) {
                declarations.add(
                        declaration(
                                true, owner, c.getSimpleName().toString(), c, c.getModifiers()));
                c.getMembers().forEach(m -> read(m, c.getSimpleName().toString()));
            } else if (tree instanceof VariableTree v) {
                declarations.add(
                        declaration(false, owner, v.getName().toString(), v, v.getModifiers()));
            }
        }

        private Declaration declaration(
                boolean isClass, String owner, String name, Tree tree, ModifiersTree modifiers) {
            Span span = span(tree);
            Span words = span(modifiers);
            if (words.start() < 0) {
                words = new Span(span.start(), span.start());
            }
            List<Annotation> annotations = new ArrayList<>();
            modifiers.getAnnotations().forEach(a -> addTo(annotations, a));
            int type = words.end();
            while (Character.isWhitespace(text.charAt(type))) {
                type++;
            }
            return new Declaration(
                    isClass, owner, name, span, words, type, List.copyOf(annotations));
        }

        private void addTo(List<Annotation> annotations, AnnotationTree tree) {
            List<Attribute> attributes = new ArrayList<>();
            List<AnnotationTree> inner = new ArrayList<>();
            for (ExpressionTree argument : tree.getArguments()) {
                boolean named = argument instanceof AssignmentTree;
                ExpressionTree value =
                        named ? ((AssignmentTree) argument).getExpression() : argument;
                String name =
                        named ? ((AssignmentTree) argument).getVariable().toString() : "value";
                attributes.add(new Attribute(name, span(argument), span(value), named));
                if (value instanceof AnnotationTree nested) {
                    inner.add(nested);
                }
            }
            String type = tree.getAnnotationType().toString();
            String name = type.substring(type.lastIndexOf('.') + 1);
            annotations.add(new Annotation(name, span(tree), List.copyOf(attributes)));
            inner.forEach(a -> addTo(annotations, a));
        }

        private Span span(Tree tree) {
            return new Span(
                    (int) positions.getStartPosition(unit, tree),
                    (int) positions.getEndPosition(unit, tree));
        }
    }
}
