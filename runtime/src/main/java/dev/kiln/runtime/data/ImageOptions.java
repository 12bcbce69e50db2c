package dev.kiln.runtime.data;

import dev.kiln.runtime.Shape;
import dev.kiln.runtime.internal.image.Preprocessing;

/**
 * How images become samples, where the usual way is not wanted. Immutable.
 *
 * <pre>{@code
 * Images.read(file, shape, ImageOptions.standard().background(0x000000));
 * }</pre>
 *
 * @param background shows through where an image is transparent: red, green, blue as {@code
 *     0xRRGGBB}. White, unless another is chosen
 * @param maxPixels images of more pixels are refused before they are decoded; 2^28 (for example
 *     16,384 x 16,384) unless more are allowed
 * @param maxBytes streams of more bytes are refused, because they are held in memory; 2^28, but at
 *     most a quarter of the memory, unless more are allowed. Files are not held in memory
 */
public record ImageOptions(int background, long maxPixels, long maxBytes) {

    private static final int WHITE = 0xFFFFFF;
    private static final long MOST = 1L << 28;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the background is no color or a limit is below 1
     */
    public ImageOptions {
        if (background < 0 || background > WHITE) {
            throw new IllegalArgumentException(
                    "the background is "
                            + Integer.toHexString(background)
                            + ", expected 0x000000 to 0xFFFFFF");
        }
        if (maxPixels < 1 || maxBytes < 1) {
            throw new IllegalArgumentException(
                    "at most " + maxPixels + " pixels and " + maxBytes + " bytes are nothing");
        }
    }

    /** The usual way. */
    public static ImageOptions standard() {
        return new ImageOptions(WHITE, MOST, Math.min(MOST, Runtime.getRuntime().maxMemory() / 4));
    }

    /** Also with another background, {@code 0xRRGGBB}. */
    public ImageOptions background(int color) {
        return new ImageOptions(color, maxPixels, maxBytes);
    }

    /** Also with images of up to so many pixels. */
    public ImageOptions maxPixels(long pixels) {
        return new ImageOptions(background, pixels, maxBytes);
    }

    /** Also with streams of up to so many bytes. */
    public ImageOptions maxBytes(long bytes) {
        return new ImageOptions(background, maxPixels, bytes);
    }

    Preprocessing preprocessing(Shape shape) {
        return Preprocessing.of(
                shape.height(), shape.width(), shape.channels(), background, maxPixels, maxBytes);
    }
}
