package dev.kiln.runtime.internal.image;

import java.awt.image.Raster;

/**
 * The meaning of the components of a JPEG image, and red, green and blue of them as libjpeg has it.
 */
enum JpegColors implements RowColors {
    GRAY(1) {
        @Override
        int color(byte[] samples, int at) {
            return (samples[at] & 0xFF) * 0x010101;
        }
    },
    RGB(3) {
        @Override
        int color(byte[] samples, int at) {
            return (samples[at] & 0xFF) << 16
                    | (samples[at + 1] & 0xFF) << 8
                    | (samples[at + 2] & 0xFF);
        }
    },
    YCC(3) {
        @Override
        int color(byte[] samples, int at) {
            return colorOf(samples[at] & 0xFF, samples[at + 1] & 0xFF, samples[at + 2] & 0xFF);
        }
    },

    /** Stored as 255 less the ink, as Adobe does and all that read such files expect. */
    CMYK(4) {
        @Override
        int color(byte[] samples, int at) {
            int light = samples[at + 3] & 0xFF;
            return darkened(samples[at] & 0xFF, light) << 16
                    | darkened(samples[at + 1] & 0xFF, light) << 8
                    | darkened(samples[at + 2] & 0xFF, light);
        }
    },

    /** CMYK whose first three, as they are stored, are 255 less the colors that YCC gives. */
    YCCK(4) {
        @Override
        int color(byte[] samples, int at) {
            int inverse =
                    colorOf(samples[at] & 0xFF, samples[at + 1] & 0xFF, samples[at + 2] & 0xFF)
                            ^ 0xFFFFFF;
            int light = samples[at + 3] & 0xFF;
            return darkened(inverse >> 16, light) << 16
                    | darkened(inverse >> 8 & 0xFF, light) << 8
                    | darkened(inverse & 0xFF, light);
        }
    };

    private static final int OPAQUE = 0xFF << 24;

    /** Factors of JFIF in 65536ths. */
    private static final int RED_OF_CR = 91881;

    private static final int GREEN_OF_CB = -22554;
    private static final int GREEN_OF_CR = -46802;
    private static final int BLUE_OF_CB = 116130;
    private static final int HALF = 1 << 15;

    private final int components;

    JpegColors(int components) {
        this.components = components;
    }

    /** Number of components. */
    int components() {
        return components;
    }

    abstract int color(byte[] samples, int at);

    @Override
    public void row(Raster raster, int y, int[] argb) {
        int width = raster.getWidth();
        byte[] samples =
                (byte[]) raster.getDataElements(raster.getMinX(), y, width, 1, (Object) null);
        for (int x = 0; x < width; x++) {
            argb[x] = OPAQUE | color(samples, x * components);
        }
    }

    private static int colorOf(int y, int cb, int cr) {
        int red = y + ((RED_OF_CR * (cr - 128) + HALF) >> 16);
        int green = y + ((GREEN_OF_CB * (cb - 128) + GREEN_OF_CR * (cr - 128) + HALF) >> 16);
        int blue = y + ((BLUE_OF_CB * (cb - 128) + HALF) >> 16);
        return clamped(red) << 16 | clamped(green) << 8 | clamped(blue);
    }

    private static int clamped(int value) {
        return Math.max(0, Math.min(255, value));
    }

    private static int darkened(int color, int light) {
        return (color * light + 127) / 255;
    }
}
