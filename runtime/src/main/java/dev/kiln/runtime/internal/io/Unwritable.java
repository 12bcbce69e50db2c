package dev.kiln.runtime.internal.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Why a file cannot be written. */
final class Unwritable {

    private static final String LOOP = "is a loop of symbolic links";

    private Unwritable() {}

    static IOException noFolder(Path file, Path target) {
        boolean itself = target.equals(file.toAbsolutePath());
        String where = itself ? "" : ": it is a link to " + target;
        return new NoSuchFileException(file.toString(), null, "no such folder to write to" + where);
    }

    static IOException readOnly(Path file) {
        return new AccessDeniedException(file.toString(), null, "may not be written");
    }

    static IOException loop(Path file) {
        return new FileSystemException(file.toString(), null, LOOP);
    }

    /** An error that names the file that people know, and what the system says. */
    static IOException because(Path file, IOException cause) {
        String reason = cause.getMessage();
        if (cause instanceof AccessDeniedException) {
            reason = "permission denied";
        } else if (cause instanceof FileSystemException e && e.getReason() != null) {
            reason = e.getReason();
        } else if (cause instanceof NoSuchFileException) {
            reason = "the folder or the unfinished file vanished";
        }
        if (reason != null && reason.startsWith(Unreadable.SYMBOLIC_LINK_LOOP)) {
            return loop(file);
        }
        IOException clear =
                new FileSystemException(
                        file.toString(),
                        null,
                        "can't be written" + (reason == null ? "" : ": " + reason));
        clear.initCause(cause);
        return clear;
    }
}
