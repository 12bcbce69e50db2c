package dev.kiln.runtime.data;

import dev.kiln.runtime.Shape;
import dev.kiln.runtime.image.Preprocessing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Images in a folder with a folder for each class, whose names in alphabetical order are the
 * classes. Every format that {@link ImageIO} reads: PNG, JPEG, GIF, BMP and more.
 */
public final class ImageFolder {

    private ImageFolder() {}

    /**
     * Reads all images, scaled to a shape.
     *
     * @param shape of the samples: 3 channels for red, green, blue, or 1 for grey; values from 0 to
     *     255. Pixels are those of {@link Images#read}
     * @throws IOException if the folder has no classes, or a file can't be read as an image
     * @throws IllegalArgumentException if the shape has other than 1 or 3 channels
     */
    public static LabelledData read(Path folder, Shape shape) throws IOException {
        Preprocessing preprocessing = ImageOptions.standard().preprocessing(shape);
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder + ": no such folder");
        }
        List<Path> classes = sorted(folder, true);
        List<byte[]> images = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++) {
            for (Path file : sorted(classes.get(label), false)) {
                images.add(preprocessing.of(file));
                labels.add(label);
            }
        }
        if (images.isEmpty()) {
            throw new IOException(folder + ": there are no images in folders of classes");
        }
        byte[] all = new byte[Math.multiplyExact(images.size(), shape.size())];
        for (int i = 0; i < images.size(); i++) {
            System.arraycopy(images.get(i), 0, all, i * shape.size(), shape.size());
        }
        int[] wanted = labels.stream().mapToInt(Integer::intValue).toArray();
        return new LabelledData(
                Dataset.ofBytes(shape, all, wanted, classes.size()),
                classes.stream().map(c -> c.getFileName().toString()).toList());
    }

    private static List<Path> sorted(Path folder, boolean folders) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(e -> Files.isDirectory(e) == folders)
                    .filter(e -> !e.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }
}
