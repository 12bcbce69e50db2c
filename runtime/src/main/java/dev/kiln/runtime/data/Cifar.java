package dev.kiln.runtime.data;

import dev.kiln.runtime.Shape;
import dev.kiln.runtime.internal.io.InputFile;
import dev.kiln.runtime.internal.io.Memory;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Color images of 32x32 pixels in the binary format of CIFAR-10 and CIFAR-100 (Krizhevsky,
 * "Learning Multiple Layers of Features from Tiny Images", 2009): for each image its labels, a byte
 * each, then the red, the green and the blue pixels. Where {@code batches.meta.txt} or {@code
 * fine_label_names.txt} lies beside the files, as they come, it names the classes.
 */
public final class Cifar {

    private static final Shape SHAPE = new Shape(32, 32, 3);
    private static final int PIXELS = 32 * 32;
    private static final int CHANNELS = 3;

    private Cifar() {}

    /**
     * The 50,000 training images of CIFAR-10: {@code data_batch_1.bin} to {@code data_batch_5.bin}.
     *
     * @throws IOException if a file is missing, unreadable or damaged
     */
    public static Dataset train10(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            files.add(folder.resolve("data_batch_" + i + ".bin"));
        }
        return read10(files);
    }

    /**
     * The 10,000 test images of CIFAR-10: {@code test_batch.bin}.
     *
     * @throws IOException if the file is missing, unreadable or damaged
     */
    public static Dataset test10(Path folder) throws IOException {
        return read10(List.of(folder.resolve("test_batch.bin")));
    }

    /**
     * The 50,000 training images of CIFAR-100 with their 100 fine labels: {@code train.bin}.
     *
     * @throws IOException if the file is missing, unreadable or damaged
     */
    public static Dataset train100(Path folder) throws IOException {
        return read(List.of(folder.resolve("train.bin")), 2, 100);
    }

    /**
     * The 10,000 test images of CIFAR-100 with their 100 fine labels: {@code test.bin}.
     *
     * @throws IOException if the file is missing, unreadable or damaged
     */
    public static Dataset test100(Path folder) throws IOException {
        return read(List.of(folder.resolve("test.bin")), 2, 100);
    }

    /**
     * Images of files in the format of CIFAR-10.
     *
     * @throws IOException if a file is missing, unreadable or damaged
     */
    public static Dataset read10(List<Path> files) throws IOException {
        return read(files, 1, 10);
    }

    /** {@code labels}: bytes in front of each image, of which the last counts. */
    private static Dataset read(List<Path> files, int labels, int classes) throws IOException {
        List<String> names = CifarNames.beside(files, classes);
        int size = labels + PIXELS * CHANNELS;
        int images = 0;
        for (Path file : files) {
            images = Math.addExact(images, images(file, size, images));
        }
        byte[] pixels = Memory.bytes((long) images * PIXELS * CHANNELS, source(files));
        int[] wanted = new int[images];
        byte[] record = new byte[size];
        int i = 0;
        for (Path file : files) {
            try (InputStream stream = InputFile.open(file)) {
                int length = stream.readNBytes(record, 0, size);
                while (length > 0 && i < images) {
                    check(file, record, length, labels, classes);
                    wanted[i] = record[labels - 1] & 0xFF;
                    copy(record, labels, pixels, i * PIXELS * CHANNELS);
                    i++;
                    length = stream.readNBytes(record, 0, size);
                }
                if (length > 0) {
                    throw changed(file);
                }
            }
        }
        if (i < images) {
            throw changed(files.get(files.size() - 1));
        }
        Dataset dataset = Dataset.ofBytes(SHAPE, pixels, wanted, classes);
        return names.isEmpty() ? dataset : dataset.labeled(names);
    }

    /** Images that a file has by its length; {@code before}: those of other files. */
    private static int images(Path file, int size, int before) throws IOException {
        InputFile.check(file);
        long bytes = Files.size(file);
        long images = bytes / size;
        long values = (before + images) * PIXELS * CHANNELS;
        Memory.check(values, values, file);
        if (bytes % size != 0) {
            throw new EOFException(
                    file
                            + ": the file ends inside an image, which has "
                            + size
                            + " bytes, after "
                            + bytes % size);
        }
        return (int) images;
    }

    private static String source(List<Path> files) {
        return files.size() == 1 ? files.get(0).toString() : files.size() + " files";
    }

    private static IOException changed(Path file) {
        return new IOException(file + ": the file changed while it was read");
    }

    /** From planes of one color each to pixels. */
    private static void copy(byte[] record, int labels, byte[] pixels, int to) {
        for (int pixel = 0; pixel < PIXELS; pixel++) {
            for (int c = 0; c < CHANNELS; c++) {
                pixels[to + pixel * CHANNELS + c] = record[labels + c * PIXELS + pixel];
            }
        }
    }

    private static void check(Path file, byte[] record, int length, int labels, int classes)
            throws IOException {
        if (length < record.length) {
            throw changed(file);
        }
        if ((record[labels - 1] & 0xFF) >= classes) {
            throw new IOException(
                    file
                            + ": the label "
                            + (record[labels - 1] & 0xFF)
                            + " is none of "
                            + classes
                            + " classes");
        }
    }
}
