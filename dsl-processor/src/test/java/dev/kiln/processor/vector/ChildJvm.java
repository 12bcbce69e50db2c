package dev.kiln.processor.vector;

import static com.google.common.truth.Truth.assertWithMessage;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM with the Vector API, because how wide vectors are is decided when a JVM starts. */
public final class ChildJvm {

    private ChildJvm() {}

    /**
     * Runs a main class.
     *
     * @param folder of further classes, and of the files of the run
     * @param options of the JVM
     * @return the lines it writes
     */
    public static List<String> run(
            Class<?> main, Path folder, List<String> options, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-Xmx1g"));
        // What runs often in use is compiled after few runs here, and nothing runs meanwhile.
        command.addAll(List.of("-XX:CompileThresholdScaling=0.1", "-Xbatch"));
        command.add("-XX:-UseOnStackReplacement");
        command.addAll(options);
        command.add("-cp");
        command.add(folder + File.pathSeparator + System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path errors = Files.createTempFile(folder, "errors", ".txt");
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(errors.toFile())
                        .start();
        try {
            int status = process.waitFor();
            assertWithMessage("%s\n%s", String.join(" ", command), Files.readString(errors))
                    .that(status)
                    .isEqualTo(0);
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(out);
    }
}
