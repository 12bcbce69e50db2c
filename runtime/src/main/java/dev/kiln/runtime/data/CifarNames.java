package dev.kiln.runtime.data;

import dev.kiln.runtime.internal.io.InputFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Names of the classes of CIFAR, a line each, in a file beside the images. */
final class CifarNames {

    private static final String TEN = "batches.meta.txt";
    private static final String HUNDRED = "fine_label_names.txt";
    private static final int LONGEST = 1 << 16;

    private CifarNames() {}

    /**
     * The names in the folder of the images; empty if there are none.
     *
     * @throws IOException if the file can't be read, or has not one name for each class
     */
    static List<String> beside(List<Path> files, int classes) throws IOException {
        if (files.isEmpty()) {
            return List.of();
        }
        Path file = files.get(0).resolveSibling(classes == 10 ? TEN : HUNDRED);
        if (!Files.exists(file)) {
            return List.of();
        }
        List<String> names;
        try (InputStream stream = InputFile.open(file)) {
            String text = new String(stream.readNBytes(LONGEST), StandardCharsets.UTF_8);
            names = text.lines().map(String::strip).filter(name -> !name.isEmpty()).toList();
        }
        if (names.size() != classes) {
            throw new IOException(
                    file + ": there are " + names.size() + " names for " + classes + " classes");
        }
        try {
            return ClassNames.checked(names);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }
}
