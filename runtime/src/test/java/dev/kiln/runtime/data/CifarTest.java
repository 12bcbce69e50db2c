package dev.kiln.runtime.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.runtime.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarTest {

    @TempDir Path folder;

    /** Each pixel says its image, its plane and its place. */
    private static byte[] file(int images, int labels, int label) {
        byte[] bytes = new byte[images * (labels + 3072)];
        for (int i = 0; i < images; i++) {
            int from = i * (labels + 3072);
            bytes[from + labels - 1] = (byte) (label + i);
            for (int p = 0; p < 3072; p++) {
                bytes[from + labels + p] = (byte) (i + p / 1024 * 50 + p % 1024 % 7);
            }
        }
        return bytes;
    }

    private static void assertPixels(Dataset data, int image) {
        float[] pixels = new float[3072];
        data.input(image, pixels, 0);
        for (int i = 0; i < 3072; i++) {
            assertEquals(image % 2 + i % 3 * 50 + i / 3 % 7, pixels[i]);
        }
    }

    @Test
    void planesBecomeChannels() throws IOException {
        for (int i = 1; i <= 5; i++) {
            Files.write(folder.resolve("data_batch_" + i + ".bin"), file(2, 1, i));
        }
        Dataset train = Cifar.train10(folder);
        assertEquals(10, train.size());
        assertEquals(new Shape(32, 32, 3), train.shape());
        assertEquals(10, train.classes());
        assertEquals(4, train.label(5));
        assertPixels(train, 4);
        assertPixels(train, 5);
    }

    @Test
    void theFineLabelOfAHundredCounts() throws IOException {
        Files.write(folder.resolve("train.bin"), file(2, 2, 90));
        Dataset train = Cifar.train100(folder);
        assertEquals(100, train.classes());
        assertEquals(91, train.label(1));
        assertPixels(train, 1);
    }

    @Test
    void damagedFilesAreRefused() throws IOException {
        assertThrows(NoSuchFileException.class, () -> Cifar.test10(folder));
        byte[] whole = file(2, 1, 0);
        Path file = folder.resolve("test_batch.bin");
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        IOException cut = assertThrows(IOException.class, () -> Cifar.test10(folder));
        assertTrue(cut.getMessage().contains("the file ends inside an image"), cut.getMessage());
        Files.write(file, file(1, 1, 10));
        IOException label = assertThrows(IOException.class, () -> Cifar.test10(folder));
        assertTrue(label.getMessage().endsWith("the label 10 is none of 10 classes"));
    }

    @Test
    void namesBesideTheImagesAreRead() throws IOException {
        Files.write(folder.resolve("test_batch.bin"), file(1, 1, 3));
        assertEquals(List.of(), Cifar.test10(folder).labels());
        Path names = folder.resolve("batches.meta.txt");
        List<String> ten = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
        Files.writeString(names, String.join("\r\n", ten) + "\r\n\r\n");
        assertEquals(ten, Cifar.test10(folder).labels());
        assertEquals(3, Cifar.test10(folder).label(0));
        Files.writeString(names, "a\nb\n");
        IOException few = assertThrows(IOException.class, () -> Cifar.test10(folder));
        assertEquals(names + ": there are 2 names for 10 classes", few.getMessage());
        Files.writeString(names, String.join("\n", ten).replace('b', 'a'));
        IOException twice = assertThrows(IOException.class, () -> Cifar.test10(folder));
        assertTrue(twice.getMessage().contains("the classes 0 and 1 of"), twice.getMessage());
    }
}
