package dev.kiln.runtime.internal.image;

import dev.kiln.runtime.internal.io.Printable;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadUpdateListener;
import javax.imageio.event.IIOReadWarningListener;

/**
 * Whether a decoder really had all pixels: where data are damaged or missing Java's decoders only
 * warn, or say nothing, and leave the rest gray or black.
 */
final class DecoderWatch {

    /** Warnings of libjpeg where pixels are wrong; others are of harmless bytes. */
    private static final String[] DAMAGE = {
        "premature end", "bad huffman code", "inconsistent progression", "instead of rst"
    };

    private final String format;
    private String damage;
    private int rows;

    DecoderWatch(String format) {
        this.format = format.toUpperCase(Locale.ROOT);
    }

    /** Rows are counted for GIF alone: decoders of others end with an exception. */
    void listenTo(ImageReader reader) {
        IIOReadWarningListener warnings = (source, warning) -> warned(warning);
        reader.addIIOReadWarningListener(warnings);
        if (format.equals("GIF")) {
            reader.addIIOReadUpdateListener(new RowCount());
        }
    }

    private void warned(String warning) {
        String text = warning.toLowerCase(Locale.ROOT);
        for (String words : DAMAGE) {
            if (text.contains(words)) {
                damage = warning;
            }
        }
    }

    /** Before some rows are decoded. */
    void begin() {
        rows = 0;
    }

    /**
     * After they have been.
     *
     * @throws IOException if some of their pixels were not in the data
     */
    void end(int wanted) throws IOException {
        if (damage != null) {
            throw new IOException("the " + format + " image is damaged: " + Printable.text(damage));
        }
        if (format.equals("GIF") && rows < wanted) {
            throw new IOException("the GIF image is damaged: its pixels end early");
        }
    }

    /** An error of a decoder in words. */
    static String reason(Throwable error) {
        if (error instanceof OutOfMemoryError) {
            return "the image needs more memory than there is; give the JVM more (-Xmx)";
        }
        String message = error.getMessage();
        String said = message == null ? error.getClass().getSimpleName() : message;
        return "the image is damaged or of a kind that Java can't decode ("
                + Printable.text(said)
                + ")";
    }

    private final class RowCount implements IIOReadUpdateListener {

        @Override
        public void imageUpdate(
                ImageReader source,
                BufferedImage image,
                int x,
                int y,
                int width,
                int height,
                int periodX,
                int periodY,
                int[] bands) {
            rows += height;
        }

        @Override
        public void passStarted(
                ImageReader source,
                BufferedImage image,
                int pass,
                int minPass,
                int maxPass,
                int x,
                int y,
                int periodX,
                int periodY,
                int[] bands) {}

        @Override
        public void passComplete(ImageReader source, BufferedImage image) {}

        @Override
        public void thumbnailPassStarted(
                ImageReader source,
                BufferedImage image,
                int pass,
                int minPass,
                int maxPass,
                int x,
                int y,
                int periodX,
                int periodY,
                int[] bands) {}

        @Override
        public void thumbnailUpdate(
                ImageReader source,
                BufferedImage image,
                int x,
                int y,
                int width,
                int height,
                int periodX,
                int periodY,
                int[] bands) {}

        @Override
        public void thumbnailPassComplete(ImageReader source, BufferedImage image) {}
    }
}
