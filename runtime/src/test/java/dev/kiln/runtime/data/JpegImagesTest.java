package dev.kiln.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.runtime.Shape;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JpegImagesTest {

    private static final Shape PIXEL = new Shape(1, 1, 3);

    @TempDir Path folder;

    private static float[] read(byte[] file, Shape shape) throws IOException {
        return Images.read(new ByteArrayInputStream(file), shape);
    }

    private static byte[] photo() {
        return TestImages.encoded(TestImages.gradient(BufferedImage.TYPE_INT_RGB, 40, 30), "jpg");
    }

    private static byte[] progressive() throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(stream);
            BufferedImage image = TestImages.gradient(BufferedImage.TYPE_INT_RGB, 40, 30);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    @Test
    void whatIsCutOffIsAnError() throws IOException {
        for (byte[] whole : new byte[][] {photo(), progressive()}) {
            for (int length = 3; length < whole.length; length += 1 + whole.length / 200) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThrows(IOException.class, () -> read(cut, PIXEL));
            }
        }
        Path file = folder.resolve("cut.jpg");
        Files.write(file, Arrays.copyOf(photo(), photo().length - 2));
        assertEquals(
                file + ": the JPEG image ends early",
                assertThrows(IOException.class, () -> Images.read(file, PIXEL)).getMessage());
    }

    /** Cut, and closed as if it were whole: the decoder fills the rest with gray. */
    @Test
    void aHoleInThePixelsIsAnError() {
        BufferedImage image = TestImages.gradient(BufferedImage.TYPE_INT_RGB, 400, 300);
        byte[] whole = TestImages.encoded(image, "jpg");
        byte[] holed = Arrays.copyOf(whole, whole.length * 3 / 4);
        holed[holed.length - 2] = (byte) 0xFF;
        holed[holed.length - 1] = (byte) 0xD9;
        String message = assertThrows(IOException.class, () -> read(holed, PIXEL)).getMessage();
        assertTrue(message.contains("the JPEG image is damaged: "), message);
    }

    @Test
    void whatFollowsTheImageIsOfNoInterest() throws IOException {
        byte[] whole = photo();
        byte[] longer = Arrays.copyOf(whole, whole.length + 100);
        Shape shape = new Shape(30, 40, 3);
        assertArrayEquals(read(whole, shape), read(longer, shape));
    }

    /** Values of libjpeg and Pillow for (200, 30, 30). */
    @Test
    void inkIsStoredInverted() throws IOException {
        byte[] cmyk = TestImages.jpegOf(200, 30, 30, 255);
        assertArrayEquals(new float[] {200, 30, 30}, read(TestImages.withAdobe(cmyk, 0), PIXEL), 2);
        assertArrayEquals(new float[] {200, 30, 30}, read(cmyk, PIXEL), 2);
        byte[] darker = TestImages.withAdobe(TestImages.jpegOf(200, 100, 50, 128), 0);
        assertArrayEquals(new float[] {100, 50, 25}, read(darker, PIXEL), 2);
    }

    /** (55, 225, 225) as brightness and differences, which gives 255 less the stored ink. */
    @Test
    void inkIsStoredAsBrightnessToo() throws IOException {
        byte[] ycck = TestImages.withAdobe(TestImages.jpegOf(174, 157, 43, 255), 2);
        assertArrayEquals(new float[] {200, 30, 30}, read(ycck, PIXEL), 2);
    }

    @Test
    void threeComponentsAreColorsIfTheFileSaysSo() throws IOException {
        byte[] stored = TestImages.jpegOf(81, 99, 213);
        float[] plain = read(TestImages.withAdobe(stored, 0), PIXEL);
        assertArrayEquals(new float[] {81, 99, 213}, plain, 2);
        float[] converted = read(TestImages.withAdobe(stored, 1), PIXEL);
        assertArrayEquals(new float[] {200, 30, 30}, converted, 2);
        float[] gray = read(TestImages.jpegOf(81), PIXEL);
        assertArrayEquals(new float[] {81, 81, 81}, gray, 1);
    }

    @Test
    void colorsOfAProfileBecomeStandard() throws IOException {
        byte[] gray = TestImages.encoded(filled(55), "jpg");
        ICC_Profile linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB);
        float[] brighter = read(withProfile(gray, linear.getData()), PIXEL);
        assertEquals(128, brighter[0], 2); // 55 / 255 of the light
        ICC_Profile standard = ICC_Profile.getInstance(ColorSpace.CS_sRGB);
        assertArrayEquals(read(gray, PIXEL), read(withProfile(gray, standard.getData()), PIXEL));
        byte[] damaged = linear.getData();
        Arrays.fill(damaged, 36, damaged.length, (byte) 7);
        assertArrayEquals(read(gray, PIXEL), read(withProfile(gray, damaged), PIXEL));
    }

    private static BufferedImage filled(int gray) {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64; i++) {
            image.setRGB(i % 8, i / 8, gray * 0x010101);
        }
        return image;
    }

    private static byte[] withProfile(byte[] jpeg, byte[] profile) {
        byte[] content = new byte[14 + profile.length];
        byte[] name = "ICC_PROFILE".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(name, 0, content, 0, name.length);
        content[12] = 1;
        content[13] = 1;
        System.arraycopy(profile, 0, content, 14, profile.length);
        return TestImages.withSegment(jpeg, 0xE2, content);
    }

    @Test
    void theCameraIsTurned() throws IOException {
        byte[] jpeg = photo();
        for (int orientation = 1; orientation <= 8; orientation++) {
            boolean turned = orientation >= 5;
            Shape shape = turned ? new Shape(40, 30, 3) : new Shape(30, 40, 3);
            float[] upright = upright(read(jpeg, new Shape(30, 40, 3)), orientation, shape);
            for (ByteOrder order :
                    new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
                byte[] exif = TestImages.exif(orientation, order);
                float[] found = read(TestImages.jpegWithExif(jpeg, exif), shape);
                assertArrayEquals(upright, found, "orientation " + orientation);
            }
        }
    }

    /** By the table of the EXIF standard: which sides row 0 and column 0 of what is stored are. */
    private static float[] upright(float[] stored, int orientation, Shape shape) {
        int[][] storedRowAndColumn = new int[shape.size() / 3][];
        float[] result = new float[stored.length];
        int bottom = 29;
        int right = 39;
        for (int y = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++) {
                int[] from =
                        switch (orientation) {
                            case 2 -> new int[] {y, right - x};
                            case 3 -> new int[] {bottom - y, right - x};
                            case 4 -> new int[] {bottom - y, x};
                            case 5 -> new int[] {x, y};
                            case 6 -> new int[] {bottom - x, y};
                            case 7 -> new int[] {bottom - x, right - y};
                            case 8 -> new int[] {x, right - y};
                            default -> new int[] {y, x};
                        };
                storedRowAndColumn[y * shape.width() + x] = from;
            }
        }
        for (int i = 0; i < storedRowAndColumn.length; i++) {
            int from = storedRowAndColumn[i][0] * 40 + storedRowAndColumn[i][1];
            System.arraycopy(stored, 3 * from, result, 3 * i, 3);
        }
        return result;
    }

    @Test
    void damagedExifIsIgnored() throws IOException {
        byte[] jpeg = photo();
        Shape shape = new Shape(30, 40, 3);
        float[] expected = read(jpeg, shape);
        byte[] exif = TestImages.exif(3, ByteOrder.BIG_ENDIAN);
        for (int length = 0; length < 30; length++) {
            byte[] cut = TestImages.jpegWithExif(jpeg, Arrays.copyOf(exif, length));
            assertArrayEquals(expected, read(cut, shape));
        }
        for (int value : new int[] {0, 9, 255, -1}) {
            byte[] wrong = TestImages.exif(value, ByteOrder.LITTLE_ENDIAN);
            assertArrayEquals(expected, read(TestImages.jpegWithExif(jpeg, wrong), shape));
        }
        byte[] elsewhere = exif.clone();
        Arrays.fill(elsewhere, 4, 8, (byte) 0xFF);
        assertArrayEquals(expected, read(TestImages.jpegWithExif(jpeg, elsewhere), shape));
    }
}
