package dev.kiln.runtime.data;

import dev.kiln.runtime.Shape;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
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
     *     255. Of images with transparency black shows through
     * @throws IOException if the folder has no classes, or a file can't be read as an image
     * @throws IllegalArgumentException if the shape has other than 1 or 3 channels
     */
    public static LabelledData read(Path folder, Shape shape) throws IOException {
        if (shape.channels() != 1 && shape.channels() != 3) {
            throw new IllegalArgumentException(
                    "images have 1 or 3 channels, not " + shape.channels());
        }
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder + ": no such folder");
        }
        List<Path> classes = sorted(folder, true);
        List<byte[]> images = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++) {
            for (Path file : sorted(classes.get(label), false)) {
                images.add(pixels(file, shape));
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

    private static byte[] pixels(Path file, Shape shape) throws IOException {
        BufferedImage image;
        try {
            image = ImageIO.read(file.toFile());
        } catch (IOException e) {
            throw new IOException(file + ": can't be read as an image", e);
        }
        if (image == null) {
            throw new IOException(file + ": no image, or in a format that is not known");
        }
        BufferedImage scaled = scaled(colours(image), shape.width(), shape.height());
        byte[] pixels = new byte[shape.size()];
        int i = 0;
        for (int y = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++) {
                int rgb = scaled.getRGB(x, y);
                int red = rgb >> 16 & 0xFF;
                int green = rgb >> 8 & 0xFF;
                int blue = rgb & 0xFF;
                if (shape.channels() == 1) {
                    pixels[i++] = (byte) luma(red, green, blue);
                } else {
                    pixels[i++] = (byte) red;
                    pixels[i++] = (byte) green;
                    pixels[i++] = (byte) blue;
                }
            }
        }
        return pixels;
    }

    /** Brightness by ITU-R BT.601. */
    private static int luma(int red, int green, int blue) {
        return (299 * red + 587 * green + 114 * blue + 500) / 1000;
    }

    /** The image as red, green and blue, on black. */
    private static BufferedImage colours(BufferedImage image) {
        boolean grey =
                image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
                        && !(image.getColorModel() instanceof IndexColorModel);
        return grey ? repeated(image) : drawn(image, image.getWidth(), image.getHeight());
    }

    /**
     * Grey becomes three equal channels. Java takes grey for linear light and would brighten it;
     * files hold it with the same gamma as colours.
     */
    private static BufferedImage repeated(BufferedImage image) {
        Raster raster = image.getRaster();
        ColorModel model = image.getColorModel();
        double most = (1 << model.getComponentSize(0)) - 1;
        BufferedImage result =
                new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                double opacity =
                        model.hasAlpha()
                                ? raster.getSample(x, y, 1)
                                        / (double) ((1 << model.getComponentSize(1)) - 1)
                                : 1;
                int grey = (int) Math.round(255 * opacity * raster.getSample(x, y, 0) / most);
                result.setRGB(x, y, grey << 16 | grey << 8 | grey);
            }
        }
        return result;
    }

    /** Halved as long as it is more than twice too large: each pixel then counts. */
    private static BufferedImage scaled(BufferedImage image, int width, int height) {
        BufferedImage result = image;
        while (result.getWidth() != width || result.getHeight() != height) {
            int w = Math.max(width, result.getWidth() / 2);
            int h = Math.max(height, result.getHeight() / 2);
            w = result.getWidth() < width ? width : w;
            h = result.getHeight() < height ? height : h;
            result = drawn(result, w, h);
        }
        return result;
    }

    private static BufferedImage drawn(BufferedImage image, int width, int height) {
        BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = result.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return result;
    }
}
