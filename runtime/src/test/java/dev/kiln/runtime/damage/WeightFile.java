package dev.kiln.runtime.damage;

import dev.kiln.runtime.Initializer;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.Shape;
import dev.kiln.runtime.weights.Weights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Weights of a small network.
 *
 * @param foreign as another program writes them, without checksum
 */
record WeightFile(boolean foreign) implements Specimen {

    private static List<Parameter> parameters() {
        return List.of(
                Parameter.convolution("conv.weight", 3, 2, 3, 3, Initializer.HE),
                Parameter.scale("conv.norm.weight", 3),
                Parameter.bias("conv.norm.bias", 3),
                Parameter.runningMean("conv.norm.running_mean", 3),
                Parameter.runningVariance("conv.norm.running_var", 3),
                Parameter.dense("label.weight", 4, new Shape(2, 2, 3), Initializer.HE));
    }

    private static Weights weights(List<Parameter> parameters) {
        return Weights.of("Tiny", "0123456789abcdef", parameters);
    }

    @Override
    public byte[] whole(Path folder) throws IOException {
        List<Parameter> parameters = parameters();
        Random random = new Random(3);
        for (Parameter parameter : parameters) {
            for (int i = 0; i < parameter.layout().size(); i++) {
                parameter.values()[i] = random.nextFloat();
            }
        }
        Path file = folder.resolve("whole");
        weights(parameters).write(file);
        byte[] bytes = Files.readAllBytes(file);
        return foreign ? withoutMetadata(bytes) : bytes;
    }

    private static byte[] withoutMetadata(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) buffer.getLong();
        String header = new String(bytes, 8, length, StandardCharsets.UTF_8);
        byte[] text =
                ("{" + header.substring(header.indexOf("},") + 2)).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(bytes.length - length + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .put(bytes, 8 + length, bytes.length - 8 - length)
                .array();
    }

    @Override
    public boolean isSealed() {
        return !foreign;
    }

    @Override
    public Object read(Path file) throws IOException {
        List<Parameter> parameters = parameters();
        weights(parameters).read(file);
        List<String> values = new ArrayList<>();
        parameters.forEach(p -> values.add(Arrays.toString(p.values())));
        return values;
    }
}
