package dev.kiln.runtime.internal.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/** Unfinished files of writers that were killed. */
final class Leftovers {

    /** Where files can't be locked, who writes for longer than this is taken for dead. */
    private static final Duration OLD = Duration.ofDays(1);

    /** The part that {@link Unfinished#name} puts between the file's name and the ending. */
    private static final Pattern UNIQUE = Pattern.compile("\\d+|[0-9a-z]+-[0-9a-z]+-[0-9a-z]+");

    private Leftovers() {}

    /**
     * Removes unfinished files of this file whose writers live no longer. What can't be removed
     * stays, and is in nobody's way. One thread at a time, because the locks that are tried belong
     * to the process.
     */
    static synchronized void remove(Path file) {
        String prefix = Unfinished.prefix(file);
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(file.getParent(), entry -> isOther(entry, prefix))) {
            for (Path entry : entries) {
                removeAbandoned(entry);
            }
        } catch (IOException | DirectoryIteratorException e) {
            // The next save tries again.
        }
    }

    /**
     * Whether a file was written by another JVM. Those of this one are removed by it; to open and
     * close one here would take away its lock, because POSIX has one for each process.
     */
    private static boolean isOther(Path entry, String prefix) {
        String name = entry.getFileName().toString();
        int end = name.length() - Unfinished.ENDING.length();
        if (!name.startsWith(prefix)
                || !name.endsWith(Unfinished.ENDING)
                || end <= prefix.length()) {
            return false;
        }
        String unique = name.substring(prefix.length(), end);
        return UNIQUE.matcher(unique).matches() && !Unfinished.isOurs(unique);
    }

    private static void removeAbandoned(Path entry) throws IOException {
        if (!Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (FileChannel channel =
                FileChannel.open(entry, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            if (isAbandoned(entry, channel)) {
                Files.deleteIfExists(entry);
            }
        } catch (IOException e) {
            // Gone meanwhile, or not to be removed by us.
        }
    }

    /** The lock, if it is got, is held until the channel is closed. */
    private static boolean isAbandoned(Path entry, FileChannel channel) throws IOException {
        try {
            return channel.tryLock(Unfinished.LOCKED, 1, false) != null;
        } catch (OverlappingFileLockException e) {
            return false; // a class loader of this JVM with another copy of this class looks too
        } catch (IOException e) {
            Instant changed = Files.getLastModifiedTime(entry).toInstant();
            return changed.isBefore(Instant.now().minus(OLD));
        }
    }
}
