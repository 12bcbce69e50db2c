package dev.kiln.processor.diagnostic;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.kiln.processor.KilnProcessor;
import dev.kiln.processor.MemoryCompiler;
import dev.kiln.processor.diagnostic.ErrorCase.Expectation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic.Kind;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

/** Everything is said, and at its line, whatever javac is asked for and however lines end. */
class PrintingTest {

    @Test
    void withoutDebugInformation() throws IOException {
        check(s -> s, "-g:none");
    }

    @Test
    void withoutDebugInformationOnWindows() throws IOException {
        check(s -> s.replace("\n", "\r\n"), "-g:none", "-proc:only");
    }

    @Test
    void withTabsAndEscapesAndCarriageReturns() throws IOException {
        UnaryOperator<String> odd =
                s -> s.replace("    ", "\t").replace("class", "\\u0063lass").replace("\n", "\r");
        check(odd, "-g:none", "-implicit:none", "-parameters");
        check(odd, "-g");
    }

    /** All cases in one compilation, each with its own file. */
    private void check(UnaryOperator<String> change, String... options) throws IOException {
        List<String> expected = new ArrayList<>();
        Map<String, String> sources = new TreeMap<>();
        for (ErrorCase c : ErrorCase.all()) {
            if (c.options().isEmpty()) {
                String name = "errors." + c.name().replace(".java", "");
                sources.put(name, change.apply(c.source()));
                for (Expectation e : c.expectations()) {
                    expected.add(c.name() + ":" + e.line() + ": " + e.headline());
                }
            }
        }
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("-Xmaxerrs", "1000", "-Xmaxwarns", "1000"));
        assertWithMessage(String.join(" ", options))
                .that(said(sources, all))
                .containsExactlyElementsIn(expected);
    }

    private static List<String> said(Map<String, String> sources, List<String> options) {
        MemoryCompiler.Result result =
                MemoryCompiler.attempt(sources, options, new KilnProcessor());
        assertThat(result.done()).isFalse();
        return result.diagnostics().stream()
                .filter(d -> d.getKind() != Kind.NOTE)
                .map(
                        d ->
                                name(d.getSource())
                                        + ":"
                                        + d.getLineNumber()
                                        + ": "
                                        + d.getMessage(Locale.ROOT).lines().findFirst().orElse(""))
                .toList();
    }

    private static String name(JavaFileObject file) {
        return file == null ? "" : file.getName().substring(file.getName().lastIndexOf('/') + 1);
    }

    @Test
    void aFailureInFindingLinesOrPlacesLosesNoMessage() {
        Diagnostics diagnostics = new Diagnostics();
        diagnostics.add(Diagnostic.of(Code.INTERNAL, Position.none(), "first"));
        diagnostics.add(
                Diagnostic.of(Code.CROPPED, Position.none(), "second")
                        .with(List.of(Detail.of("more"))));
        Picky messager = new Picky();
        diagnostics.print(
                messager,
                position -> {
                    throw new NullPointerException("no lines");
                });
        assertThat(messager.printed)
                .containsExactly(
                        "ERROR [KILN-INTERNAL] first\npage: docs/errors/KILN-INTERNAL.md",
                        "WARNING second")
                .inOrder();
    }

    /** Fails the first time that it is asked to print a text. */
    private static final class Picky implements Messager {

        private final List<String> seen = new ArrayList<>();
        private final List<String> printed = new ArrayList<>();

        @Override
        public void printMessage(Kind kind, CharSequence text) {
            printMessage(kind, text, null);
        }

        @Override
        public void printMessage(Kind kind, CharSequence text, Element e) {
            printMessage(kind, text, e, null);
        }

        @Override
        public void printMessage(Kind kind, CharSequence text, Element e, AnnotationMirror a) {
            printMessage(kind, text, e, a, null);
        }

        @Override
        public void printMessage(
                Kind kind, CharSequence text, Element e, AnnotationMirror a, AnnotationValue v) {
            if (!seen.contains(text.toString())) {
                seen.add(text.toString());
                throw new IllegalStateException("no tree");
            }
            printed.add(kind + " " + text);
        }
    }
}
