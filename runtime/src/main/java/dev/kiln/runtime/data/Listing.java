package dev.kiln.runtime.data;

import dev.kiln.runtime.internal.image.FileName;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Entries of folders, in the order of the code points of names, whatever the system. */
final class Listing {

    /** Names of files that systems leave behind in folders, in small letters. */
    private static final Set<String> LEFTOVERS =
            Set.of("thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "@eadir", "icon\r");

    private Listing() {}

    /** Entries of a folder that may be data, sorted. */
    static List<Path> entries(Path folder) throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(entry -> !isLeftover(name(entry))).forEach(all::add);
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        }
        all.sort(Comparator.comparing(Listing::name, Listing::compare));
        for (Path entry : all) {
            if (Files.isSymbolicLink(entry) && !Files.exists(entry)) {
                throw new FileSystemException(
                        FileName.of(entry), null, "is a link to nothing or to itself");
            }
        }
        return all;
    }

    /**
     * Adds the files of a class.
     *
     * @throws IOException if there is a folder and that is not expected
     */
    static void addFiles(Path folder, boolean recursive, List<Path> files) throws IOException {
        add(folder, recursive, files, new HashSet<>());
    }

    private static void add(Path folder, boolean recursive, List<Path> files, Set<Path> above)
            throws IOException {
        Path real = folder.toRealPath();
        if (!above.add(real)) {
            throw new FileSystemException(FileName.of(folder), null, "is a link to a folder above");
        }
        for (Path entry : entries(folder)) {
            if (!Files.isDirectory(entry)) {
                files.add(entry);
            } else if (recursive) {
                add(entry, true, files, above);
            } else {
                throw new FileSystemException(
                        FileName.of(entry),
                        null,
                        "is a folder within the folder of a class; recursive() reads it too");
            }
        }
        above.remove(real);
    }

    private static boolean isLeftover(String name) {
        return name.startsWith(".") || LEFTOVERS.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Where a name can't be known, its bytes in percent-encoding. */
    private static String name(Path entry) {
        String name = FileName.last(entry);
        if (name == null) {
            String encoded = entry.toUri().getRawPath();
            return encoded.substring(encoded.lastIndexOf('/') + 1);
        }
        return name;
    }

    /** Composed accents first, so that systems which write them apart have the same order. */
    static int compare(String one, String other) {
        int order = byCodePoints(ClassNames.canonical(one), ClassNames.canonical(other));
        return order == 0 ? byCodePoints(one, other) : order;
    }

    private static int byCodePoints(String one, String other) {
        int[] ones = one.codePoints().toArray();
        int[] others = other.codePoints().toArray();
        return java.util.Arrays.compare(ones, others);
    }
}
