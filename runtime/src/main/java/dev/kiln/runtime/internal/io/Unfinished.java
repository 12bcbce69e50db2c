package dev.kiln.runtime.internal.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A file that is being written, beside the one whose name it takes when it is complete. Its name
 * tells writers apart; while the writer lives the file is locked, which tells it from a leftover.
 */
final class Unfinished implements Closeable {

    static final String ENDING = ".unfinished";

    /** One byte far behind all data, so that the lock stops nobody from reading. */
    static final long LOCKED = Long.MAX_VALUE - 1;

    /** File systems allow 255 bytes; the rest is for what follows. */
    private static final int LONGEST_NAME = 200;

    private static final int RADIX = 36;

    /** Process and start of it: equal in all class loaders of a JVM, and in no other JVM. */
    private static final String WRITER = writer();

    private static final AtomicLong COUNT = new AtomicLong();

    private final Path path;
    private final FileChannel channel;

    private Unfinished(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    private static String writer() {
        ProcessHandle process = ProcessHandle.current();
        long start = process.info().startInstant().orElseGet(Instant::now).toEpochMilli();
        return Long.toString(process.pid(), RADIX) + "-" + Long.toString(start, RADIX) + "-";
    }

    /** The beginning of the names of this file's unfinished files. */
    static String prefix(Path file) {
        String name = file.getFileName().toString();
        while (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            name = name.substring(0, name.offsetByCodePoints(name.length(), -1));
        }
        return name + ".";
    }

    /** A name that no other writer uses, nor this one again. */
    static Path name(Path file) {
        String unique = WRITER + Long.toString(COUNT.incrementAndGet(), RADIX);
        return file.resolveSibling(prefix(file) + unique + ENDING);
    }

    /** Whether what stands between prefix and ending is of this JVM. */
    static boolean isOurs(String unique) {
        return unique.startsWith(WRITER);
    }

    /** A new empty file; a random name would also have private permissions. */
    static Unfinished beside(Path file) throws IOException {
        while (true) {
            Path path = name(file);
            FileChannel channel =
                    FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Unfinished created = new Unfinished(path, channel);
            boolean kept = false;
            try {
                kept = created.isLocked();
                if (kept) {
                    copyPermissions(file, path);
                    return created;
                }
            } finally {
                if (!kept) {
                    created.close();
                }
            }
        }
    }

    /** Whether nobody who removes leftovers was faster than the lock. */
    private boolean isLocked() throws IOException {
        if (path.getFileSystem() != FileSystems.getDefault()) {
            return true;
        }
        try {
            return channel.tryLock(LOCKED, 1, false) != null && Files.exists(path);
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            return true; // a file system without locks, where leftovers are told by their age
        }
    }

    /** Who made a file private did so for the next one too. */
    private static void copyPermissions(Path from, Path to) {
        try {
            Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
        } catch (IOException | UnsupportedOperationException e) {
            // There is no old file, or no such permissions.
        }
    }

    FileChannel channel() {
        return channel;
    }

    /** Takes the name; locked until then. Where others than the usual file system write, closed. */
    void moveTo(Path file) throws IOException {
        if (path.getFileSystem() != FileSystems.getDefault()) {
            channel.close();
        }
        AtomicFile.move(path, file);
    }

    /** Leaves nothing behind, unless the file has its name now. */
    @Override
    public void close() throws IOException {
        try {
            Files.deleteIfExists(path);
        } finally {
            channel.close();
        }
    }
}
