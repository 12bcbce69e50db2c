package dev.kiln.samples.web;

import dev.kiln.runtime.Shape;
import dev.kiln.runtime.data.Images;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Image files of visitors, who may send anything. */
final class Upload {

    static final int MOST_BYTES = 5_000_000;

    /** Larger ones are not read to their end, so their senders may miss the answer. */
    private static final long MOST_SKIPPED = 50_000_000;

    private static final long MOST_PIXELS = 40_000_000;
    private static final int TALLEST = 100;

    private Upload() {}

    /**
     * The content of a request.
     *
     * @throws Refusal if there are more bytes than an image may have, or none
     */
    static byte[] read(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            skip(body);
            throw new Refusal(413, "This file is too large: images may have 5 megabytes.");
        }
        if (bytes.length == 0) {
            throw new Refusal(400, "This file is empty.");
        }
        return bytes;
    }

    private static void skip(InputStream body) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long skipped = 0;
        int count = 0;
        while (count >= 0 && skipped < MOST_SKIPPED) {
            count = body.read(buffer);
            skipped += count;
        }
    }

    /**
     * An image file as the network knows images: 28x28, white on black.
     *
     * @param drawn whether lines are drawn around what is meant
     * @throws Refusal if it is no image, has too many pixels, or shows nothing
     */
    static float[] pixels(byte[] file, boolean drawn) {
        double proportion = proportion(file);
        int size = Silhouette.SIZE;
        try {
            float[] gray = Images.read(new ByteArrayInputStream(file), new Shape(size, size, 1));
            return new Silhouette(gray, proportion).pixels(drawn);
        } catch (IOException e) {
            throw noImage();
        }
    }

    /** Width divided by height. */
    private static double proportion(byte[] file) {
        try (ImageInputStream stream =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw noImage();
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream);
                long width = reader.getWidth(0);
                long height = reader.getHeight(0);
                if (width * height > MOST_PIXELS) {
                    throw new Refusal(413, "This image is too large: 40 megapixels at most.");
                }
                if (width > TALLEST * height || height > TALLEST * width) {
                    throw new Refusal(422, "This image is too narrow to show anything.");
                }
                return (double) width / height;
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            throw e instanceof Refusal refusal ? refusal : noImage();
        }
    }

    private static Refusal noImage() {
        return new Refusal(
                415, "This is no image that can be read: PNG, JPEG, GIF, BMP or TIFF is.");
    }
}
