package dev.kiln.runtime.internal.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Where a file is written that people name. */
final class Destination {

    /** As many as Linux follows. */
    private static final int MOST_LINKS = 40;

    private Destination() {}

    /**
     * The absolute path of the file itself, which need not exist, behind symbolic links.
     *
     * @throws IOException if something else has this name, if it may not be written, or if there is
     *     no folder for it
     */
    static Path of(Path file) throws IOException {
        Path target = target(file).toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw Unwritable.noFolder(file, target);
        }
        return target;
    }

    private static Path target(Path file) throws IOException {
        BasicFileAttributes found;
        try {
            found = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return missing(file);
        } catch (IOException e) {
            throw Unwritable.because(file, e);
        }
        if (!found.isRegularFile()) {
            throw Unreadable.noFile(file);
        }
        if (!Files.isWritable(file)) {
            throw Unwritable.readOnly(file);
        }
        return Files.isSymbolicLink(file) ? file.toRealPath() : file;
    }

    /** The file that a link leads to though it is not there. */
    private static Path missing(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MOST_LINKS) {
                throw Unwritable.loop(file);
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target;
    }
}
