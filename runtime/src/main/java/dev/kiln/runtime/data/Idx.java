package dev.kiln.runtime.data;

import dev.kiln.runtime.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Grey images with labels in IDX files, as MNIST and Fashion-MNIST come; plain or gzip. */
public final class Idx {

    private static final int IMAGE_AXES = 3;
    private static final int LABEL_AXES = 1;

    private Idx() {}

    /**
     * The training images of a folder: {@code train-images-idx3-ubyte} and {@code
     * train-labels-idx1-ubyte}, with or without {@code .gz}.
     *
     * @throws IOException if a file is missing, unreadable or damaged
     */
    public static Dataset train(Path folder) throws IOException {
        return load(folder, "train");
    }

    /**
     * The test images of a folder: {@code t10k-images-idx3-ubyte} and {@code
     * t10k-labels-idx1-ubyte}, with or without {@code .gz}.
     *
     * @throws IOException if a file is missing, unreadable or damaged
     */
    public static Dataset test(Path folder) throws IOException {
        return load(folder, "t10k");
    }

    /**
     * Images with their labels; there are as many classes as the largest label plus 1.
     *
     * @param images IDX file with the axes sample, row, column
     * @param labels IDX file with the axis sample
     * @throws IOException if a file is missing, unreadable or damaged, or the counts disagree
     */
    public static Dataset read(Path images, Path labels) throws IOException {
        IdxReader.Content pixels = IdxReader.read(images, IMAGE_AXES);
        byte[] bytes = IdxReader.read(labels, LABEL_AXES).data();
        int count = pixels.lengths()[0];
        if (bytes.length != count) {
            throw new IOException(
                    images
                            + " has "
                            + count
                            + " images, but "
                            + labels
                            + " has "
                            + bytes.length
                            + " labels");
        }
        int[] classes = new int[count];
        int largest = 0;
        for (int i = 0; i < count; i++) {
            classes[i] = bytes[i] & 0xFF;
            largest = Math.max(largest, classes[i]);
        }
        Shape shape = new Shape(pixels.lengths()[1], pixels.lengths()[2], 1);
        return Dataset.ofBytes(shape, pixels.data(), classes, largest + 1);
    }

    private static Dataset load(Path folder, String prefix) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder + ": no such folder");
        }
        return read(
                find(folder, prefix + "-images-idx3-ubyte"),
                find(folder, prefix + "-labels-idx1-ubyte"));
    }

    private static Path find(Path folder, String name) throws IOException {
        for (String ending : new String[] {"", ".gz"}) {
            Path file = folder.resolve(name + ending);
            if (Files.exists(file)) {
                return file;
            }
        }
        throw new NoSuchFileException(folder.resolve(name) + "[.gz]", null, "no such file");
    }
}
