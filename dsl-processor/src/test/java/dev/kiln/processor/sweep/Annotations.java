package dev.kiln.processor.sweep;

import dev.kiln.Model;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The annotations of the language as they are on the class path, with their attributes. */
final class Annotations {

    /**
     * Attributes that a layer needs to make sense in the networks of the sweep, where any number
     * won't do.
     */
    private static final Map<String, String> USUAL =
            Map.of("Conv.kernel", "3", "Pool.size", "2", "Labels.value", "{\"no\", \"yes\"}");

    private Annotations() {}

    /** All of them, by name. */
    static List<Class<?>> all() {
        try {
            Path root =
                    Path.of(
                            Model.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            if (Files.isDirectory(root)) {
                return in(root.resolve("dev/kiln"));
            }
            try (FileSystem jar = FileSystems.newFileSystem(root)) {
                return in(jar.getPath("dev/kiln"));
            }
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Class<?>> in(Path folder) throws IOException {
        List<Class<?>> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted(Comparator.comparing(Path::toString)).toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".class") && !name.equals("package-info.class")) {
                    Class<?> type = type("dev.kiln." + name.replace(".class", ""));
                    if (type.isAnnotation()) {
                        found.add(type);
                    }
                }
            }
        }
        return found;
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    static boolean standsOn(Class<?> annotation, ElementType element) {
        return Arrays.asList(annotation.getAnnotation(Target.class).value()).contains(element);
    }

    static List<Method> attributes(Class<?> annotation) {
        return Arrays.stream(annotation.getDeclaredMethods())
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    /** {@code @Conv(filters = 4, kernel = 3, stride = 0)}: what is needed, and {@code changed}. */
    static String written(Class<?> annotation, Map<String, String> changed) {
        Map<String, String> values = new TreeMap<>();
        for (Method m : attributes(annotation)) {
            String usual = USUAL.get(annotation.getSimpleName() + "." + m.getName());
            if (usual != null) {
                values.put(m.getName(), usual);
            } else if (m.getDefaultValue() == null) {
                values.put(
                        m.getName(),
                        m.getReturnType().isAnnotation()
                                ? written(m.getReturnType(), Map.of())
                                : Ends.ordinary(m.getReturnType()));
            }
        }
        values.putAll(changed);
        return "@"
                + annotation.getName()
                + values.entrySet().stream()
                        .map(e -> e.getKey() + " = " + e.getValue())
                        .collect(Collectors.joining(", ", "(", ")"));
    }
}
