package dev.kiln.runtime.internal.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir Path folder;

    private static AtomicFile.Content content(String text) {
        return channel -> channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    private static String refusal(Path file) {
        return assertThrows(IOException.class, () -> AtomicFile.write(file, content("new")))
                .getMessage();
    }

    private void assertWritten(Path file) throws IOException {
        AtomicFile.write(file, content("old"));
        AtomicFile.write(file, content("new"));
        assertEquals("new", Files.readString(file));
    }

    @Test
    void aLinkStaysAndItsTargetIsWritten() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Path target = Files.writeString(other.resolve("target"), "old");
        Path second = Files.createSymbolicLink(other.resolve("second"), Path.of("target"));
        Path first = Files.createSymbolicLink(folder.resolve("first"), Path.of("other/second"));
        AtomicFile.write(first, content("new"));
        assertEquals("new", Files.readString(target));
        assertTrue(Files.isSymbolicLink(first) && Files.isSymbolicLink(second));
        assertFalse(Files.isSymbolicLink(target));
        assertEquals(List.of("first", "other"), names());
    }

    @Test
    void aLinkToNothingMakesItsTarget() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("other/target"));
        AtomicFile.write(link, content("new"));
        assertEquals("new", Files.readString(other.resolve("target")));
        assertTrue(Files.isSymbolicLink(link));
        Path lost = Files.createSymbolicLink(folder.resolve("lost"), Path.of("none/target"));
        assertEquals(
                lost
                        + ": no such folder to write to: it is a link to "
                        + folder.resolve("none/target"),
                refusal(lost));
    }

    @Test
    void aLoopOfLinksIsRefused() throws IOException {
        Path first = folder.resolve("first");
        Path second = Files.createSymbolicLink(folder.resolve("second"), first);
        Files.createSymbolicLink(first, second);
        assertEquals(first + ": is a loop of symbolic links", refusal(first));
        assertEquals(
                first + ": is a loop of symbolic links",
                assertThrows(IOException.class, () -> InputFile.open(first).close()).getMessage());
    }

    @Test
    void pipesDevicesAndFoldersAreRefused() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
        Path link = Files.createSymbolicLink(folder.resolve("link"), pipe);
        for (Path file : List.of(pipe, link, Path.of("/dev/null"), Path.of("/dev/full"))) {
            String expected = file + ": is a pipe or a device, not a file";
            assertEquals(expected, refusal(file));
            assertEquals(
                    expected,
                    assertThrows(IOException.class, () -> InputFile.open(file).close())
                            .getMessage());
        }
        assertEquals(folder + ": is a folder, not a file", refusal(folder));
        assertEquals(List.of("link", "pipe"), names());
    }

    @Test
    void longNamesAreWritten() throws IOException {
        assertWritten(folder.resolve("x".repeat(250)));
        assertEquals(List.of("x".repeat(250)), names());
        String longer = refusal(folder.resolve("y".repeat(256)));
        assertTrue(longer.contains("y: can't be written: File name too long"), longer);
    }

    @Test
    void longNamesOfManyBytesAreWritten() throws IOException {
        for (String name : List.of("\u00e4".repeat(125), "x" + "\ud83d\ude00".repeat(62))) {
            Path file;
            try {
                file = folder.resolve(name);
            } catch (InvalidPathException e) {
                assumeTrue(false, "this JVM has no such names");
                return;
            }
            assertWritten(file);
            assertEquals(List.of(name), names());
            Files.delete(file);
        }
    }

    @Test
    void aFailureNamesTheFileAndLeavesTheOldOne() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        String message =
                assertThrows(
                                IOException.class,
                                () ->
                                        AtomicFile.write(
                                                file,
                                                channel -> {
                                                    content("half").writeTo(channel);
                                                    throw new IOException(
                                                            "No space left on device");
                                                }))
                        .getMessage();
        assertEquals(file + ": can't be written: No space left on device", message);
        assertEquals("old", Files.readString(file));
        assertEquals(List.of("file"), names());
    }

    @Test
    void foldersAndFilesWithoutPermissionAreNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            // Permissions of folders forbid nothing to root, but the kernel's own folder does.
            Path closed = Files.isWritable(folder) ? Path.of("/sys/file") : file;
            String refusal = refusal(closed);
            assertTrue(refusal.startsWith(closed + ": can't be written: "), refusal);
        } finally {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        if (!Files.isWritable(file)) {
            assertEquals(file + ": may not be written", refusal(file));
        }
        assertEquals("old", Files.readString(file));
    }

    @Test
    void permissionsAreThoseOfAnyNewFileOrOfTheOldOne() throws IOException {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        Path usual = Files.createFile(folder.resolve("usual"));
        Path file = folder.resolve("file");
        AtomicFile.write(file, content("new"));
        assertEquals(Files.getPosixFilePermissions(usual), Files.getPosixFilePermissions(file));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        AtomicFile.write(file, content("newer"));
        assertEquals(
                "rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void anInterruptedThreadCompletesAndStaysInterrupted() throws IOException {
        Path before = folder.resolve("before");
        Thread.currentThread().interrupt();
        AtomicFile.write(before, content("new"));
        assertTrue(Thread.interrupted());
        assertEquals("new", Files.readString(before));
        Path meanwhile = folder.resolve("meanwhile");
        int[] calls = new int[1];
        AtomicFile.write(
                meanwhile,
                channel -> {
                    content("ne").writeTo(channel);
                    if (calls[0]++ < 3) {
                        Thread.currentThread().interrupt();
                    }
                    content("w").writeTo(channel);
                });
        assertTrue(Thread.interrupted());
        assertEquals("new", Files.readString(meanwhile));
        assertEquals(List.of("before", "meanwhile"), names());
    }

    @Test
    void aThousandLeftoversAreRemovedAndWhatIsNoneStays() throws IOException {
        Path file = folder.resolve("file");
        for (int i = 0; i <= 1000; i++) {
            String unique = i % 2 == 0 ? "1-2-" + i : Integer.toString(i);
            Files.createFile(folder.resolve("file." + unique + ".unfinished"));
        }
        List<String> others =
                List.of("file.mine.unfinished", "file.unfinished", "other.1-2-3.unfinished");
        for (String other : others) {
            Files.createFile(folder.resolve(other));
        }
        AtomicFile.write(file, content("new"));
        assertEquals(Stream.concat(Stream.of("file"), others.stream()).sorted().toList(), names());
    }

    @Test
    void theOldFileIsKept() throws IOException {
        Path file = folder.resolve("file");
        Path previous = AtomicFile.previous(file);
        for (int i = 0; i < 4; i++) {
            AtomicFile.writeAndKeep(file, content("state " + i));
            assertEquals("state " + i, Files.readString(file));
            if (i > 0) {
                assertEquals("state " + (i - 1), Files.readString(previous));
            }
        }
        assertEquals(List.of("file", "file.previous"), names());
        // As after a kill between the two renamings: two names of one file.
        Files.delete(previous);
        Files.createLink(previous, file);
        AtomicFile.writeAndKeep(file, content("last"));
        assertEquals("last", Files.readString(file));
        assertEquals("state 3", Files.readString(previous));
        assertEquals(List.of("file", "file.previous"), names());
        assertArrayEquals(new byte[] {'l', 'a', 's', 't'}, Files.readAllBytes(file));
    }
}
