package dev.kiln.runtime.internal.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM, with other options. */
final class ChildJvm {

    private ChildJvm() {}

    /** Lines that a program writes where vectors have so many bytes. */
    static List<String> withVectors(Class<?> main, int bytes)
            throws IOException, InterruptedException {
        return run(
                main,
                "--add-modules=jdk.incubator.vector",
                "-Dkiln.kernels=vector",
                "-XX:MaxVectorSize=" + bytes,
                // Code that runs often in use is compiled after few runs here.
                "-XX:CompileThresholdScaling=0.1",
                "-Xbatch");
    }

    /** Lines that a program writes. */
    static List<String> run(Class<?> main, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said.lines().toList();
    }
}
