package dev.kiln.runtime.data;

import dev.kiln.runtime.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Gray images with labels in IDX files, as MNIST and Fashion-MNIST come; plain or gzip. */
public final class Idx {

    private static final int IMAGE_AXES = 3;
    private static final int LABEL_AXES = 1;
    private static final String TRAIN = "train";
    private static final String TEST = "t10k";
    private static final String LABELS = "-labels-idx1-ubyte";

    private Idx() {}

    /**
     * The training images of a folder: {@code train-images-idx3-ubyte} and {@code
     * train-labels-idx1-ubyte}, with or without {@code .gz}. There are as many classes as the
     * largest label of the folder plus 1.
     *
     * @throws IOException if a file is missing, unreadable or damaged
     */
    public static Dataset train(Path folder) throws IOException {
        return load(folder, TRAIN, TEST);
    }

    /**
     * The test images of a folder: {@code t10k-images-idx3-ubyte} and {@code
     * t10k-labels-idx1-ubyte}, with or without {@code .gz}. There are as many classes as the
     * largest label of the folder plus 1.
     *
     * @throws IOException if a file is missing, unreadable or damaged
     */
    public static Dataset test(Path folder) throws IOException {
        return load(folder, TEST, TRAIN);
    }

    /**
     * Images with their labels; there are as many classes as the largest label plus 1.
     *
     * @param images IDX file with the axes sample, row, column
     * @param labels IDX file with the axis sample
     * @throws IOException if a file is missing, unreadable or damaged, or the counts disagree
     */
    public static Dataset read(Path images, Path labels) throws IOException {
        return read(images, labels, 0, false);
    }

    /**
     * Images with their labels. The files don't say how many classes there are, and the last ones
     * may have no samples.
     *
     * @param images IDX file with the axes sample, row, column
     * @param labels IDX file with the axis sample
     * @throws IOException if a file is missing, unreadable or damaged, the counts disagree, or a
     *     label is not below {@code classes}
     */
    public static Dataset read(Path images, Path labels, int classes) throws IOException {
        return read(images, labels, classes, true);
    }

    /**
     * {@code least}: number of classes if labels are not larger, which is an error if the number is
     * given.
     */
    private static Dataset read(Path images, Path labels, int least, boolean given)
            throws IOException {
        IdxReader.Content pixels = IdxReader.read(images, IMAGE_AXES);
        byte[] bytes = IdxReader.read(labels, LABEL_AXES).data();
        int classes = classes(bytes);
        if (given && classes > least) {
            throw new IOException(
                    labels + ": the label " + (classes - 1) + " is none of " + least + " classes");
        }
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
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = bytes[i] & 0xFF;
        }
        Shape shape = new Shape(pixels.lengths()[1], pixels.lengths()[2], 1);
        return Dataset.ofBytes(shape, pixels.data(), numbers, Math.max(least, classes));
    }

    /** The largest label plus 1. */
    private static int classes(byte[] labels) {
        int classes = 0;
        for (byte label : labels) {
            classes = Math.max(classes, (label & 0xFF) + 1);
        }
        return classes;
    }

    /** The labels of the other part count too: both parts have the same classes. */
    private static Dataset load(Path folder, String part, String other) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder + ": no such folder");
        }
        Path images = find(folder, part + "-images-idx3-ubyte");
        Path labels = find(folder, part + LABELS);
        int others = 0;
        if (exists(folder, other + LABELS)) {
            Path file = find(folder, other + LABELS);
            others = classes(IdxReader.read(file, LABEL_AXES).data());
        }
        return read(images, labels, others, false);
    }

    private static boolean exists(Path folder, String name) {
        return Files.exists(folder.resolve(name)) || Files.exists(folder.resolve(name + ".gz"));
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
