package dev.kiln.samples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The guide "your own images" is true: what it shows is compiled, trains and predicts. */
class GuideTest {

    private static final Path PAGE = Path.of("../../docs/guide/your-own-images.md");
    private static final int IMAGES = 8;

    /** A line with the name of a file, and the block of code behind it. */
    private static final Pattern FILE =
            Pattern.compile(
                    "^`([\\w./]+)`\n\n```\\w+\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private static final Pattern COMMAND = Pattern.compile("^mvn .*$", Pattern.MULTILINE);

    @TempDir Path folder;

    private record Output(int code, String out, String err) {}

    private static Map<String, String> files() throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        Matcher matcher = FILE.matcher(Files.readString(PAGE));
        while (matcher.find()) {
            files.put(matcher.group(1), matcher.group(2));
        }
        return files;
    }

    @Test
    void whatItShowsIsCompiledTrainsAndPredicts() throws Exception {
        Map<String, String> files = files();
        assertEquals(
                List.of(
                        "pom.xml",
                        "src/main/java/animals/Animals.java",
                        "src/main/java/animals/Train.java",
                        "src/main/java/animals/Predict.java"),
                List.copyOf(files.keySet()));
        List<Path> sources = new ArrayList<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
            if (path.toString().endsWith(".java")) {
                sources.add(path);
            }
        }
        assertEquals("", compile(sources));
        Map<String, Color> classes =
                Map.of("cat", Color.RED, "dog", Color.GREEN, "horse", Color.BLUE);
        for (Map.Entry<String, Color> entry : classes.entrySet()) {
            draw(folder.resolve("images").resolve(entry.getKey()), entry.getValue());
        }

        List<String> commands =
                COMMAND.matcher(Files.readString(PAGE))
                        .results()
                        .map(r -> r.group())
                        .filter(c -> c.contains("exec:java"))
                        .toList();
        assertEquals(2, commands.size());
        Output training = run(commands.get(0));
        assertEquals(0, training.code(), training.err());
        assertTrue(training.out().startsWith("Animals: 64x64x3 to 3, "), training.out());
        assertTrue(training.out().contains("24 images of [cat, dog, horse]"), training.out());
        assertTrue(training.out().contains("accuracy 100.00 %"), training.out());
        assertEquals(20, training.err().lines().count(), training.err());

        Output prediction = run(commands.get(1));
        assertEquals(0, prediction.code(), prediction.err());
        assertEquals("", prediction.err());
        assertEquals(3, prediction.out().lines().count(), prediction.out());
        assertTrue(prediction.out().lines().findFirst().orElse("").endsWith(" %  cat"));
    }

    /** The output of javac. */
    private String compile(List<Path> sources) throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        StringWriter output = new StringWriter();
        try (StandardJavaFileManager manager = javac.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of(
                            "-Xlint:all,-processing",
                            "-processor",
                            "dev.kiln.processor.KilnProcessor",
                            "-d",
                            Files.createDirectories(folder.resolve("target/classes")).toString());
            javac.getTask(
                            output,
                            manager,
                            null,
                            options,
                            null,
                            manager.getJavaFileObjectsFromPaths(sources))
                    .call();
        }
        return output.toString();
    }

    /** Pictures with a spot of this color, as JPEG and PNG of several sizes. */
    private static void draw(Path folder, Color color) throws IOException {
        Files.createDirectories(folder);
        Random random = new Random(color.getRGB());
        for (int i = 1; i <= IMAGES; i++) {
            BufferedImage image = new BufferedImage(60 + 10 * i, 90, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = image.createGraphics();
            graphics.setColor(Color.GRAY);
            graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
            graphics.setColor(color);
            graphics.fillOval(random.nextInt(20), random.nextInt(20), 40, 50);
            graphics.dispose();
            String format = i % 3 == 0 ? "png" : "jpg";
            Path file = folder.resolve(String.format("%04d.%s", i, format));
            assertTrue(ImageIO.write(image, format, file.toFile()));
        }
    }

    /** Runs a command as Maven's exec plugin does, in a process in the folder of the project. */
    private Output run(String command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        String classes = folder.resolve("target/classes").toString();
        String path = System.getProperty("java.class.path");
        words.addAll(List.of("-cp", classes + System.getProperty("path.separator") + path));
        words.add(value(command, "-Dexec.mainClass=(\\S+)"));
        if (command.contains("-Dexec.args")) {
            words.add(value(command, "-Dexec.args=\"(.*)\""));
        }
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        int code =
                new ProcessBuilder(words)
                        .directory(folder.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start()
                        .waitFor();
        return new Output(code, Files.readString(out), Files.readString(err));
    }

    private static String value(String command, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(command);
        assertTrue(matcher.find(), command);
        return matcher.group(1);
    }

    /** Of everything that it names, the version is the one that this build uses. */
    @Test
    void itsBuildHasTheVersionsOfThisOne() throws Exception {
        Document page = xml(files().get("pom.xml"));
        String root = Files.readString(Path.of("../../pom.xml"));
        String version = value(root, "<artifactId>kiln</artifactId>\\s*<version>(.*)</version>");
        assertEquals(version, text(page, "kiln.version").get(0));
        for (String plugin : List.of("maven-compiler-plugin", "exec-maven-plugin")) {
            String pattern = "<artifactId>" + plugin + "</artifactId>\\s*<version>(.*)</version>";
            assertEquals(value(root, pattern), value(files().get("pom.xml"), pattern));
        }
        for (String name : text(page, "artifactId")) {
            if (name.startsWith("kiln-")) {
                String module = "<artifactId>" + name + "</artifactId>";
                assertTrue(root.contains(module), name);
            }
        }
    }

    private static Document xml(String text) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> text(Document document, String element) {
        NodeList nodes = document.getElementsByTagName(element);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }
}
