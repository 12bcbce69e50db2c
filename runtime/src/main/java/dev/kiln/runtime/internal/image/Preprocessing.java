package dev.kiln.runtime.internal.image;

import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * From an image to the bytes of a sample: decoded, composed over a background, scaled, converted to
 * sRGB, turned upright and, for one channel, made gray. The one way for data sets and single
 * images.
 *
 * @param height rows of the sample
 * @param width columns of the sample
 * @param channels 3 for red, green, blue, or 1 for gray
 * @param background shows through where the image is transparent; red, green, blue
 * @param mostPixels larger images are refused before they are decoded
 * @param mostBytes longer streams are refused
 * @param band bytes that the rows which are decoded at once may take
 */
public record Preprocessing(
        int height,
        int width,
        int channels,
        int background,
        long mostPixels,
        long mostBytes,
        long band) {

    private static final int WHITE = 0xFFFFFF;
    private static final int JPEG = 0xFFD8FF;
    private static final long PNG = 0x89504E470D0A1A0AL;
    private static final int GIF = 0x474946;
    private static final int BANDS_IN_MEMORY = 8;

    /** Checks the channels. */
    public Preprocessing {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException(
                    "images have 1 or 3 channels, but the shape is "
                            + height
                            + "x"
                            + width
                            + "x"
                            + channels);
        }
    }

    /** Of decoded images, over white. */
    public static Preprocessing standard(int height, int width, int channels) {
        return of(height, width, channels, WHITE, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /** With bands of a part of the memory. */
    public static Preprocessing of(
            int height, int width, int channels, int background, long mostPixels, long mostBytes) {
        long band = Runtime.getRuntime().maxMemory() / BANDS_IN_MEMORY;
        return new Preprocessing(height, width, channels, background, mostPixels, mostBytes, band);
    }

    /**
     * The sample of a file.
     *
     * @throws IOException if it can't be read as an image; names the file
     */
    public byte[] of(Path file) throws IOException {
        try (ByteSource source = ByteSource.of(file)) {
            return named(FileName.of(file), source);
        }
    }

    /**
     * The sample of what is left of a stream, which is not closed.
     *
     * @throws IOException if it can't be read as an image
     */
    public byte[] of(InputStream stream) throws IOException {
        String name = "image of a stream";
        try {
            return named(name, ByteSource.of(stream, mostBytes));
        } catch (OutOfMemoryError e) {
            throw new IOException(name + ": longer than the memory", e);
        }
    }

    /** A sample as numbers from 0 to 255. */
    public static float[] numbers(byte[] sample) {
        float[] numbers = new float[sample.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = sample[i] & 0xFF;
        }
        return numbers;
    }

    private byte[] named(String name, ByteSource source) throws IOException {
        try {
            return of(source);
        } catch (IOException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        }
    }

    private byte[] of(ByteSource source) throws IOException {
        ImageLocation layout = layout(source);
        Canvas canvas = new Canvas(layout.orientation());
        Decoder.decode(layout, band, canvas);
        return sample(canvas.scaling.result(), layout.orientation(), layout.profile());
    }

    private static ImageLocation layout(ByteSource source) throws IOException {
        byte[] head = new byte[Long.BYTES];
        PartsStream file = PartsStream.all(source);
        int read = Math.max(0, file.read(head, 0, head.length));
        file.seek(0);
        long magic = 0;
        for (int i = 0; i < read; i++) {
            magic |= (head[i] & 0xFFL) << (56 - 8 * i);
        }
        if (magic >>> 40 == JPEG) {
            return JpegSegments.of(source);
        }
        if (magic == PNG) {
            return PngChunks.of(source);
        }
        if (magic >>> 40 == GIF) {
            return GifBlocks.of(source);
        }
        TiffDirectory tiff = TiffDirectory.of(file);
        return ImageLocation.plain(file, tiff == null ? 1 : orientation(tiff));
    }

    private static int orientation(TiffDirectory tiff) throws IOException {
        try {
            tiff.checkPixels();
            return tiff.orientation();
        } catch (EOFException e) {
            throw new IOException("the TIFF image ends early", e);
        }
    }

    /** The sample of a decoded image. */
    public byte[] of(BufferedImage image) {
        Scaling scaling =
                new Scaling(image.getWidth(), image.getHeight(), width, height, background);
        RowColors rows = ModelRows.of(image.getColorModel());
        int[] argb = new int[image.getWidth()];
        for (int y = 0; y < image.getHeight(); y++) {
            rows.row(image.getRaster(), image.getRaster().getMinY() + y, argb);
            scaling.add(y, argb);
        }
        return sample(scaling.result(), 1, null);
    }

    private byte[] sample(byte[] scaled, int orientation, byte[] profile) {
        byte[] colors = ColorProfile.standard(scaled, profile);
        byte[] rgb = Orientation.upright(colors, orientation, width, height);
        return channels == 3 ? rgb : gray(rgb);
    }

    /** Brightness by ITU-R BT.601. */
    private static byte[] gray(byte[] rgb) {
        byte[] gray = new byte[rgb.length / 3];
        for (int i = 0; i < gray.length; i++) {
            int red = rgb[3 * i] & 0xFF;
            int green = rgb[3 * i + 1] & 0xFF;
            int blue = rgb[3 * i + 2] & 0xFF;
            gray[i] = (byte) ((299 * red + 587 * green + 114 * blue + 500) / 1000);
        }
        return gray;
    }

    /** Scales what a decoder gives. */
    private final class Canvas implements Decoder.Target {

        private final boolean turned;
        private Scaling scaling;

        Canvas(int orientation) {
            turned = Orientation.turns(orientation);
        }

        @Override
        public void begin(int columns, int rows) throws IOException {
            if (columns < 1 || rows < 1 || (long) columns * rows > mostPixels) {
                throw new IOException(
                        "an image of "
                                + columns
                                + "x"
                                + rows
                                + " pixels; at most "
                                + mostPixels
                                + " are read (ImageOptions.maxPixels)");
            }
            scaling =
                    new Scaling(
                            columns,
                            rows,
                            turned ? height : width,
                            turned ? width : height,
                            background);
        }

        @Override
        public void row(int y, int[] argb) {
            scaling.add(y, argb);
        }
    }
}
