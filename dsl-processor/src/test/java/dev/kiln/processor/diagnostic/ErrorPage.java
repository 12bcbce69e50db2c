package dev.kiln.processor.diagnostic;

import com.google.common.base.Splitter;
import dev.kiln.processor.KilnProcessor;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The page of a code: what is written by hand, and between it what the case shows.
 *
 * @param meaning one sentence
 * @param why the text of the section of this name
 */
record ErrorPage(Code code, String meaning, String why) {

    private static final String HEADER_END = "import dev.kiln.*;\n\n";

    private static final Pattern LONG = Pattern.compile("o{20,}");
    private static final Pattern LINE = Pattern.compile("(\\.java:|, line )(\\d+)");

    /** Takes a page apart. */
    static ErrorPage read(Code code, String page) {
        String meaning = Splitter.on('\n').splitToList(page).get(2).replaceFirst("^\\w+\\. ", "");
        String why = page.substring(page.indexOf("\n## Why\n") + "\n## Why\n".length());
        int right = why.indexOf("\n## Right\n");
        return new ErrorPage(code, meaning, (right < 0 ? why : why.substring(0, right)).strip());
    }

    String title() {
        return "# " + code.id() + "\n\n" + (code.isError() ? "Error. " : "Warning. ") + meaning;
    }

    /** The page with the case as it is now, and what javac says of it. */
    String render(ErrorCase shown, Path folder) throws IOException {
        return title()
                + "\n\n## Wrong\n\n```java\n"
                + body(shown.wrong())
                + "```\n\n```text\n"
                + message(shown, folder)
                + "```\n\n## Why\n\n"
                + why
                + "\n\n## Right\n\n"
                + (shown.options().isEmpty()
                        ? "```java\n" + body(shown.right()) + "```\n"
                        : "`"
                                + shown.options()
                                        .get(0)
                                        .replaceFirst("vektors", "vectors")
                                        .replaceFirst("\\.of=", ".off=")
                                + "`\n");
    }

    /** Without package and imports. */
    private static String body(String source) {
        int end = source.indexOf(HEADER_END);
        return LONG.matcher(source.substring(end + HEADER_END.length())).replaceAll("oo...oo");
    }

    /** As javac prints it, with the numbers of lines that the reader sees. */
    private static String message(ErrorCase shown, Path folder) throws IOException {
        String wrong = shown.wrong();
        Path file = folder.resolve(shown.className() + ".java");
        Files.writeString(file, wrong);
        String said = compile(file, folder, shown.options());
        int header = (int) wrong.substring(0, wrong.indexOf(HEADER_END)).lines().count() + 2;
        List<String> lines = new ArrayList<>();
        for (String option : shown.options()) {
            lines.add("javac " + option + " ... " + file.getFileName());
        }
        for (String line : said.replace(folder + "/", "").lines().toList()) {
            if (!line.matches("\\d+ (error|warning)s?|warning: No SupportedSourceVersion.*")) {
                lines.add(line);
            }
        }
        String text =
                LINE.matcher(String.join("\n", lines) + "\n")
                        .replaceAll(m -> m.group(1) + (Integer.parseInt(m.group(2)) - header));
        return LONG.matcher(text).replaceAll("oo...oo");
    }

    private static String compile(Path file, Path folder, List<String> options) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            StringWriter said = new StringWriter();
            List<String> all = new ArrayList<>(List.of("-d", folder.toString()));
            all.addAll(options);
            JavaCompiler.CompilationTask task =
                    compiler.getTask(
                            said, files, null, all, null, files.getJavaFileObjects(file.toFile()));
            task.setProcessors(List.of(new KilnProcessor()));
            task.call();
            return said.toString();
        }
    }

    /** Whether javac says nothing of the case as it should be. */
    static String saysOfRight(ErrorCase shown, Path folder) throws IOException {
        Path file = folder.resolve(shown.className() + ".java");
        Files.writeString(file, shown.right());
        return compile(file, folder, List.of());
    }
}
