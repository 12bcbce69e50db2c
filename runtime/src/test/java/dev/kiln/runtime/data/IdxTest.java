package dev.kiln.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.runtime.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxTest {

    private static final byte[] IMAGES =
            bytes(0x803, new int[] {2, 2, 3}, 0, 1, 2, 3, 4, 5, 250, 251, 252, 253, 254, 255);
    private static final byte[] LABELS = bytes(0x801, new int[] {2}, 4, 1);

    @TempDir Path folder;

    private static byte[] bytes(int magic, int[] lengths, int... data) {
        ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * lengths.length + data.length);
        buffer.putInt(magic);
        Arrays.stream(lengths).forEach(buffer::putInt);
        Arrays.stream(data).forEach(value -> buffer.put((byte) value));
        return buffer.array();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream stream = new GZIPOutputStream(compressed)) {
            stream.write(plain);
        }
        return compressed.toByteArray();
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private String message(byte[] images, byte[] labels) throws IOException {
        Path first = file("images", images);
        Path second = file("labels", labels);
        String message =
                assertThrows(IOException.class, () -> Idx.read(first, second)).getMessage();
        assertTrue(message.contains(first.toString()) || message.contains(second.toString()));
        return message.replace(first.toString(), "IMAGES").replace(second.toString(), "LABELS");
    }

    @Test
    void readsPlainFiles() throws IOException {
        Dataset dataset = Idx.read(file("images", IMAGES), file("labels", LABELS));
        assertEquals(2, dataset.size());
        assertEquals(new Shape(2, 3, 1), dataset.shape());
        assertEquals(5, dataset.classes());
        assertEquals(4, dataset.label(0));
        float[] pixels = new float[6];
        dataset.input(1, pixels, 0);
        assertArrayEquals(new float[] {250, 251, 252, 253, 254, 255}, pixels);
    }

    @Test
    void compressionIsSeenFromContentNotFromName() throws IOException {
        file("train-images-idx3-ubyte", gzip(IMAGES));
        file("train-labels-idx1-ubyte.gz", LABELS);
        assertEquals(2, Idx.train(folder).size());
    }

    @Test
    void findsTestFiles() throws IOException {
        file("t10k-images-idx3-ubyte.gz", gzip(IMAGES));
        file("t10k-labels-idx1-ubyte.gz", gzip(LABELS));
        assertEquals(2, Idx.test(folder).size());
    }

    @Test
    void missingFilesAreNamed() throws IOException {
        Path none = folder.resolve("none");
        assertEquals(
                none + ": no such folder",
                assertThrows(IOException.class, () -> Idx.train(none)).getMessage());
        assertEquals(
                folder.resolve("t10k-images-idx3-ubyte") + "[.gz]: no such file",
                assertThrows(IOException.class, () -> Idx.test(folder)).getMessage());
    }

    @Test
    void damageIsNamed() throws IOException {
        assertEquals(
                "IMAGES: no IDX file, it does not begin with two zero bytes",
                message("hello".getBytes(java.nio.charset.StandardCharsets.UTF_8), LABELS));
        assertEquals(
                "IMAGES: no IDX file, it does not begin with two zero bytes",
                message(new byte[0], LABELS));
        assertEquals(
                "IMAGES: expected IDX with unsigned bytes and 3 axes, found type 8 and 1 axes",
                message(LABELS, LABELS));
        assertEquals(
                "LABELS: expected IDX with unsigned bytes and 1 axes, found type 13 and 1 axes",
                message(IMAGES, bytes(0xD01, new int[] {2}, 1, 2)));
        assertEquals(
                "IMAGES: the file ends inside the header",
                message(Arrays.copyOf(IMAGES, 15), LABELS));
        assertEquals(
                "IMAGES: the header speaks of 12 bytes, but there are 11",
                message(Arrays.copyOf(IMAGES, IMAGES.length - 1), LABELS));
        assertEquals(
                "IMAGES: there are more than the 12 bytes of the header",
                message(Arrays.copyOf(IMAGES, IMAGES.length + 1), LABELS));
        assertEquals(
                "IMAGES has 2 images, but LABELS has 3 labels",
                message(IMAGES, bytes(0x801, new int[] {3}, 1, 2, 3)));
    }

    @Test
    void impossibleLengthsTakeNoMemory() throws IOException {
        int most = Integer.MAX_VALUE;
        assertEquals(
                "IMAGES: the header has the impossible lengths [2147483647, 2147483647,"
                        + " 2147483647]",
                message(bytes(0x803, new int[] {most, most, most}), LABELS));
        assertEquals(
                "IMAGES: the header has the impossible lengths [2, -1, 3]",
                message(bytes(0x803, new int[] {2, -1, 3}), LABELS));
        assertEquals(
                "IMAGES: the header has the impossible lengths [0, 2, 3]",
                message(bytes(0x803, new int[] {0, 2, 3}), LABELS));
        assertEquals(
                "IMAGES: the header speaks of 2147483639 bytes, but there are 0",
                message(bytes(0x803, new int[] {most - 8, 1, 1}), LABELS));
    }

    @Test
    void damagedFilesGiveAnIoException() throws IOException {
        Random random = new Random(5);
        byte[][] valid = {IMAGES, gzip(IMAGES)};
        Path labels = file("labels", LABELS);
        int refused = 0;
        for (int round = 0; round < 2000; round++) {
            byte[] damaged = valid[round % 2].clone();
            if (round % 3 == 0) {
                damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
            } else {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Path images = file("images", damaged);
            try {
                Idx.read(images, labels);
            } catch (IOException expected) {
                assertTrue(expected.getMessage().startsWith(images + ": "), expected.toString());
                refused++;
            }
        }
        assertTrue(refused > 1000, refused + " refused");
    }

    /** A part that lacks the last class has as many classes as the other. */
    @Test
    void bothPartsOfAFolderHaveTheSameClasses() throws IOException {
        for (String part : new String[] {"train", "t10k"}) {
            file(part + "-images-idx3-ubyte", IMAGES);
        }
        file("train-labels-idx1-ubyte", LABELS);
        assertEquals(5, Idx.train(folder).classes());
        file("t10k-labels-idx1-ubyte.gz", gzip(bytes(0x801, new int[] {2}, 7, 0)));
        assertEquals(8, Idx.train(folder).classes());
        assertEquals(8, Idx.test(folder).classes());
        file("t10k-labels-idx1-ubyte.gz", gzip(bytes(0x801, new int[] {2}, 0, 0)));
        assertEquals(5, Idx.test(folder).classes());
    }

    @Test
    void theNumberOfClassesCanBeGiven() throws IOException {
        Path images = file("images", IMAGES);
        Path labels = file("labels", LABELS);
        assertEquals(5, Idx.read(images, labels).classes());
        assertEquals(9, Idx.read(images, labels, 9).classes());
        IOException e = assertThrows(IOException.class, () -> Idx.read(images, labels, 4));
        assertEquals(labels + ": the label 4 is none of 4 classes", e.getMessage());
    }
}
