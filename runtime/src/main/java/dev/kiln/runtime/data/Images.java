package dev.kiln.runtime.data;

import dev.kiln.runtime.Shape;
import dev.kiln.runtime.internal.image.Preprocessing;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Single images as samples, to the bit as {@link ImageFolder} reads them for training.
 *
 * <pre>{@code
 * float[] pixels = Images.read(Path.of("cat.jpg"), predictor.input());
 * int animal = predictor.classify(pixels);
 * }</pre>
 *
 * <p>The result has raw values from 0 to 255, whole numbers, in row, column, channel order: {@code
 * pixels[(row * width + column) * channels + channel]}; channels are red, green, blue, or gray
 * (ITU-R BT.601). Scaling them to 0..1 or to deviations is part of the network
 * ({@code @Input(scale, mean, deviation)}), not of the data.
 *
 * <p>An image is stretched to the shape, whatever its proportions: to fewer pixels by the mean over
 * the area of each, to more by bilinear interpolation, both as if stored values were linear in
 * light (no gamma), in arithmetic that is exact on every machine. Where it is transparent, white
 * shows through unless {@link ImageOptions} has another background. It is turned as its EXIF
 * orientation says. Colors of an embedded RGB profile (ICC) are converted to sRGB; CMYK and gray
 * are converted without their profiles. Every format that {@link javax.imageio.ImageIO} decodes:
 * JPEG, PNG, GIF (the first image), BMP, TIFF and what plug-ins add. Images that are truncated or
 * damaged are errors.
 */
public final class Images {

    private Images() {}

    /**
     * The pixels of an image file, scaled to a shape.
     *
     * @param shape 3 channels for red, green, blue, or 1 for gray; for example {@code
     *     predictor.input()}
     * @return {@code shape.size()} numbers from 0 to 255 in row, column, channel order
     * @throws IOException if it can't be read as an image, is truncated or damaged; names the file
     * @throws IllegalArgumentException if the shape has other than 1 or 3 channels
     */
    public static float[] read(Path file, Shape shape) throws IOException {
        return read(file, shape, ImageOptions.standard());
    }

    /** The pixels of an image file; see {@link #read(Path, Shape)}. */
    public static float[] read(Path file, Shape shape, ImageOptions options) throws IOException {
        return Preprocessing.numbers(options.preprocessing(shape).of(file));
    }

    /**
     * The pixels of an image file that a stream gives, scaled to a shape. Reads to the end of the
     * stream and does not close it.
     *
     * @param shape 3 channels for red, green, blue, or 1 for gray
     * @return {@code shape.size()} numbers from 0 to 255 in row, column, channel order
     * @throws IOException if it can't be read as an image, is truncated or damaged
     * @throws IllegalArgumentException if the shape has other than 1 or 3 channels
     */
    public static float[] read(InputStream stream, Shape shape) throws IOException {
        return read(stream, shape, ImageOptions.standard());
    }

    /** The pixels of an image file that a stream gives; see {@link #read(InputStream, Shape)}. */
    public static float[] read(InputStream stream, Shape shape, ImageOptions options)
            throws IOException {
        return Preprocessing.numbers(options.preprocessing(shape).of(stream));
    }

    /**
     * The pixels of a decoded image, scaled to a shape. A decoded image no longer knows its
     * orientation; for photographs better give the file.
     *
     * @param image not modified
     * @param shape 3 channels for red, green, blue, or 1 for gray
     * @return {@code shape.size()} numbers from 0 to 255 in row, column, channel order
     * @throws IllegalArgumentException if the shape has other than 1 or 3 channels
     */
    public static float[] read(BufferedImage image, Shape shape) {
        return read(image, shape, ImageOptions.standard());
    }

    /** The pixels of a decoded image; see {@link #read(BufferedImage, Shape)}. */
    public static float[] read(BufferedImage image, Shape shape, ImageOptions options) {
        Objects.requireNonNull(image, "the image is null");
        return Preprocessing.numbers(options.preprocessing(shape).of(image));
    }
}
