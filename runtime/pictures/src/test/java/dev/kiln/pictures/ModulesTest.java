package dev.kiln.pictures;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kiln.runtime.Network;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program of modules finds who draws its reports, and says so where nobody does. */
class ModulesTest {

    private static final String PROGRAM =
            """
            package app;
            import dev.kiln.runtime.*;
            import dev.kiln.runtime.train.*;
            import java.nio.file.Path;
            import java.util.List;
            import org.ejml.data.FMatrixRMaj;
            public class Main extends Network {
                Main() {
                    super("Main", Shape.vector(1), Shape.vector(1), List.of(), "0");
                }
                @Override public FMatrixRMaj predict(FMatrixRMaj input, FMatrixRMaj output) {
                    return input;
                }
                @Override public double loss(FMatrixRMaj input, Target target) {
                    return 0;
                }
                @Override public double lossWithGradients(FMatrixRMaj input, Target target) {
                    return 0;
                }
                @Override public List<Parameter> parameters() {
                    return List.of();
                }
                @Override public String summary() {
                    return "";
                }
                public static void main(String[] words) {
                    try {
                        Trainer.of(new Main()).report(Path.of("page.html"));
                        System.out.print("found");
                    } catch (IllegalStateException e) {
                        System.out.print(e.getMessage());
                    }
                }
            }
            """;

    @TempDir Path folder;

    private static Path place(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static String path(Path... places) {
        return Stream.of(places)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void compile(String modules, String required) throws IOException {
        Map<String, String> sources =
                Map.of(
                        "module-info.java",
                        "module app { requires ejml.core; requires " + required + "; }",
                        "Main.java",
                        PROGRAM);
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Files.writeString(folder.resolve(source.getKey()), source.getValue());
        }
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        StringWriter output = new StringWriter();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
            String to = folder.resolve("app").toString();
            List<String> options = List.of("-proc:none", "--module-path", modules, "-d", to);
            javac.getTask(
                            output,
                            files,
                            null,
                            options,
                            null,
                            files.getJavaFileObjects(
                                    folder.resolve("module-info.java"),
                                    folder.resolve("Main.java")))
                    .call();
        }
        assertEquals("", output.toString());
    }

    private String run(String modules) throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--module-path",
                                modules + File.pathSeparator + folder.resolve("app"),
                                "-m",
                                "app/app.Main")
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    @Test
    void reportsAreFoundAmongTheModules() throws Exception {
        Path runtime = place(Network.class);
        Path ejml = place(FMatrixRMaj.class);
        String all = path(runtime, ejml, place(Pictures.class));
        compile(all, "dev.kiln.pictures");
        assertEquals("found", run(all));
    }

    @Test
    void theirAbsenceIsSaid() throws Exception {
        String some = path(place(Network.class), place(FMatrixRMaj.class));
        compile(some, "dev.kiln.runtime");
        assertEquals(
                "reports of trainings are drawn by the artifact dev.kiln:kiln-pictures, which is"
                        + " neither on the class path nor among the modules",
                run(some));
    }
}
