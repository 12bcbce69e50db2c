package dev.kiln.processor.diagnostic;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.kiln.processor.MemoryCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Lines that are counted in the text are those that javac's trees have. */
class DeclarationsTest {

    private static final String TRICKY =
            """
            package p;
            import java.util.*;
            /* class No { int no; } */ // class No { }
            @SuppressWarnings({"a(", "class No {"})
            @Deprecated
            public final class Tricky<T extends Comparable<T>> implements Cloneable {
                static { int local = 1; class Local { int x; } }
                int a, b = f(1, 2),
                    c[] = {1, 2};
                char quote = '"', brace = '{', back = '\\\\';
                String text = "}\\"{";
                String block = \"""
                    class No { int no; }
                    \\\"""
                    \""";
                @Deprecated(
                    since = "1",
                    forRemoval = false) final Map<String, List<int[]>> map = new HashMap<>();
                @java.lang.SuppressWarnings(
                    "x")
                Object o = new Object() { int inner; void m() { } };
                @SafeVarargs static <E> int f(@Deprecated E... e) { int y = 1; return 2; }
                Tricky() { }
                int record; Runnable r = () -> { int z = 1; };
                @interface Note { int value() default 1; String[] names() default {}; Sub[] subs() default {}; }
                @interface Sub { int deep(); }
                @Note(value = 3,
                    names = {"a",
                        "b"},
                    subs = {@Sub(deep =
                        4)})
                int noted;
                enum E { ONE(1) { int k; }, TWO(2); int field; E(int i) { } }
                record R(@Deprecated
                    int first, List<String> second) { static int third; R { } }
                interface I { int CONSTANT =
                    1; void g(); int OTHER = 2; }
                ; int last;
            }
            class Second { int only; }
            """;

    @Test
    void whateverJavaAllows() {
        check("p.Tricky", TRICKY, 40);
    }

    @TestFactory
    Stream<DynamicTest> sourcesOfTheTests() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(Path.of("src", "test", "resources"))) {
            files = all.filter(f -> f.toString().endsWith(".java")).toList();
        }
        return files.stream()
                .map(
                        f ->
                                DynamicTest.dynamicTest(
                                        f.getFileName().toString(),
                                        () -> check("x.Any", Files.readString(f), 2)));
    }

    private static void check(String name, String source, int places) {
        Comparison comparison = new Comparison(source);
        MemoryCompiler.attempt(Map.of(name, source), List.of("-proc:only"), comparison);
        assertThat(comparison.failure).isEmpty();
        assertThat(comparison.places).isAtLeast(places);
    }

    @SupportedAnnotationTypes("*")
    private static final class Comparison extends AbstractProcessor {

        private final String source;
        private int places;
        private String failure = "";

        Comparison(String source) {
            this.source = source;
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            try {
                Declarations declarations = Declarations.of(source);
                Lines trees = TreeLines.of(processingEnv);
                round.getRootElements().forEach(e -> compare("", e, declarations, trees));
            } catch (AssertionError | RuntimeException e) {
                failure = e.toString();
            }
            return false;
        }

        private void compare(String around, Element e, Declarations declarations, Lines trees) {
            String path = around + e.getSimpleName();
            boolean field = e.getKind() == ElementKind.FIELD;
            if (!field && !(e instanceof TypeElement)) {
                return;
            }
            same(trees.of(Position.of(e)), declarations, path, "", "");
            for (AnnotationMirror m : e.getAnnotationMirrors()) {
                String name = m.getAnnotationType().asElement().getSimpleName().toString();
                same(trees.of(Position.of(e, m)), declarations, path, name, "");
                for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> v :
                        m.getElementValues().entrySet()) {
                    String attribute = v.getKey().getSimpleName().toString();
                    same(
                            trees.of(Position.of(e, m, attribute, v.getValue())),
                            declarations,
                            path,
                            name,
                            attribute);
                }
            }
            e.getEnclosedElements().forEach(c -> compare(path + ".", c, declarations, trees));
        }

        private void same(
                OptionalLong line,
                Declarations declarations,
                String path,
                String annotation,
                String attribute) {
            places++;
            assertWithMessage("%s @%s(%s)", path, annotation, attribute)
                    .that(declarations.line(path, annotation, attribute))
                    .isEqualTo(line);
        }
    }
}
