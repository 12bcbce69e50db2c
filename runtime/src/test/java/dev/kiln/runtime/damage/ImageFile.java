package dev.kiln.runtime.damage;

import dev.kiln.runtime.Shape;
import dev.kiln.runtime.data.Images;
import dev.kiln.runtime.data.TestImages;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An image in one of the formats that Java writes.
 *
 * @param type of {@link BufferedImage}
 */
record ImageFile(String format, int type) implements Specimen {

    private static final int WIDTH = 29;
    private static final int HEIGHT = 21;

    @Override
    public byte[] whole(Path folder) {
        return TestImages.encoded(TestImages.gradient(type, WIDTH, HEIGHT), format);
    }

    @Override
    public Object read(Path file) throws IOException {
        List<Float> pixels = new ArrayList<>();
        for (float pixel : Images.read(file, new Shape(HEIGHT, WIDTH, 3))) {
            pixels.add(pixel);
        }
        return pixels;
    }
}
