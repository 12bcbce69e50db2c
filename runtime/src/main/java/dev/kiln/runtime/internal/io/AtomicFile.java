package dev.kiln.runtime.internal.io;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a file so that its name never stands for half of it: the content goes to a neighbor, is
 * forced to the disk and takes the name at once. After a failure the old file is still there. Any
 * number of threads and processes may write the same file; the last one to end wins. What killed
 * writers left behind is removed by the next one.
 */
public final class AtomicFile {

    /** How often a neighbor may vanish, which somebody who tidies up by hand might delete. */
    private static final int ATTEMPTS = 5;

    /** What is to be written. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything to an empty file; called again if that vanishes meanwhile. */
        void writeTo(FileChannel channel) throws IOException;
    }

    private AtomicFile() {}

    /**
     * Creates or replaces a file. A symbolic link stays: the file that it leads to is written. A
     * thread that is interrupted completes this, and is still interrupted afterwards.
     *
     * @throws IOException if the folder does not exist, if the name is that of a folder, a pipe or
     *     a device, or if the content cannot be written
     */
    public static void write(Path file, Content content) throws IOException {
        write(file, false, content);
    }

    /**
     * Creates or replaces a file, and keeps the old one as {@link #previous}.
     *
     * @throws IOException as {@link #write} does
     */
    public static void writeAndKeep(Path file, Content content) throws IOException {
        write(file, true, content);
    }

    /** The path of the file that was kept: {@code run.checkpoint.previous}, beside the newest. */
    public static Path previous(Path file) throws IOException {
        Path target = Destination.of(file);
        return target.resolveSibling(target.getFileName() + ".previous");
    }

    private static void write(Path file, boolean keep, Content content) throws IOException {
        Path target = Destination.of(file);
        boolean interrupted = Thread.interrupted();
        try {
            int attempt = 1;
            while (true) {
                try {
                    attempt(target, keep ? previous(file) : null, content);
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted = true;
                    Thread.interrupted();
                } catch (NoSuchFileException e) {
                    if (attempt++ == ATTEMPTS) {
                        throw e;
                    }
                }
            }
        } catch (IOException e) {
            throw Unwritable.because(file, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void attempt(Path target, Path previous, Content content) throws IOException {
        Leftovers.remove(target);
        try (Unfinished unfinished = Unfinished.beside(target)) {
            content.writeTo(unfinished.channel());
            unfinished.channel().force(true);
            if (previous != null) {
                keep(target, previous);
            }
            unfinished.moveTo(target);
        }
        sync(target.getParent());
    }

    /** The old file gets a second name, so that its own stands for a whole file all the time. */
    private static void keep(Path target, Path previous) throws IOException {
        Leftovers.remove(previous);
        while (Files.exists(target)) {
            Path second = Unfinished.name(previous);
            try {
                link(target, second);
                move(second, previous);
                return;
            } catch (NoSuchFileException e) {
                // Somebody replaced it just now; it is there again.
            } finally {
                // Nothing was moved if both were names of one file already.
                Files.deleteIfExists(second);
            }
        }
    }

    private static void link(Path target, Path second) throws IOException {
        try {
            Files.createLink(second, target);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException noLinks) {
            Files.copy(target, second);
        }
    }

    static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Makes names last, where folders can be synced; elsewhere the system does as it likes. */
    private static void sync(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException | UnsupportedOperationException e) {
            // The old name or the new one: each stands for a whole file.
        }
    }
}
