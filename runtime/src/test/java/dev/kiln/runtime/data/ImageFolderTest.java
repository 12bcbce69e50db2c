package dev.kiln.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.runtime.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {

    @TempDir Path folder;

    private void image(String file, int width, int height, int rgb) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                image.setRGB(x, y, x == 0 && y == 0 ? 0x0A141E : rgb);
            }
        }
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        ImageIO.write(image, "png", path.toFile());
    }

    private static float[] input(Dataset data, int index) {
        float[] input = new float[data.shape().size()];
        data.input(index, input, 0);
        return input;
    }

    @Test
    void foldersAreClasses() throws IOException {
        image("dog/a.png", 2, 1, 0x640000);
        image("cat/b.png", 2, 1, 0x010203);
        image("cat/a.png", 2, 1, 0x0000FF);
        LabeledData data = ImageFolder.read(folder, new Shape(1, 2, 3));
        assertEquals(List.of("cat", "dog"), data.labels());
        assertEquals(3, data.dataset().size());
        assertEquals(0, data.dataset().label(1));
        assertEquals(1, data.dataset().label(2));
        assertArrayEquals(new float[] {10, 20, 30, 0, 0, 255}, input(data.dataset(), 0));
        assertArrayEquals(new float[] {10, 20, 30, 1, 2, 3}, input(data.dataset(), 1));
        float[] gray = input(ImageFolder.read(folder, new Shape(1, 2, 1)).dataset(), 2);
        assertArrayEquals(new float[] {18, 30}, gray);
    }

    @Test
    void imagesAreScaled() throws IOException {
        image("one/large.png", 64, 48, 0x808080);
        image("one/small.png", 2, 2, 0x808080);
        Dataset data = ImageFolder.read(folder, new Shape(6, 8, 1)).dataset();
        for (int i = 0; i < 2; i++) {
            float[] pixels = input(data, i);
            assertEquals(128, pixels[pixels.length - 1], 1);
        }
    }

    @Test
    void whatIsNoImageIsNamed() throws IOException {
        Files.createDirectories(folder.resolve("one"));
        Path text = Files.writeString(folder.resolve("one/readme.txt"), "no image");
        Shape shape = new Shape(4, 4, 3);
        IOException e = assertThrows(IOException.class, () -> ImageFolder.read(folder, shape));
        assertTrue(e.getMessage().startsWith(text.toString()), e.getMessage());
        Files.delete(text);
        assertThrows(IOException.class, () -> ImageFolder.read(folder, shape));
        assertThrows(
                NotDirectoryException.class, () -> ImageFolder.read(folder.resolve("none"), shape));
        assertThrows(
                IllegalArgumentException.class, () -> ImageFolder.read(folder, new Shape(4, 4, 2)));
    }

    private void write(BufferedImage image, String file) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        assertTrue(ImageIO.write(image, "png", path.toFile()));
    }

    private static BufferedImage filled(int type, int side, int value, int alpha) {
        BufferedImage image = new BufferedImage(side, side, type);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                if (image.getColorModel().hasAlpha()) {
                    image.setRGB(x, y, alpha << 24 | value << 16 | value << 8 | value);
                } else {
                    image.getRaster().setSample(x, y, 0, value);
                }
            }
        }
        return image;
    }

    @Test
    void grayStaysAsItIsWhateverItsSize() throws IOException {
        write(filled(BufferedImage.TYPE_BYTE_GRAY, 4, 128, 255), "one/fits.png");
        write(filled(BufferedImage.TYPE_BYTE_GRAY, 16, 128, 255), "one/large.png");
        write(filled(BufferedImage.TYPE_USHORT_GRAY, 4, 128 * 257, 255), "one/sixteen.png");
        for (int channels : new int[] {1, 3}) {
            Dataset data = ImageFolder.read(folder, new Shape(4, 4, channels)).dataset();
            for (int i = 0; i < 3; i++) {
                assertEquals(128, input(data, i)[5]);
            }
        }
    }

    @Test
    void whiteShowsThroughWhateverTheSize() throws IOException {
        write(filled(BufferedImage.TYPE_INT_ARGB, 4, 200, 0), "one/fits.png");
        write(filled(BufferedImage.TYPE_INT_ARGB, 16, 200, 0), "one/large.png");
        write(filled(BufferedImage.TYPE_INT_ARGB, 4, 200, 255), "one/opaque.png");
        Dataset data = ImageFolder.read(folder, new Shape(4, 4, 3)).dataset();
        assertEquals(255, input(data, 0)[5]);
        assertEquals(255, input(data, 1)[5]);
        assertEquals(200, input(data, 2)[5]);
    }
}
