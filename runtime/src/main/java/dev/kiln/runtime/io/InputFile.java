package dev.kiln.runtime.io;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
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
            return new BufferedInputStream(stream(file), 1 << 16);
        } catch (NoSuchFileException e) {
            throw because(new NoSuchFileException(name, null, "no such file"), e);
        } catch (AccessDeniedException e) {
            throw because(new AccessDeniedException(name, null, "may not be read"), e);
        }
    }

    /**
     * A file of the usual file system is read without channels, whose two dozen classes are in no
     * archive of the JVM.
     */
    private static InputStream stream(Path file) throws IOException {
        if (file.getFileSystem() == FileSystems.getDefault()) {
            try {
                return new FileInputStream(file.toFile());
            } catch (FileNotFoundException e) {
                // Files knows better what is wrong with it.
            }
        }
        return Files.newInputStream(file);
    }

    private static IOException because(IOException clear, IOException cause) {
        clear.initCause(cause);
        return clear;
    }
}
