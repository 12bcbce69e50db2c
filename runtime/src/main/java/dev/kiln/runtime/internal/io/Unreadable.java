package dev.kiln.runtime.internal.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Why a file cannot be read. Apart from what reads it, which would load all these exceptions. */
final class Unreadable {

    static final String SYMBOLIC_LINK_LOOP = "Too many levels of symbolic links";

    private Unreadable() {}

    /** Why something is no file that can be read to its end. */
    static IOException noFile(Path file) {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileSystemException(
                    file.toString(),
                    null,
                    found.isDirectory()
                            ? "is a folder, not a file"
                            : "is a pipe or a device, not a file");
        } catch (IOException e) {
            return because(file, e);
        }
    }

    /** What the JDK says, in words. */
    static IOException because(Path file, IOException cause) {
        IOException clear;
        if (cause instanceof NoSuchFileException) {
            clear = new NoSuchFileException(file.toString(), null, "no such file");
        } else if (cause instanceof AccessDeniedException) {
            clear = new AccessDeniedException(file.toString(), null, "may not be read");
        } else if (cause instanceof FileSystemException e
                && e.getReason() != null
                && e.getReason().startsWith(SYMBOLIC_LINK_LOOP)) {
            clear = new FileSystemException(file.toString(), null, "is a loop of symbolic links");
        } else {
            return cause;
        }
        clear.initCause(cause);
        return clear;
    }
}
