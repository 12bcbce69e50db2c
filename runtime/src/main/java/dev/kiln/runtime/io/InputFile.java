package dev.kiln.runtime.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Opens files for reading; every failure says in one line which file and why. */
public final class InputFile {

    private InputFile() {}

    /**
     * Opens a file for buffered reading.
     *
     * @throws IOException if it does not exist, is a folder or may not be read
     */
    public static InputStream open(Path file) throws IOException {
        String name = file.toString();
        if (Files.isDirectory(file)) {
            throw new FileSystemException(name, null, "is a folder, not a file");
        }
        try {
            return new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        } catch (NoSuchFileException e) {
            throw because(new NoSuchFileException(name, null, "no such file"), e);
        } catch (AccessDeniedException e) {
            throw because(new AccessDeniedException(name, null, "may not be read"), e);
        }
    }

    private static IOException because(IOException clear, IOException cause) {
        clear.initCause(cause);
        return clear;
    }
}
