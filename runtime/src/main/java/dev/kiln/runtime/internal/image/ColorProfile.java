package dev.kiln.runtime.internal.image;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/** From the colors of an embedded profile (ICC) to those of sRGB. */
final class ColorProfile {

    private static final int[] OFFSETS = {0, 1, 2};

    /** Rounding on the way through a profile that is sRGB itself. */
    private static final int NOTHING = 2;

    private ColorProfile() {}

    /**
     * Converts colors. A profile that is damaged, not of red, green and blue, or sRGB itself
     * changes nothing.
     *
     * @param rgb one byte a channel. Not modified.
     * @param profile may be null. Not modified.
     * @return the colors, possibly {@code rgb} itself
     */
    static byte[] standard(byte[] rgb, byte[] profile) {
        if (profile == null) {
            return rgb;
        }
        try {
            ICC_Profile known = ICC_Profile.getInstance(profile);
            if (known.getColorSpaceType() != ColorSpace.TYPE_RGB) {
                return rgb;
            }
            ColorConvertOp conversion =
                    new ColorConvertOp(
                            new ICC_ColorSpace(known),
                            ColorSpace.getInstance(ColorSpace.CS_sRGB),
                            null);
            return changes(conversion) ? converted(rgb, conversion) : rgb;
        } catch (RuntimeException e) {
            return rgb; // damaged
        }
    }

    private static boolean changes(ColorConvertOp conversion) {
        int[] steps = {0, 16, 64, 128, 192, 255};
        byte[] colors = new byte[steps.length * steps.length * steps.length * 3];
        for (int i = 0; i < colors.length / 3; i++) {
            colors[3 * i] = (byte) steps[i % 6];
            colors[3 * i + 1] = (byte) steps[i / 6 % 6];
            colors[3 * i + 2] = (byte) steps[i / 36];
        }
        byte[] others = converted(colors, conversion);
        int most = 0;
        for (int i = 0; i < colors.length; i++) {
            most = Math.max(most, Math.abs((colors[i] & 0xFF) - (others[i] & 0xFF)));
        }
        return most > NOTHING;
    }

    private static byte[] converted(byte[] rgb, ColorConvertOp conversion) {
        byte[] result = new byte[rgb.length];
        conversion.filter(raster(rgb), raster(result));
        return result;
    }

    private static WritableRaster raster(byte[] rgb) {
        DataBufferByte data = new DataBufferByte(rgb, rgb.length);
        return Raster.createInterleavedRaster(
                data, rgb.length / 3, 1, rgb.length, 3, OFFSETS, null);
    }
}
