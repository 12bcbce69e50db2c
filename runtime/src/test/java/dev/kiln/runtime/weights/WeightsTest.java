package dev.kiln.runtime.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.runtime.Initializer;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.Shape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsTest {

    @TempDir Path folder;

    private static List<Parameter> parameters(int filters) {
        return List.of(
                Parameter.convolution("conv.weight", filters, 2, 3, 3, Initializer.HE),
                Parameter.bias("conv.bias", filters),
                Parameter.dense("label.weight", 4, new Shape(2, 2, filters), Initializer.HE));
    }

    private static List<Parameter> filled(int filters) {
        List<Parameter> parameters = parameters(filters);
        Random random = new Random(3);
        for (Parameter parameter : parameters) {
            for (int i = 0; i < parameter.layout().size(); i++) {
                parameter.value().data[i] = random.nextFloat();
            }
        }
        return parameters;
    }

    private static Weights weights(List<Parameter> parameters) {
        return Weights.of("Tiny", "abcd", parameters);
    }

    private Path saved() throws IOException {
        Path file = folder.resolve("tiny.safetensors");
        weights(filled(3)).write(file);
        return file;
    }

    private static void assertSameValues(List<Parameter> expected, List<Parameter> actual) {
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i).value().data, actual.get(i).value().data);
        }
    }

    @Test
    void readsWhatWasWritten() throws IOException {
        List<Parameter> read = parameters(3);
        weights(read).read(saved());
        assertSameValues(filled(3), read);
        List<Parameter> streamed = parameters(3);
        weights(streamed).read(new ByteArrayInputStream(Files.readAllBytes(saved())));
        assertSameValues(filled(3), streamed);
    }

    @Test
    void fileIsDeterministicAlignedAndInPyTorchLayout() throws IOException {
        byte[] first = Files.readAllBytes(saved());
        assertArrayEquals(first, Files.readAllBytes(saved()));
        int length = (int) ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertEquals(0, length % 8);
        assertEquals(
                "{\"__metadata__\":{\"format\":\"pt\",\"kiln.architecture\":\"abcd\","
                        + "\"kiln.checksum\":\"crc32:129e7bf8:00b860f1\",\"kiln.model\":\"Tiny\"},"
                        + "\"conv.weight\":{\"dtype\":\"F32\",\"shape\":[3,2,3,3],"
                        + "\"data_offsets\":[0,216]},"
                        + "\"conv.bias\":{\"dtype\":\"F32\",\"shape\":[3],"
                        + "\"data_offsets\":[216,228]},"
                        + "\"label.weight\":{\"dtype\":\"F32\",\"shape\":[4,12],"
                        + "\"data_offsets\":[228,420]}}",
                new String(first, 8, length, StandardCharsets.UTF_8).stripTrailing());
        float[] file = SafetensorsReader.readAll(saved()).get("conv.weight").floats();
        float[] memory = filled(3).get(0).value().data;
        assertEquals(memory[((2 * 3 + 1) * 2 + 1) * 3 + 2], file[((2 * 2 + 1) * 3 + 2) * 3 + 1]);
    }

    @Test
    void nothingIsLeftBesideTheFile() throws IOException {
        Path file = saved();
        saved();
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void failedWriteKeepsTheOldFile() throws IOException {
        Path file = saved();
        byte[] old = Files.readAllBytes(file);
        FloatTensor broken = new FloatTensor("a", List.of(2), () -> new float[1]);
        assertThrows(
                IllegalArgumentException.class,
                () -> SafetensorsWriter.write(file, Map.of(), List.of(broken)));
        assertArrayEquals(old, Files.readAllBytes(file));
        nothingIsLeftBesideTheFile();
    }

    @Test
    void unwritablePlacesAreNamed() {
        Path file = folder.resolve("none").resolve("a.safetensors");
        assertEquals(
                file + ": no such folder to write to",
                assertThrows(IOException.class, () -> weights(filled(3)).write(file)).getMessage());
        assertEquals(
                folder + ": is a folder, not a file",
                assertThrows(IOException.class, () -> weights(filled(3)).write(folder))
                        .getMessage());
    }

    private Path write(Map<String, String> metadata, FloatTensor... tensors) throws IOException {
        Path file = folder.resolve("other.safetensors");
        SafetensorsWriter.write(file, metadata, List.of(tensors));
        return file;
    }

    private static FloatTensor zeros(String name, Integer... shape) {
        int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        return new FloatTensor(name, List.of(shape), () -> new float[size]);
    }

    @Test
    void allDifferencesAreNamedAtOnceAndNothingChanges() throws IOException {
        Path file =
                write(
                        Map.of(),
                        zeros("conv.weight", 3, 2, 5, 5),
                        zeros("label.weight", 4, 12),
                        zeros("norm.num_batches_tracked"),
                        zeros("extra", 7));
        List<Parameter> parameters = filled(3);
        WeightsException thrown =
                assertThrows(WeightsException.class, () -> weights(parameters).read(file));
        assertEquals(
                "Tiny: "
                        + file
                        + " does not fit; missing: conv.bias [3]; unknown: extra F32 [7];"
                        + " misshapen: conv.weight F32 [3, 2, 5, 5] instead of F32 [3, 2, 3, 3]",
                thrown.getMessage());
        assertSameValues(filled(3), parameters);
    }

    @Test
    void pyTorchFilesWithCountersAreRead() throws IOException {
        Path file =
                write(
                        Map.of(),
                        zeros("label.weight", 4, 12),
                        zeros("norm.num_batches_tracked"),
                        zeros("conv.bias", 3),
                        zeros("conv.weight", 3, 2, 3, 3));
        List<Parameter> parameters = filled(3);
        weights(parameters).read(file);
        assertSameValues(parameters(3), parameters);
    }

    @Test
    void otherArchitectureNamesTheFirstTensorThatDiffers() throws IOException {
        Path file = saved();
        WeightsException thrown =
                assertThrows(
                        WeightsException.class,
                        () -> Weights.of("Other", "ffff", parameters(5)).read(file));
        assertTrue(
                thrown.getMessage()
                        .startsWith(
                                "Other: "
                                        + file
                                        + " was saved by Tiny with other layers; the first tensor"
                                        + " that differs is conv.weight; misshapen: "),
                thrown.getMessage());
        assertEquals(
                "Other: "
                        + file
                        + " was saved by Tiny with other layers; all tensors agree, so what differs"
                        + " has no weights (stride, padding, activation, pooling, preprocessing)",
                assertThrows(
                                WeightsException.class,
                                () -> Weights.of("Other", "ffff", parameters(3)).read(file))
                        .getMessage());
    }

    @Test
    void integersAreNoWeights() throws IOException {
        String header = "{\"b\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
        Path file = folder.resolve("ints.safetensors");
        Files.write(file, SafetensorsBytes.of(header, 4));
        Weights weights = weights(List.of(Parameter.bias("b", 1)));
        assertEquals(
                "Tiny: " + file + " does not fit; misshapen: b I32 [1] instead of F32 [1]",
                assertThrows(WeightsException.class, () -> weights.read(file)).getMessage());
    }

    @Test
    void damagedFilesGiveAnIoExceptionAndChangeNothing() throws IOException {
        byte[] valid = Files.readAllBytes(saved());
        Path file = folder.resolve("damaged.safetensors");
        Random random = new Random(11);
        int header = valid.length - 420;
        int refused = 0;
        for (int round = 0; round < 1500; round++) {
            byte[] damaged = valid.clone();
            if (round % 3 == 0) {
                damaged = Arrays.copyOf(valid, random.nextInt(valid.length));
            } else {
                for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                    damaged[random.nextInt(header)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            Files.write(file, damaged);
            refused += refuses(file) ? 1 : 0;
            refused += refuses(damaged) ? 1 : 0;
        }
        assertTrue(refused > 2500, refused + " refused");
    }

    @Test
    void everyFlippedBitIsNoticed() throws IOException {
        byte[] valid = Files.readAllBytes(saved());
        for (int bit = 0; bit < 8 * valid.length; bit++) {
            valid[bit / 8] ^= (byte) (1 << bit % 8);
            assertTrue(refuses(valid), "bit " + bit % 8 + " of byte " + bit / 8);
            valid[bit / 8] ^= (byte) (1 << bit % 8);
        }
        assertFalse(refuses(valid));
    }

    private static String refusal(Path file) {
        return assertThrows(IOException.class, () -> weights(filled(3)).read(file)).getMessage();
    }

    /** Writes the file again with another text in its header, of any length. */
    private Path changed(String text, String other) throws IOException {
        byte[] bytes = Files.readAllBytes(saved());
        int length = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        String header = new String(bytes, 8, length, StandardCharsets.UTF_8);
        assertTrue(header.contains(text), header);
        byte[] changed = SafetensorsBytes.of(header.replace(text, other), 420);
        System.arraycopy(bytes, 8 + length, changed, changed.length - 420, 420);
        Path file = folder.resolve("changed.safetensors");
        Files.write(file, changed);
        return file;
    }

    @Test
    void damageIsNamed() throws IOException {
        String damaged =
                ": the file is damaged, or another program changed it and kept kiln.checksum in"
                        + " its metadata: ";
        Path file = changed("label.weight", "Label.weight");
        assertTrue(
                refusal(file).startsWith(file + damaged + "the checksum of the header is "),
                refusal(file));
        changed("kiln.checksum", "kiln.Checksum");
        assertEquals(file + damaged + "the checksum is called kiln.Checksum", refusal(file));
        changed("crc32:", "crc31:");
        assertTrue(refusal(file).startsWith(file + damaged + "the checksum is crc31:"));
        changed("\"kiln.checksum\":\"crc32:", "\"kiln.Checksum\":\"crc31:");
        assertEquals(file + damaged + "the checksum kiln.checksum is missing", refusal(file));
        changed("abcd\"", "abcd\" ");
        assertTrue(refusal(file).contains("the checksum of the header is "), refusal(file));
        byte[] bytes = Files.readAllBytes(saved());
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        assertTrue(refusal(file).contains("the checksum of the data is "), refusal(file));
    }

    @Test
    void filesWithoutChecksumAreRead() throws IOException {
        String header = new String(Files.readAllBytes(saved()), StandardCharsets.ISO_8859_1);
        String ours =
                header.substring(header.indexOf("\"kiln.checksum"), header.indexOf("\"kiln.model"));
        Path before = changed(ours, "");
        List<Parameter> parameters = parameters(3);
        weights(parameters).read(before);
        assertSameValues(filled(3), parameters);
        String all = header.substring(header.indexOf("\"__meta"), header.indexOf("\"conv.w"));
        Path foreign = changed(all, "");
        List<Parameter> read = parameters(3);
        weights(read).read(foreign);
        assertSameValues(filled(3), read);
    }

    @Test
    void numbersThatCannotBeComputedWithAreNamed() throws IOException {
        Path file = folder.resolve("numbers.safetensors");
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            List<Parameter> parameters = filled(3);
            // Row 1, column 0, channel 1 of filter 2; then any other.
            parameters.get(0).values()[((1 * 3 + 0) * 2 + 1) * 3 + 2] = bad;
            weights(parameters).write(file);
            String first = "Tiny: " + file + ": conv.weight[2, 1, 1, 0] is " + bad;
            String last = "; to load it nevertheless ask for WeightCheck.NONE";
            assertEquals(first + last, refusal(file));
            parameters.get(0).values()[53] = Float.NEGATIVE_INFINITY;
            weights(parameters).write(file);
            assertEquals(first + ", and so are 1 more numbers of it" + last, refusal(file));
            List<Parameter> read = parameters(3);
            weights(read).read(file, WeightCheck.NONE);
            assertSameValues(parameters, read);
            weights(read)
                    .read(new ByteArrayInputStream(Files.readAllBytes(file)), WeightCheck.NONE);
        }
        List<Parameter> huge = filled(3);
        Arrays.fill(huge.get(0).values(), Float.MAX_VALUE);
        weights(huge).write(file);
        weights(parameters(3)).read(file);
    }

    @Test
    void negativeVariancesAreNamed() throws IOException {
        Path file = folder.resolve("variance.safetensors");
        List<Parameter> parameters =
                List.of(Parameter.runningMean("mean", 3), Parameter.runningVariance("var", 3));
        parameters.get(0).values()[0] = -1;
        parameters.get(1).values()[0] = 0;
        weights(parameters).write(file);
        weights(parameters).read(file);
        parameters.get(1).values()[2] = -0.5f;
        weights(parameters).write(file);
        assertEquals(
                "Tiny: "
                        + file
                        + ": var[2] is -0.5, but no variance is below 0; to load it nevertheless ask"
                        + " for WeightCheck.NONE",
                assertThrows(WeightsException.class, () -> weights(parameters).read(file))
                        .getMessage());
        weights(parameters).read(file, WeightCheck.NONE);
    }

    @Test
    void twentyTensorsAreNamedAndTheOthersCounted() throws IOException {
        FloatTensor[] tensors = new FloatTensor[1000];
        for (int i = 0; i < tensors.length; i++) {
            tensors[i] = zeros("bell\u0007" + i, 1);
        }
        Path file = write(Map.of(), tensors);
        assertTrue(refusal(file).endsWith("bell\\u000719 F32 [1] ... and 980 more"), refusal(file));
    }

    private static boolean refuses(Path file) {
        List<Parameter> parameters = filled(3);
        try {
            weights(parameters).read(file);
            return false;
        } catch (IOException expected) {
            assertSameValues(filled(3), parameters);
            return true;
        }
    }

    private static boolean refuses(byte[] bytes) {
        List<Parameter> parameters = filled(3);
        try {
            weights(parameters).read(new ByteArrayInputStream(bytes));
            return false;
        } catch (IOException expected) {
            assertSameValues(filled(3), parameters);
            return true;
        }
    }
}
