package dev.kiln.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.runtime.Shape;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;

/** PNG, GIF, BMP and what is none. */
class OtherImagesTest {

    private static final Shape PIXEL = new Shape(1, 1, 3);

    private static float[] read(byte[] file, Shape shape) throws IOException {
        return Images.read(new ByteArrayInputStream(file), shape);
    }

    private static String refusal(byte[] file) {
        return assertThrows(IOException.class, () -> read(file, PIXEL)).getMessage();
    }

    private static byte[] gradient(String format) {
        BufferedImage image = TestImages.gradient(BufferedImage.TYPE_INT_RGB, 31, 23);
        return TestImages.encoded(image, format);
    }

    @Test
    void whatIsCutOffIsAnError() throws IOException {
        Shape shape = new Shape(23, 31, 3);
        for (String format : new String[] {"png", "gif", "bmp", "tiff"}) {
            byte[] whole = gradient(format);
            float[] expected = read(whole, shape);
            for (int length = 0; length < whole.length; length += 1 + whole.length / 300) {
                byte[] cut = Arrays.copyOf(whole, length);
                try {
                    // Without what ends a GIF file, or fills a row of BMP, nothing is missing.
                    assertArrayEquals(expected, read(cut, shape));
                    assertTrue(length >= whole.length - 3, format + " of " + length);
                } catch (IOException e) {
                    assertTrue(e.getMessage().startsWith("image of a stream: "), e.getMessage());
                }
            }
        }
    }

    /** The decoder takes what there is of a strip for the whole. */
    @Test
    void theEndOfPackedTiffIsMissed() throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionType("LZW");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(stream);
            BufferedImage image = TestImages.gradient(BufferedImage.TYPE_INT_RGB, 31, 23);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        byte[] whole = bytes.toByteArray();
        assertEquals(3, read(whole, PIXEL).length);
        for (int missing = 1; missing < 20; missing++) {
            String message = refusal(Arrays.copyOf(whole, whole.length - missing));
            assertEquals("image of a stream: the TIFF image ends early", message);
        }
    }

    @Test
    void anyChangedBitOfPngIsAnError() {
        byte[] png = gradient("png");
        for (int i = 0; i < png.length; i++) {
            byte[] changed = png.clone();
            changed[i] ^= (byte) (1 << (i % 8));
            assertThrows(IOException.class, () -> read(changed, PIXEL));
        }
    }

    /** Fewer pixels than the size says, without a trace in the blocks of the file. */
    @Test
    void missingRowsOfGifAreAnError() {
        byte[] gif = gradient("gif");
        int descriptor = 13 + (3 << ((gif[10] & 7) + 1));
        while (gif[descriptor] == 0x21) {
            descriptor += 2;
            while (gif[descriptor] != 0) {
                descriptor += (gif[descriptor] & 0xFF) + 1;
            }
            descriptor++;
        }
        assertEquals(0x2C, gif[descriptor]);
        gif[descriptor + 7] = 28; // of 23
        String message = refusal(gif);
        assertTrue(message.contains("image is damaged"), message);
    }

    @Test
    void grayOfAnyDepthStays() throws IOException {
        int[] types = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY};
        for (int type : types) {
            BufferedImage image = new BufferedImage(1, 1, type);
            image.getRaster()
                    .setSample(0, 0, 0, type == BufferedImage.TYPE_BYTE_GRAY ? 128 : 128 * 257);
            float[] expected = {128, 128, 128};
            assertArrayEquals(expected, read(TestImages.encoded(image, "png"), PIXEL));
            assertArrayEquals(expected, Images.read(image, PIXEL));
        }
        BufferedImage bits = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
        bits.setRGB(1, 0, 0xFFFFFF);
        float[] blackAndWhite = read(TestImages.encoded(bits, "png"), new Shape(1, 2, 1));
        assertArrayEquals(new float[] {0, 255}, blackAndWhite);
    }

    @Test
    void transparencyOfPalettesAndOfOneColor() throws IOException {
        byte[] levels = {100, 50};
        byte[] opacity = {(byte) 255, 0};
        IndexColorModel palette = new IndexColorModel(1, 2, levels, levels, levels, opacity);
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY, palette);
        image.getRaster().setSample(1, 0, 0, 1);
        Shape two = new Shape(1, 2, 1);
        for (String format : new String[] {"png", "gif"}) {
            byte[] file = TestImages.encoded(image, format);
            assertArrayEquals(new float[] {100, 255}, read(file, two), format);
        }
        BufferedImage gray = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        gray.getRaster().setSample(0, 0, 0, 7);
        byte[] seven =
                TestImages.withChunk(TestImages.encoded(gray, "png"), "tRNS", new byte[] {0, 7});
        assertArrayEquals(new float[] {255, 0}, read(seven, two));
    }

    @Test
    void orientationOfPng() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(1, 0, 0, 9);
        byte[] exif = TestImages.exif(2, ByteOrder.LITTLE_ENDIAN);
        byte[] png = TestImages.withChunk(TestImages.encoded(image, "png"), "eXIf", exif);
        assertArrayEquals(new float[] {9, 0}, read(png, new Shape(1, 2, 1)));
    }

    @Test
    void orientationOfTiff() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(1, 0, 0, 9);
        byte[] tiff = TestImages.encoded(image, "tiff");
        byte[] turned = TestImages.withOrientation(tiff, 8);
        assertArrayEquals(new float[] {9, 0}, read(turned, new Shape(2, 1, 1)));
    }

    @Test
    void sizesAreCheckedBeforeAnythingIsDecoded() {
        byte[] png = TestImages.withSize(gradient("png"), 60_000, 60_000);
        assertEquals(
                "image of a stream: an image of 60000x60000 pixels; at most 268435456 are read"
                        + " (ImageOptions.maxPixels)",
                refusal(png));
    }

    @Test
    void formatsThatAreNotDecodedAreNamed() {
        String webp = refusal("RIFF....WEBPVP8 ".getBytes(StandardCharsets.UTF_8));
        assertTrue(webp.contains("the format is WebP"), webp);
        String heic = refusal("....ftypheic....".getBytes(StandardCharsets.UTF_8));
        assertTrue(heic.contains("HEIC"), heic);
        assertEquals("image of a stream: the file is empty", refusal(new byte[0]));
    }
}
