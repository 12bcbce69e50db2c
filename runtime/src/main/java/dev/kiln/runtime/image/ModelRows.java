package dev.kiln.runtime.image;

import java.awt.color.ColorSpace;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DirectColorModel;
import java.awt.image.IndexColorModel;

/** Rows of images of Java's colour models, without their change of grey. */
final class ModelRows {

    private ModelRows() {}

    /** For rasters of this colour model. */
    static Rows of(ColorModel model) {
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

    private static Rows palette(IndexColorModel model) {
        int[] colours = new int[model.getMapSize()];
        model.getRGBs(colours);
        return (raster, y, argb) -> {
            raster.getSamples(raster.getMinX(), y, raster.getWidth(), 1, 0, argb);
            for (int x = 0; x < raster.getWidth(); x++) {
                if (argb[x] >= colours.length) {
                    throw new IllegalArgumentException(
                            "colour "
                                    + argb[x]
                                    + " of a palette of "
                                    + colours.length
                                    + " is meant");
                }
                argb[x] = colours[argb[x]];
            }
        };
    }

    /**
     * Samples are what is meant: red, green, blue, or one for all. Java takes grey for linear light
     * and would brighten it; files hold it with the same gamma as colours.
     */
    private static Rows samples(ColorModel model, int colours) {
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
                int green = colours == 1 ? red : byteOf(row[at + 1], most[1]);
                int blue = colours == 1 ? red : byteOf(row[at + 2], most[2]);
                int opacity = bands == colours ? 255 : byteOf(row[at + colours], most[colours]);
                argb[x] = opacity << 24 | red << 16 | green << 8 | blue;
            }
        };
    }

    private static int byteOf(int sample, int most) {
        return most == 255 ? sample : (int) ((255L * sample + most / 2) / most);
    }
}
