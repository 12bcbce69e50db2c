package dev.kiln.runtime.internal.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.runtime.Shape;
import dev.kiln.runtime.data.Images;
import dev.kiln.runtime.data.TestImages;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images are decoded in bands, so that large ones need little memory. */
class BandsTest {

    /** Million pixels; a process gets six bytes for each. */
    private static final int MEGAPIXELS = Integer.getInteger("kiln.megapixels", 8);

    @TempDir Path folder;

    @Test
    void bandsMakeNoDifference() throws IOException {
        for (String format : new String[] {"jpg", "png", "gif", "bmp", "tiff"}) {
            BufferedImage image = TestImages.gradient(BufferedImage.TYPE_INT_RGB, 61, 47);
            byte[] bytes = TestImages.encoded(image, format);
            byte[] expected = null;
            for (long band : new long[] {Long.MAX_VALUE, 61 * 3 * 20, 1}) {
                Preprocessing bands =
                        new Preprocessing(17, 23, 3, 0xFFFFFF, 1 << 20, 1 << 20, band);
                byte[] found = bands.of(new ByteArrayInputStream(bytes));
                expected = expected == null ? found : expected;
                assertArrayEquals(expected, found, format + " in bands of " + band);
            }
        }
    }

    /** In a process of its own: reads the image that is named. */
    static final class Reader {

        private Reader() {}

        public static void main(String[] arguments) throws IOException {
            float[] pixels = Images.read(Path.of(arguments[0]), new Shape(2, 2, 3));
            System.out.println((int) pixels[0] + " " + (int) pixels[9]);
        }
    }

    @Test
    void aLargePhotoNeedsLittleMemory() throws IOException, InterruptedException {
        int height = MEGAPIXELS * 125;
        BufferedImage image = new BufferedImage(8000, height, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = height / 2; y < height; y++) {
            for (int x = 0; x < 8000; x++) {
                image.setRGB(x, y, 0xC8C8C8);
            }
        }
        Path file = folder.resolve("photo.jpg");
        Files.write(file, TestImages.encoded(image, "jpg"));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + (MEGAPIXELS * 25 / 4) + "m");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Reader.class.getName(), file.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertTrue(said.startsWith("0 200"), said);
    }
}
