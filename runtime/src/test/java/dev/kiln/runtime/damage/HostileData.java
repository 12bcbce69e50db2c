package dev.kiln.runtime.damage;

import dev.kiln.runtime.damage.HostileInputs.Input;
import dev.kiln.runtime.data.Cifar;
import dev.kiln.runtime.data.Idx;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Samples that claim or hold more than there is room for. */
final class HostileData {

    private static final int RECORD = 1 + 3 * 32 * 32;
    private static final int LARGE = 100_000_000;

    private HostileData() {}

    static final List<Input> ALL =
            List.of(
                    new Input(
                            "images of 2^31 bytes by the header",
                            "the header speaks of 2145386496 bytes, but there are 0",
                            file -> {
                                Files.write(file, images(2048, 1024, 1023));
                                Idx.read(file, file);
                            }),
                    new Input(
                            "compressed images of 2^31 bytes by the header",
                            "the header speaks of 2145386496 bytes, but there are at most",
                            file -> {
                                Files.write(file, IdxFile.gzip(images(2048, 1024, 1023)));
                                Idx.read(file, file);
                            }),
                    new Input(
                            "lengths whose product is above 2^63",
                            "the impossible lengths",
                            file -> {
                                Files.write(file, images(1 << 30, 1 << 30, 1 << 30));
                                Idx.read(file, file);
                            }),
                    new Input(
                            "images that unpack a thousandfold",
                            "more than the memory has room for",
                            file -> {
                                unpacks(file, images(LARGE / 100, 10, 10));
                                Idx.read(file, file);
                            }),
                    new Input(
                            "images that go on and on",
                            "more than the 100 bytes of the header",
                            file -> {
                                unpacks(file, images(1, 10, 10));
                                Idx.read(file, file);
                            }),
                    new Input(
                            "endless CIFAR",
                            "a pipe or a device, not a file",
                            file -> {
                                Files.createSymbolicLink(file, Path.of("/dev/zero"));
                                Cifar.read10(List.of(file));
                            }),
                    new Input(
                            "CIFAR larger than the heap",
                            "more than the memory has room for",
                            file -> {
                                sparse(file, RECORD * 20_000L);
                                Cifar.read10(List.of(file));
                            }),
                    new Input(
                            "CIFAR of a terabyte",
                            "more than the memory has room for",
                            file -> {
                                sparse(file, RECORD * 330_000_000L);
                                Cifar.read10(List.of(file));
                            }));

    private static byte[] images(int... lengths) {
        ByteBuffer header = ByteBuffer.allocate(16).putInt(0x803);
        for (int length : lengths) {
            header.putInt(length);
        }
        return header.array();
    }

    /** A header and many zeros. */
    private static void unpacks(Path file, byte[] header) throws IOException {
        byte[] zeros = new byte[LARGE / 100];
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(header);
            for (int i = 0; i < 100; i++) {
                out.write(zeros);
            }
        }
    }

    /** A long file without content, which takes no room on the disk. */
    static void sparse(Path file, long length) throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(length);
        }
    }
}
