package dev.kiln.samples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's first screen is true: its class compiles, and its error is what javac says. */
class ReadmeTest {

    @TempDir Path folder;

    @Test
    void theClassCompilesWithoutWarnings() throws IOException {
        assertEquals("", compile(block("java", "class LeNet").lines().toList()));
        assertTrue(Files.exists(folder.resolve("LeNetPredictor.class")));
    }

    @Test
    void theErrorIsWhatJavacSays() throws IOException {
        String error = block("", "LeNet.java:");
        List<String> source = new ArrayList<>(block("java", "class LeNet").lines().toList());
        Matcher place = Pattern.compile("LeNet\\.java:(\\d+): .*\n(.*)\n").matcher(error);
        assertTrue(place.lookingAt(), error);
        source.set(Integer.parseInt(place.group(1)) - 1, place.group(2));
        assertEquals(error + "1 error\n", compile(source));
    }

    /** The README's block of code in this language that contains these words. */
    private static String block(String language, String words) throws IOException {
        Matcher blocks =
                Pattern.compile("^```(\\w*)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                        .matcher(Files.readString(Path.of("../../README.md")));
        while (blocks.find()) {
            if (blocks.group(1).equals(language) && blocks.group(2).contains(words)) {
                return blocks.group(2);
            }
        }
        throw new AssertionError("README.md has no block with " + words);
    }

    /** What javac prints for this LeNet.java. */
    private String compile(List<String> source) throws IOException {
        Path file = Files.write(folder.resolve("LeNet.java"), source);
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        StringWriter output = new StringWriter();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
            JavaCompiler.CompilationTask task =
                    javac.getTask(
                            output,
                            files,
                            null,
                            List.of(
                                    "-Xlint:all,-processing",
                                    "-processor",
                                    "dev.kiln.processor.KilnProcessor",
                                    "-d",
                                    folder.toString()),
                            null,
                            files.getJavaFileObjects(file));
            task.call();
        }
        return output.toString()
                .replace(System.lineSeparator(), "\n")
                .replace(file.toString(), "LeNet.java");
    }
}
