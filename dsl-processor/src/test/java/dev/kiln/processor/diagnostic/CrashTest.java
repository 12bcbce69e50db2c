package dev.kiln.processor.diagnostic;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.processor.KilnProcessor;
import dev.kiln.processor.MemoryCompiler;
import java.util.List;
import java.util.Locale;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

class CrashTest {

    private static final String MODEL =
            """
            import dev.kiln.*;
            @Model(input = @Input(channels = 3))
            class Net {
                @Dense(units = 2) Layer last;
            }
            """;

    @Test
    void aDefectAsksForAReport() {
        Diagnostic d =
                Crash.diagnostic("LeNet", Position.none(), new IllegalStateException("broken"));
        assertThat(d.code()).isEqualTo(Code.INTERNAL);
        assertThat(d.headline())
                .isEqualTo("LeNet: the processor failed: java.lang.IllegalStateException: broken");
        assertThat(d.text(Lines.UNKNOWN)).contains("Please report it");
        assertThat(d.text(Lines.UNKNOWN)).contains("at dev.kiln.processor.diagnostic.CrashTest");
    }

    @Test
    void noExceptionLeavesTheProcessor() {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        JavaCompiler.CompilationTask task =
                javac.getTask(
                        null,
                        new Broken(javac.getStandardFileManager(diagnostics, null, null)),
                        diagnostics,
                        List.of("-proc:only"),
                        null,
                        List.of(new MemoryCompiler.Source("Net", MODEL)));
        task.setProcessors(List.of(new KilnProcessor()));
        assertThat(task.call()).isFalse();
        assertThat(diagnostics.getDiagnostics()).hasSize(1);
        assertThat(diagnostics.getDiagnostics().get(0).getMessage(Locale.ROOT))
                .startsWith("[KILN-INTERNAL] Net: the processor failed: ");
        assertThat(diagnostics.getDiagnostics().get(0).getLineNumber()).isEqualTo(3);
    }

    /** Fails where generated sources should go. */
    private static final class Broken extends ForwardingJavaFileManager<JavaFileManager> {
        Broken(JavaFileManager manager) {
            super(manager);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            throw new IllegalStateException("no room");
        }
    }
}
