package dev.kiln.runtime.internal.image;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.io.EOFException;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;

/**
 * Decodes an image in bands of as many rows as fit a part of the memory; a decoder begins anew for
 * each of them. Its own exceptions leave as {@link IOException}.
 */
final class Decoder {

    private final ImageLocation layout;
    private final long most;
    private final ImageReader reader;
    private final DecoderWatch watch;
    private int width;
    private int height;

    private Decoder(ImageLocation layout, long most, ImageReader reader, DecoderWatch watch) {
        this.layout = layout;
        this.most = most;
        this.reader = reader;
        this.watch = watch;
    }

    /** Receives an image. */
    interface Target {

        /** The size, before the first row. */
        void begin(int width, int height) throws IOException;

        /** A row; they come from the first to the last. {@code argb} may be modified. */
        void row(int y, int[] argb);
    }

    /**
     * Decodes the first image of a file.
     *
     * @param band bytes that the rows which are decoded at once may take
     * @throws IOException if it can't be decoded
     */
    static void decode(ImageLocation layout, long band, Target target) throws IOException {
        ImageReader reader = null;
        try {
            reader = reader(layout.pixels());
            if (reader == null) {
                throw new IOException(UnknownFormat.of(layout.pixels()));
            }
            DecoderWatch watch = new DecoderWatch(reader.getFormatName());
            watch.listenTo(reader);
            reader.setInput(layout.pixels(), false, true);
            new Decoder(layout, band, reader, watch).decode(target);
        } catch (EOFException e) {
            throw new IOException("the image ends early", e);
        } catch (IIOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
            throw new IOException(DecoderWatch.reason(e), e);
        } finally {
            if (reader != null) {
                reader.dispose();
            }
        }
    }

    /** Java's own decoder before others, so that all machines have the same. */
    private static ImageReader reader(PartsStream stream) throws IOException {
        stream.seek(0);
        ImageReader first = null;
        Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (reader.getClass().getName().startsWith("com.sun.imageio.")) {
                return reader;
            }
            first = first == null ? reader : first;
        }
        return first;
    }

    private void decode(Target target) throws IOException {
        width = reader.getWidth(0);
        height = reader.getHeight(0);
        target.begin(width, height);
        int[] argb = new int[width];
        int rows = (int) Math.max(1, Math.min(height, most / (width * bytesPerPixel())));
        for (int from = 0; from < height; from += rows) {
            int here = Math.min(rows, height - from);
            ImageReadParam region = reader.getDefaultReadParam();
            if (here < height) {
                region.setSourceRegion(new Rectangle(0, from, width, here));
            }
            watch.begin();
            if (layout.jpeg() != null) {
                give(reader.readRaster(0, region), layout.jpeg(), from, here, argb, target);
            } else {
                BufferedImage image = reader.read(0, region);
                RowColors colors = ModelRows.of(image.getColorModel());
                give(image.getRaster(), colors, from, here, argb, target);
            }
        }
    }

    private void give(
            Raster raster, RowColors colors, int from, int rows, int[] argb, Target target)
            throws IOException {
        watch.end(rows);
        if (raster.getWidth() != width || raster.getHeight() != rows) {
            throw new IOException(
                    "the image is damaged: its parts have other sizes than the whole");
        }
        for (int y = 0; y < rows; y++) {
            colors.row(raster, raster.getMinY() + y, argb);
            target.row(from + y, argb);
        }
    }

    private long bytesPerPixel() throws IOException {
        if (layout.jpeg() != null) {
            return layout.jpeg().components();
        }
        Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
        if (!types.hasNext()) {
            return Long.BYTES;
        }
        SampleModel samples = types.next().getSampleModel();
        long bits = 0;
        for (int i = 0; i < samples.getNumBands(); i++) {
            bits += samples.getSampleSize(i);
        }
        return Math.max(1, (bits + 7) / 8);
    }
}
