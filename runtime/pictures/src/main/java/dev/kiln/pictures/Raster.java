package dev.kiln.pictures;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.function.IntBinaryOperator;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pixels as a PNG inside a text. */
final class Raster {

    private static final int OPAQUE = 0xFF000000;
    private static final double BRIGHTEST = 255;

    /** Amber for what is above 0, blue for what is below: seen on white and on black. */
    private static final int ABOVE = 0xE8730C;

    private static final int BELOW = 0x2F7FE0;

    private Raster() {}

    /** Raw values of a sample, channels last: gray, or red, green and blue. */
    static String sample(int height, int width, int channels, float[] values) {
        double least = 0;
        double most = 0;
        for (float value : values) {
            least = Math.min(least, Float.isFinite(value) ? value : 0);
            most = Math.max(most, Float.isFinite(value) ? value : 0);
        }
        // Pixels from 0 to 255 as they are; other numbers use all of the scale.
        boolean pixels = least >= 0 && most > 1 && most <= BRIGHTEST;
        double from = pixels ? 0 : least;
        double scale = BRIGHTEST / (pixels ? BRIGHTEST : Math.max(most - least, 1e-30));
        return png(
                height,
                width,
                (x, y) -> {
                    int at = (y * width + x) * channels;
                    boolean color = channels == 3;
                    int red = level(values[at], from, scale);
                    int green = color ? level(values[at + 1], from, scale) : red;
                    int blue = color ? level(values[at + 2], from, scale) : red;
                    return OPAQUE | red << 16 | green << 8 | blue;
                });
    }

    private static int level(float value, double from, double scale) {
        return (int) Math.round(Math.max(0, Math.min(BRIGHTEST, (value - from) * scale)));
    }

    /** Numbers of both signs: color by the sign, more of it the larger they are. */
    static String signed(int height, int width, float[] values) {
        double largest = 1e-30;
        for (float value : values) {
            largest = Math.max(largest, Float.isFinite(value) ? Math.abs(value) : 0);
        }
        double scale = BRIGHTEST / largest;
        return png(
                height,
                width,
                (x, y) -> {
                    float value = values[y * width + x];
                    return level(Math.abs(value), 0, scale) << 24 | (value > 0 ? ABOVE : BELOW);
                });
    }

    private static String png(int height, int width, IntBinaryOperator pixel) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, pixel.applyAsInt(x, y));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory can't be written", e);
        }
        String text = Base64.getEncoder().encodeToString(bytes.toByteArray());
        return "data:image/png;base64," + text;
    }
}
