package dev.kiln.processor;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The plan of the house, as docs/architecture.md draws it. */
class RoomsTest {

    private static final Path HOUSE = Path.of("src/main/java/dev/kiln/processor");
    private static final int LONGEST_FILE = 400;

    /** What each room may know besides itself; data flows from the first to the last. */
    private static final Map<String, Set<String>> KNOWS =
            Map.of(
                    "frontend", Set.of("layer", "graph", "diagnostic"),
                    "layer", Set.of("graph", "diagnostic"),
                    "graph", Set.of("diagnostic"),
                    "pass", Set.of("graph"),
                    "report", Set.of("graph", "pass"),
                    "emit", Set.of("graph", "pass", "report"),
                    "diagnostic", Set.of());

    private static final Pattern ROOM =
            Pattern.compile("^import (?:static )?dev\\.kiln\\.processor\\.([a-z]+)\\.");

    @Test
    void everyFolderIsARoom() throws IOException {
        try (Stream<Path> folders = Files.list(HOUSE).filter(Files::isDirectory)) {
            assertThat(folders.map(f -> f.getFileName().toString()).toList())
                    .containsExactlyElementsIn(KNOWS.keySet());
        }
    }

    @Test
    void noRoomKnowsOneInFrontOfIt() {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, Set<String>> room : KNOWS.entrySet()) {
            for (Path file : sources(HOUSE.resolve(room.getKey()))) {
                for (String line : lines(file)) {
                    Matcher matcher = ROOM.matcher(line);
                    if (matcher.find()
                            && !matcher.group(1).equals(room.getKey())
                            && !room.getValue().contains(matcher.group(1))) {
                        wrong.add(file + ": " + line);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void onlyFrontendAndDiagnosticSeeJavac() {
        List<Path> seeing =
                sources(HOUSE).stream()
                        .filter(
                                f ->
                                        lines(f).stream()
                                                .anyMatch(l -> l.contains("javax.lang.model")))
                        .map(HOUSE::relativize)
                        .filter(f -> !f.startsWith("frontend") && !f.startsWith("diagnostic"))
                        .toList();
        // The door takes elements from javac; JavaPoet's API takes javac's enum of modifiers.
        assertThat(seeing)
                .containsExactly(Path.of("KilnProcessor.java"), Path.of("emit", "Modifiers.java"));
    }

    @Test
    void onlyEmitKnowsJavaPoet() {
        List<Path> knowing =
                sources(HOUSE).stream()
                        .filter(
                                f ->
                                        lines(f).stream()
                                                .anyMatch(l -> l.contains("com.palantir.javapoet")))
                        .map(HOUSE::relativize)
                        .filter(f -> !f.startsWith("emit"))
                        .toList();
        assertThat(knowing).containsExactly(Path.of("KilnProcessor.java"));
    }

    @Test
    void noSourceFileIsLong() {
        for (Path file : sources(Path.of(".."))) {
            assertWithMessage("lines of " + file).that(lines(file).size()).isAtMost(LONGEST_FILE);
        }
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
