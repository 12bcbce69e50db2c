package dev.kiln.runtime.damage;

import dev.kiln.runtime.Shape;
import dev.kiln.runtime.damage.HostileInputs.Input;
import dev.kiln.runtime.data.Images;
import dev.kiln.runtime.data.TestImages;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Small files whose headers speak of large images. */
final class HostileImages {

    static final List<Input> ALL =
            List.of(
                    input("PNG of 60,000 x 60,000", "60000x60000 pixels; at most", png(60_000)),
                    input("PNG without most of 16,000 x 16,000", "damaged", png(16_000)),
                    input("PNG of one long row", "more memory", longRow()),
                    input("JPEG of 65,500 x 65,500", "65500x65500 pixels; at most", jpeg(65_500)),
                    input("JPEG without most of 16,000 x 16,000", "damaged", jpeg(16_000)),
                    input("GIF of 65,535 x 65,535", "65535x65535 pixels; at most", gif()),
                    input("BMP of 17,000 x 17,000", "the image is damaged", bmp()));

    private HostileImages() {}

    private static Input input(String name, String expected, byte[] bytes) {
        return new Input(name, expected, file -> read(file, bytes));
    }

    private static void read(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes);
        Images.read(file, new Shape(4, 4, 3));
    }

    private static byte[] encoded(String format) {
        return TestImages.encoded(TestImages.gradient(BufferedImage.TYPE_INT_RGB, 8, 8), format);
    }

    private static byte[] png(int side) {
        return TestImages.withSize(encoded("png"), side, side);
    }

    private static byte[] longRow() {
        return TestImages.withSize(encoded("png"), 1 << 28, 1);
    }

    private static byte[] jpeg(int side) {
        byte[] jpeg = encoded("jpg");
        for (int i = 0; i + 8 < jpeg.length; i++) {
            if ((jpeg[i] & 0xFF) == 0xFF && (jpeg[i + 1] & 0xFF) == 0xC0) {
                ByteBuffer.wrap(jpeg).putShort(i + 5, (short) side).putShort(i + 7, (short) side);
                return jpeg;
            }
        }
        throw new IllegalStateException("no frame");
    }

    private static byte[] gif() {
        byte[] gif = encoded("gif");
        int at = 13 + (3 << ((gif[10] & 7) + 1));
        while (gif[at] == 0x21) {
            at += 2;
            while (gif[at] != 0) {
                at += (gif[at] & 0xFF) + 1;
            }
            at++;
        }
        ByteBuffer.wrap(gif).putInt(at + 5, -1);
        return gif;
    }

    private static byte[] bmp() {
        byte[] bmp = encoded("bmp");
        ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(18, 17_000).putInt(22, 17_000);
        return bmp;
    }
}
