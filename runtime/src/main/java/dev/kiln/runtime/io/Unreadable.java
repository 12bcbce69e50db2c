package dev.kiln.runtime.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Why a file cannot be read. Apart from what reads it, which would load all these exceptions. */
final class Unreadable {

    private Unreadable() {}

    static IOException folder(Path file) {
        return new FileSystemException(file.toString(), null, "is a folder, not a file");
    }

    /** What the JDK says, in words. */
    static IOException because(Path file, IOException cause) {
        IOException clear;
        if (cause instanceof NoSuchFileException) {
            clear = new NoSuchFileException(file.toString(), null, "no such file");
        } else if (cause instanceof AccessDeniedException) {
            clear = new AccessDeniedException(file.toString(), null, "may not be read");
        } else {
            return cause;
        }
        clear.initCause(cause);
        return clear;
    }
}
