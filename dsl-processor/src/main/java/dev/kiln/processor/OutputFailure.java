package dev.kiln.processor;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a generated file could not be written, in words: the messages of Java are often a path. */
final class OutputFailure {

    private OutputFailure() {}

    /** {@code no permission to write /out/p/NetNetwork.java}. */
    static String reason(Exception e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (!(e instanceof FileSystemException f) || f.getFile() == null) {
            return message;
        }
        if (e instanceof AccessDeniedException) {
            return "no permission to write " + f.getFile();
        } else if (e instanceof NoSuchFileException) {
            return "there is no folder for " + f.getFile();
        } else if (e instanceof NotDirectoryException) {
            return f.getFile() + " is no folder";
        }
        String reason = f.getReason() == null ? e.getClass().getSimpleName() : f.getReason();
        return reason + ": " + f.getFile();
    }
}
