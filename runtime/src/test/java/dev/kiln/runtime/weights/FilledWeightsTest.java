package dev.kiln.runtime.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.runtime.Initializer;
import dev.kiln.runtime.Parameter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parameters are filled piece by piece, and with nothing that is damaged. */
class FilledWeightsTest {

    @TempDir Path folder;

    private static List<Parameter> parameters() {
        return List.of(
                Parameter.convolution("conv.weight", 3, 2, 3, 3, Initializer.HE),
                Parameter.bias("conv.bias", 3));
    }

    private static List<Parameter> filled(List<Parameter> parameters) {
        Random random = new Random(3);
        for (Parameter parameter : parameters) {
            for (int i = 0; i < parameter.values().length; i++) {
                parameter.values()[i] = random.nextFloat();
            }
        }
        return parameters;
    }

    private static Weights weights(List<Parameter> parameters) {
        return Weights.of("Tiny", "abcd", parameters);
    }

    private static String refusal(Path file) {
        return assertThrows(IOException.class, () -> weights(parameters()).read(file)).getMessage();
    }

    private static void assertSameValues(List<Parameter> expected, List<Parameter> actual) {
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i).values(), actual.get(i).values());
        }
    }

    /** Many slices, long ones, and panels of which the last is not full. */
    @Test
    void largeTensorsAreReadPieceByPiece() throws IOException {
        List<Parameter> parameters = filled(large(false));
        Path file = folder.resolve("large.safetensors");
        weights(parameters).write(file);
        List<Parameter> read = large(false);
        weights(read).read(file);
        assertSameValues(parameters, read);
        List<Parameter> panels = large(true);
        weights(panels).fill(file, WeightCheck.FINITE);
        assertArrayEquals(parameters.get(1).values(), panels.get(1).values());
        int columns = 70;
        for (int row = 0; row < 2700; row++) {
            for (int column = 0; column < 96; column++) {
                assertEquals(
                        column < columns ? parameters.get(0).values()[row * columns + column] : 0,
                        panels.get(0).values()[column / 32 * 2700 * 32 + row * 32 + column % 32]);
            }
        }
        Path again = folder.resolve("again.safetensors");
        weights(panels).write(again);
        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(again));
    }

    private static List<Parameter> large(boolean inPanels) {
        return List.of(
                inPanels
                        ? Parameter.convolutionInPanels("a", 70, 300, 3, 3, Initializer.HE)
                        : Parameter.convolution("a", 70, 300, 3, 3, Initializer.HE),
                Parameter.bias("b", 100_000));
    }

    /** The same is said of a file whether or not what was there before is kept. */
    @Test
    void damagedFilesFillNothing() throws IOException {
        Path file = folder.resolve("damaged.safetensors");
        weights(filled(parameters())).write(file);
        byte[] valid = Files.readAllBytes(file);
        for (int length = 0; length <= valid.length; length++) {
            Files.write(file, Arrays.copyOf(valid, length));
            assertSameRefusal(length < valid.length, file);
        }
        for (int i = 0; i < valid.length; i++) {
            valid[i] ^= 4;
            Files.write(file, valid);
            assertSameRefusal(true, file);
            valid[i] ^= 4;
        }
        List<Parameter> unsound = filled(parameters());
        unsound.get(0).values()[7] = Float.NaN;
        unsound.get(1).values()[0] = Float.POSITIVE_INFINITY;
        weights(unsound).write(file);
        assertSameRefusal(true, file);
        List<Parameter> read = parameters();
        weights(read).fill(file, WeightCheck.NONE);
        assertSameValues(unsound, read);
    }

    private static void assertSameRefusal(boolean refused, Path file) throws IOException {
        List<Parameter> filled = parameters();
        try {
            weights(filled).fill(file, WeightCheck.FINITE);
            assertFalse(refused);
            assertSameValues(filled(parameters()), filled);
        } catch (IOException e) {
            assertEquals(refusal(file), e.getMessage());
        }
        try (InputStream stream = new ByteArrayInputStream(Files.readAllBytes(file))) {
            weights(parameters()).fill(stream, WeightCheck.FINITE);
            assertFalse(refused);
        } catch (IOException e) {
            assertTrue(refused, e.toString());
        }
    }

    @Test
    void lowerPrecisionIsRead() throws IOException {
        String header =
                "{\"b\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[0,4]},"
                        + "\"n.num_batches_tracked\":{\"dtype\":\"I64\",\"shape\":[],"
                        + "\"data_offsets\":[4,12]},"
                        + "\"s\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[12,20]}}";
        byte[] bytes = SafetensorsBytes.of(header, 20);
        ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        data.position(bytes.length - 20);
        data.putShort((short) 0x3FC0).putShort((short) 0xC000).putLong(9).putDouble(0.1);
        List<Parameter> parameters = List.of(Parameter.bias("b", 2), Parameter.scale("s", 1));
        weights(parameters).read(new ByteArrayInputStream(bytes));
        assertArrayEquals(new float[] {1.5f, -2f}, parameters.get(0).values());
        assertArrayEquals(new float[] {0.1f}, parameters.get(1).values());
    }
}
