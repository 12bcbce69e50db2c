package dev.kiln.runtime.internal.image;

import java.awt.color.ColorSpace;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DirectColorModel;
import java.awt.image.IndexColorModel;

/** Rows of images of Java's color models, without their change of gray. */
final class ModelRows {

    private ModelRows() {}

    /** For rasters of this color model. */
    static RowColors of(ColorModel model) {
        if (model instanceof IndexColorModel indexed) {
            return palette(indexed);
        }
        boolean whole =
                model instanceof DirectColorModel
                        || (model instanceof ComponentColorModel
                                && (model.getTransferType() == DataBuffer.TYPE_BYTE
                                        || model.getTransferType() == DataBuffer.TYPE_USHORT));
        boolean separate = !model.hasAlpha() || !model.isAlphaPremultiplied();
        ColorSpace space = model.getColorSpace();
        if (whole && separate && space.getType() == ColorSpace.TYPE_GRAY) {
            return samples(model, 1);
        }
        if (whole && separate && space.isCS_sRGB()) {
            return samples(model, 3);
        }
        return (raster, y, argb) -> {
            for (int x = 0; x < raster.getWidth(); x++) {
                Object pixel = raster.getDataElements(raster.getMinX() + x, y, null);
                argb[x] = model.getRGB(pixel);
            }
        };
    }

    private static RowColors palette(IndexColorModel model) {
        int[] colors = new int[model.getMapSize()];
        model.getRGBs(colors);
        return (raster, y, argb) -> {
            raster.getSamples(raster.getMinX(), y, raster.getWidth(), 1, 0, argb);
            for (int x = 0; x < raster.getWidth(); x++) {
                if (argb[x] >= colors.length) {
                    throw new IllegalArgumentException(
                            "color " + argb[x] + " of a palette of " + colors.length + " is meant");
                }
                argb[x] = colors[argb[x]];
            }
        };
    }

    /**
     * Samples are what is meant: red, green, blue, or one for all. Java takes gray for linear light
     * and would brighten it; files hold it with the same gamma as colors.
     */
    private static RowColors samples(ColorModel model, int colors) {
        int bands = model.getNumComponents();
        int[] most = new int[bands];
        for (int i = 0; i < bands; i++) {
            most[i] = (1 << model.getComponentSize(i)) - 1;
        }
        return (raster, y, argb) -> {
            int width = raster.getWidth();
            int[] row = raster.getPixels(raster.getMinX(), y, width, 1, (int[]) null);
            for (int x = 0; x < width; x++) {
                int at = x * bands;
                int red = byteOf(row[at], most[0]);
                int green = colors == 1 ? red : byteOf(row[at + 1], most[1]);
                int blue = colors == 1 ? red : byteOf(row[at + 2], most[2]);
                int opacity = bands == colors ? 255 : byteOf(row[at + colors], most[colors]);
                argb[x] = opacity << 24 | red << 16 | green << 8 | blue;
            }
        };
    }

    private static int byteOf(int sample, int most) {
        return most == 255 ? sample : (int) ((255L * sample + most / 2) / most);
    }
}
