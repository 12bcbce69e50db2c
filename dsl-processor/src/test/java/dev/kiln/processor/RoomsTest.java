package dev.kiln.processor;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The plan of the house, as docs/architecture.md draws it. */
class RoomsTest {

    private static final Path HOUSE = Path.of("src/main/java/dev/kiln/processor");
    private static final int LONGEST_FILE = 400;
    private static final int MOST_FILES = 40;

    /** Descriptions of kernels, one for each. */
    private static final String KERNELS = "graph.kernel";

    private static final String DOOR = "";

    /** The rooms and what each knows besides itself. A room stands behind those it knows. */
    private static final Map<String, Set<String>> KNOWS = new LinkedHashMap<>();

    static {
        room("diagnostic");

        room("graph.shape");
        room("graph.kernel", "graph.shape");
        room("graph", "graph.shape graph.kernel");
        room("operation", "graph graph.shape graph.kernel");
        room("layer.attribute", "operation graph graph.shape graph.kernel diagnostic");
        room("layer", "layer.attribute operation graph graph.shape graph.kernel diagnostic");
        room("fix", "layer layer.attribute operation graph graph.shape graph.kernel diagnostic");
        room(
                "frontend",
                "layer layer.attribute operation graph graph.shape graph.kernel diagnostic");
        room("pass.memory", "graph graph.kernel");
        room("pass", "pass.memory operation graph graph.shape graph.kernel");
        room("report", "operation graph pass");
        room("emit.code", "graph graph.shape graph.kernel");
        String beneath = "emit.code graph.kernel";
        room("emit.kernel.elementwise", beneath);
        room("emit.kernel.loss", beneath);
        room("emit.kernel.norm", beneath);
        room("emit.kernel.pool", "graph.shape " + beneath);
        room("emit.kernel.dense", beneath);
        room("emit.kernel.conv", "emit.kernel.dense emit.kernel.pool graph.shape " + beneath);
        room("emit.kernel.panel", "graph.shape " + beneath);
        room("emit.kernel.winograd", "emit.kernel.conv graph.shape " + beneath);
        String kernels =
                KNOWS.keySet().stream()
                        .filter(r -> r.startsWith("emit.kernel."))
                        .collect(Collectors.joining(" "));
        room("emit.kernel", "graph graph.shape " + kernels + " " + beneath);
        room(
                "emit.network",
                "emit.kernel pass pass.memory report operation graph graph.shape " + beneath);
        room("emit", "emit.network emit.kernel pass report operation graph " + beneath);
        room("report.data", "layer.attribute pass graph.shape");
        room("report.json", "report.data layer.attribute pass graph.shape");
        room("report.diff");
        room("command", "report.diff report.json diagnostic");
        room("report.html", "report.data layer.attribute pass graph.shape");
        room(
                "report.build",
                "emit emit.kernel emit.code report report.data layer layer.attribute pass pass.memory"
                        + " operation graph graph.shape graph.kernel diagnostic");
        room(
                DOOR,
                "emit frontend fix report report.build report.data report.html report.json layer layer.attribute pass operation graph diagnostic");
    }

    private static final Pattern ROOM =
            Pattern.compile("^import (?:static )?dev\\.kiln\\.processor\\.([a-z.]+)\\.[A-Z]");

    private static void room(String name, String... knows) {
        Set<String> rooms = new TreeSet<>();
        for (String some : knows) {
            rooms.addAll(Arrays.asList(some.split(" ")));
        }
        assertWithMessage("rooms that " + name + " knows, and that stand in front of it")
                .that(KNOWS.keySet())
                .containsAtLeastElementsIn(rooms);
        KNOWS.put(name, rooms);
    }

    @Test
    void everyFolderIsARoom() {
        assertThat(files().keySet()).containsExactlyElementsIn(KNOWS.keySet());
    }

    /** As each room is listed behind those it knows, there is no circle either. */
    @Test
    void noRoomKnowsOneInFrontOfIt() {
        List<String> wrong = new ArrayList<>();
        files().forEach(
                        (room, files) -> {
                            for (Path file : files) {
                                for (String line : lines(file)) {
                                    Matcher matcher = ROOM.matcher(line);
                                    if (matcher.find()
                                            && !matcher.group(1).equals(room)
                                            && !KNOWS.getOrDefault(room, Set.of())
                                                    .contains(matcher.group(1))) {
                                        wrong.add(file + ": " + line);
                                    }
                                }
                            }
                        });
        assertThat(wrong).isEmpty();
    }

    /** Otherwise the plan promises arrows that nobody draws. */
    @Test
    void everyRoomUsesAllThatItMayKnow() {
        List<String> unused = new ArrayList<>();
        files().forEach(
                        (room, files) -> {
                            String imports =
                                    files.stream()
                                            .flatMap(f -> lines(f).stream())
                                            .map(ROOM::matcher)
                                            .filter(Matcher::find)
                                            .map(Matcher::group)
                                            .collect(Collectors.joining("\n"));
                            KNOWS.getOrDefault(room, Set.of()).stream()
                                    .filter(r -> !imports.contains("processor." + r + "."))
                                    .forEach(r -> unused.add(room + " does not use " + r));
                        });
        assertThat(unused).isEmpty();
    }

    @Test
    void noFolderIsFull() {
        files().forEach(
                        (room, files) -> {
                            if (!room.equals(KERNELS)) {
                                assertWithMessage("files of " + room)
                                        .that(files.size())
                                        .isAtMost(MOST_FILES);
                            }
                        });
    }

    @Test
    void onlyFrontendAndDiagnosticSeeJavac() {
        List<Path> seeing =
                mentioning("javax.lang.model").stream()
                        .filter(f -> !f.startsWith("frontend") && !f.startsWith("diagnostic"))
                        .toList();
        // The door takes elements from javac and gives files back; JavaPoet's API takes javac's
        // enum of modifiers.
        assertThat(seeing)
                .containsExactly(
                        Path.of("KilnProcessor.java"),
                        Path.of("Output.java"),
                        Path.of("emit", "code", "Modifiers.java"));
    }

    @Test
    void onlyEmitKnowsJavaPoet() {
        List<Path> knowing =
                mentioning("com.palantir.javapoet").stream()
                        .filter(f -> !f.startsWith("emit"))
                        .toList();
        assertThat(knowing).isEmpty();
    }

    @Test
    void noSourceFileIsLong() {
        for (Path file : sources(Path.of(".."))) {
            assertWithMessage("lines of " + file).that(lines(file).size()).isAtMost(LONGEST_FILE);
        }
    }

    private static List<Path> mentioning(String text) {
        return sources(HOUSE).stream()
                .filter(f -> lines(f).stream().anyMatch(l -> l.contains(text)))
                .map(HOUSE::relativize)
                .toList();
    }

    /** The source files of each room. */
    private static Map<String, List<Path>> files() {
        return sources(HOUSE).stream()
                .collect(
                        Collectors.groupingBy(
                                f -> HOUSE.relativize(f.getParent()).toString().replace('/', '.'),
                                TreeMap::new,
                                Collectors.toList()));
    }

    private static List<Path> sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".java"))
                    .filter(f -> !f.toString().contains("target"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
