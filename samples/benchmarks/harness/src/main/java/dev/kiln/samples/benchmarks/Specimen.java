package dev.kiln.samples.benchmarks;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One network as files: its weights, images, and the probabilities that Kiln computes for them. A
 * peer that finds the same probabilities runs the same network. All are 32-bit floats, little
 * endian, without a header; images are [channels, rows, columns], weights are in the order of the
 * layers and in PyTorch's layouts, a shortcut before its path.
 *
 * @param folder where the files are
 * @param network whose they are
 */
public record Specimen(Path folder, Architecture network) {

    /** Steps of training that are compared. */
    public static final int STEPS = 3;

    /** Images of the batch whose training is compared. */
    public static final int BATCH = 32;

    /** Images of the specimen. */
    public int count() {
        return network.isReal() ? 16 : 128;
    }

    /** The file of the specimen that ends so. */
    public Path file(String ending) {
        return folder.resolve(network.label().concat(ending));
    }

    /** All parameters. */
    public FloatBuffer weights() throws IOException {
        return floats(file(".weights"));
    }

    /** The first images, one after the other. */
    public float[] images(int count) throws IOException {
        float[] images = new float[count * network.imageSize()];
        floats(file(".images"), images.length).get(images);
        return images;
    }

    /** Labels of the first images. */
    public int[] labels(int count) {
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % network.classes();
        }
        return labels;
    }

    /** What Kiln predicts for the images, [images x classes]. */
    public FloatBuffer probabilities() throws IOException {
        return floats(file(".probabilities"));
    }

    /**
     * The same for the first {@link #BATCH} images, after {@link #STEPS} steps of training on them.
     * Not there for all networks: see {@link Architecture#comparesTraining}.
     */
    public FloatBuffer trained() throws IOException {
        return floats(file(".trained"));
    }

    private static FloatBuffer floats(Path file) throws IOException {
        return floats(file, Integer.MAX_VALUE / 4);
    }

    private static FloatBuffer floats(Path file, int most) throws IOException {
        try (InputStream stream = new FileInputStream(file.toFile())) { // no channels to start
            return ByteBuffer.wrap(stream.readNBytes(4 * most))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
        }
    }

    /** Writes numbers to the file of the specimen that ends so. */
    public void write(String ending, float[] numbers) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers);
        Files.createDirectories(folder);
        Files.write(file(ending), bytes.array());
    }
}
