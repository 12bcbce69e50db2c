package dev.kiln.runtime.data;

import java.awt.Point;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Images in memory and in files, and what is put into such files. */
public final class TestImages {

    private TestImages() {}

    /** Colors that change slowly, so that JPEG keeps them, all different. */
    public static BufferedImage gradient(int type, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int red = 255 * x / width;
                int green = 255 * y / height;
                image.setRGB(x, y, 0xFF << 24 | red << 16 | green << 8 | (red + green) / 2);
            }
        }
        return image;
    }

    public static byte[] encoded(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalArgumentException("no writer of " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Writes an image of one color. */
    static Path file(Path file, int rgb) throws IOException {
        BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 2, 2, new int[] {rgb, rgb, rgb, rgb}, 0, 2);
        Files.createDirectories(file.getParent());
        return Files.write(file, encoded(image, "png"));
    }

    /** A JPEG file whose components are of one value each, as they are stored. */
    static byte[] jpegOf(int... components) throws IOException {
        int side = 8;
        WritableRaster raster =
                Raster.createInterleavedRaster(
                        DataBuffer.TYPE_BYTE, side, side, components.length, new Point());
        for (int i = 0; i < side * side; i++) {
            raster.setPixel(i % side, i / side, components);
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(raster, null, null), null);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** A JPEG file with another segment in front. */
    public static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
        ByteBuffer result = ByteBuffer.allocate(jpeg.length + content.length + 4);
        result.put(jpeg, 0, 2).put((byte) 0xFF).put((byte) marker);
        result.putShort((short) (content.length + 2)).put(content);
        return result.put(jpeg, 2, jpeg.length - 2).array();
    }

    /** A JPEG file that says, as Adobe does, how its colors are stored. */
    static byte[] withAdobe(byte[] jpeg, int transform) {
        byte[] content = "Adobe\0\144\0\0\0\0?".getBytes(StandardCharsets.ISO_8859_1);
        content[11] = (byte) transform;
        return withSegment(jpeg, 0xEE, content);
    }

    /** EXIF data that have an entry before that of the orientation. */
    static byte[] exif(int orientation, ByteOrder order) {
        ByteBuffer data = ByteBuffer.allocate(38).order(order);
        data.put((order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes(StandardCharsets.UTF_8));
        data.putShort((short) 42).putInt(8).putShort((short) 2);
        data.putShort((short) 256).putShort((short) 4).putInt(1).putInt(999);
        data.putShort((short) 274).putShort((short) 3).putInt(1);
        return data.putShort((short) orientation).putShort((short) 0).putInt(0).array();
    }

    static byte[] jpegWithExif(byte[] jpeg, byte[] exif) {
        byte[] content = new byte[exif.length + 6];
        System.arraycopy("Exif".getBytes(StandardCharsets.UTF_8), 0, content, 0, 4);
        System.arraycopy(exif, 0, content, 6, exif.length);
        return withSegment(jpeg, 0xE1, content);
    }

    /** A PNG file with another chunk behind its header. */
    static byte[] withChunk(byte[] png, String type, byte[] content) {
        int header = 8 + 25;
        ByteBuffer result = ByteBuffer.allocate(png.length + content.length + 12);
        byte[] name = type.getBytes(StandardCharsets.UTF_8);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(content);
        result.put(png, 0, header).putInt(content.length).put(name).put(content);
        result.putInt((int) sum.getValue());
        return result.put(png, header, png.length - header).array();
    }

    /** A PNG file whose header speaks of another size, with the checksum that belongs to it. */
    public static byte[] withSize(byte[] png, int width, int height) {
        byte[] result = png.clone();
        ByteBuffer header = ByteBuffer.wrap(result);
        header.putInt(16, width).putInt(20, height);
        CRC32 sum = new CRC32();
        sum.update(result, 12, 17);
        header.putInt(29, (int) sum.getValue());
        return result;
    }

    /** A TIFF file whose entry of a resolution says instead how the camera was held. */
    static byte[] withOrientation(byte[] tiff, int orientation) {
        ByteBuffer file = ByteBuffer.wrap(tiff.clone());
        file.order(tiff[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = file.getInt(4);
        for (int i = 0; i < file.getShort(directory); i++) {
            int entry = directory + 2 + 12 * i;
            if (file.getShort(entry) == 282) {
                file.putShort(entry, (short) 274).putShort(entry + 2, (short) 3);
                file.putInt(entry + 4, 1).putShort(entry + 8, (short) orientation);
                return file.array();
            }
        }
        throw new IllegalStateException("no resolution");
    }
}
