package dev.kiln.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No package of the runtime knows one that knows it, be it through others. */
class PackagesTest {

    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final String ROOT = "dev.kiln.runtime";
    private static final Pattern IMPORT =
            Pattern.compile("^import (?:static )?(" + ROOT + "(?:\\.[a-z]\\w*)*)\\.[A-Z]");

    /** For each package those that it knows. */
    private static Map<String, Set<String>> arrows() throws IOException {
        Map<String, Set<String>> arrows = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                String folder = SOURCES.relativize(file.getParent()).toString();
                String here = folder.replace('/', '.').replace('\\', '.');
                Set<String> known = arrows.computeIfAbsent(here, h -> new TreeSet<>());
                for (String line : Files.readAllLines(file)) {
                    Matcher matcher = IMPORT.matcher(line);
                    if (matcher.find() && !matcher.group(1).equals(here)) {
                        known.add(matcher.group(1));
                    }
                }
            }
        }
        return arrows;
    }

    /** Those that are left when packages that know no other of the rest are taken away. */
    private static Map<String, Set<String>> circles(Map<String, Set<String>> arrows) {
        Map<String, Set<String>> rest = new TreeMap<>(arrows);
        List<String> leaves = new ArrayList<>();
        do {
            rest.keySet().removeAll(leaves);
            leaves.clear();
            rest.forEach(
                    (name, known) -> {
                        if (known.stream().noneMatch(rest::containsKey)) {
                            leaves.add(name);
                        }
                    });
        } while (!leaves.isEmpty());
        return rest;
    }

    @Test
    void noPackageKnowsOneThatKnowsIt() throws IOException {
        Map<String, Set<String>> arrows = arrows();
        assertTrue(arrows.get(ROOT + ".train").contains(ROOT), arrows.toString());
        assertEquals(Map.of(), circles(arrows));
    }

    /** Files, threads and arithmetic know nothing of networks. */
    @Test
    void internalPackagesKnowOnlyInternalOnes() throws IOException {
        arrows().forEach(
                        (name, known) -> {
                            if (name.startsWith(ROOT + ".internal")) {
                                known.removeIf(k -> k.startsWith(ROOT + ".internal"));
                                assertEquals(Set.of(), known, name);
                            }
                        });
    }
}
