package dev.kiln.runtime.internal.io;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens files for reading; every failure says in one line which file and why. */
public final class InputFile {

    private InputFile() {}

    /**
     * Opens a file for buffered reading.
     *
     * @throws IOException if it does not exist, is no ordinary file or may not be read
     */
    public static InputStream open(Path file) throws IOException {
        check(file);
        try {
            return new BufferedInputStream(stream(file), 1 << 16);
        } catch (IOException e) {
            throw Unreadable.because(file, e);
        }
    }

    /**
     * Opens a file for reading at any position.
     *
     * @throws IOException if it does not exist, is no ordinary file or may not be read
     */
    public static SeekableByteChannel channel(Path file) throws IOException {
        check(file);
        try {
            return Files.newByteChannel(file);
        } catch (IOException e) {
            throw Unreadable.because(file, e);
        }
    }

    /**
     * Checks that a file can be read to an end: a pipe may never have one, nor may it ever begin.
     *
     * @throws IOException if it does not exist, or is a folder, a pipe or a device
     */
    public static void check(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw Unreadable.noFile(file);
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
            } catch (IOException e) {
                // Files knows better what is wrong with it.
            }
        }
        return Files.newInputStream(file);
    }
}
