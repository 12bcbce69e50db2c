package dev.kiln.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kiln.runtime.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesTest {

    @TempDir Path folder;

    private static BufferedImage noise(int type, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, type);
        Random random = new Random(width);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        return image;
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }

    /** Files, streams and decoded images take the way of data sets. */
    @Test
    void allGiveTheBitsOfDataSets() throws IOException {
        for (String format : new String[] {"png", "jpg", "gif", "bmp"}) {
            BufferedImage image = noise(BufferedImage.TYPE_INT_RGB, 31, 17);
            byte[] bytes = encoded(image, format);
            Path file = folder.resolve(format).resolve("one").resolve("image." + format);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
            for (Shape shape : new Shape[] {new Shape(17, 31, 3), new Shape(9, 40, 1)}) {
                float[] expected = new float[shape.size()];
                ImageFolder.read(folder.resolve(format), shape).dataset().input(0, expected, 0);
                assertArrayEquals(expected, Images.read(file, shape));
                InputStream stream = new ByteArrayInputStream(bytes);
                assertArrayEquals(expected, Images.read(stream, shape));
                BufferedImage decoded = ImageIO.read(file.toFile());
                assertArrayEquals(expected, Images.read(decoded, shape));
            }
        }
    }

    @Test
    void pixelsAreInRowColumnChannelOrder() {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0x010203);
        image.setRGB(1, 0, 0xFD0506);
        float[] expected = {1, 2, 3, 253, 5, 6};
        assertArrayEquals(expected, Images.read(image, new Shape(1, 2, 3)));
    }

    @Test
    void theBackgroundIsChosen() {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x33FF0000); // a fifth
        Shape shape = new Shape(1, 1, 3);
        assertArrayEquals(new float[] {255, 204, 204}, Images.read(image, shape));
        ImageOptions blue = ImageOptions.standard().background(0x0000FF);
        assertArrayEquals(new float[] {51, 0, 204}, Images.read(image, shape, blue));
        assertThrows(IllegalArgumentException.class, () -> blue.background(-1));
        assertThrows(IllegalArgumentException.class, () -> blue.maxPixels(0));
    }

    @Test
    void limitsCanBeRaised() throws IOException {
        byte[] png = encoded(noise(BufferedImage.TYPE_INT_RGB, 10, 10), "png");
        Shape shape = new Shape(2, 2, 3);
        ImageOptions few = ImageOptions.standard().maxPixels(99);
        InputStream large = new ByteArrayInputStream(png);
        assertEquals(
                "image of a stream: an image of 10x10 pixels; at most 99 are read"
                        + " (ImageOptions.maxPixels)",
                assertThrows(IOException.class, () -> Images.read(large, shape, few)).getMessage());
        ImageOptions small = ImageOptions.standard().maxBytes(png.length - 1);
        InputStream longer = new ByteArrayInputStream(png);
        assertThrows(IOException.class, () -> Images.read(longer, shape, small));
        ImageOptions enough = few.maxPixels(100).maxBytes(png.length);
        InputStream fits = new ByteArrayInputStream(png);
        assertEquals(12, Images.read(fits, shape, enough).length);
    }
}
