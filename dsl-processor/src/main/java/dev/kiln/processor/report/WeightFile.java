package dev.kiln.processor.report;

import dev.kiln.processor.graph.Parameter;
import dev.kiln.processor.operation.Graph;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The safetensors file of a network as the runtime writes it: how long it will be. */
public final class WeightFile {

    private static final int ALIGNMENT = 8;

    /** As long as any fingerprint. */
    private static final String ARCHITECTURE = "0".repeat(32);

    private WeightFile() {}

    /** Bytes of the file: the length of the header, the header, the numbers. */
    public static long bytes(String model, Graph graph) {
        StringBuilder header = new StringBuilder();
        header.append("{\"__metadata__\":{\"format\":\"pt\",\"kiln.architecture\":\"")
                .append(ARCHITECTURE)
                .append("\",\"kiln.checksum\":\"crc32:00000000:00000000\",\"kiln.model\":\"")
                .append(model)
                .append("\"}");
        long offset = 0;
        for (Parameter parameter : graph.parameters()) {
            long end = offset + (long) Float.BYTES * parameter.size();
            header.append(",\"")
                    .append(parameter.name())
                    .append("\":{\"dtype\":\"F32\",\"shape\":")
                    .append(shape(parameter.layout()).toString().replace(" ", ""))
                    .append(",\"data_offsets\":[" + offset + "," + end + "]}");
            offset = end;
        }
        int text = header.append('}').toString().getBytes(StandardCharsets.UTF_8).length;
        return Long.BYTES + text + Math.floorMod(-text, ALIGNMENT) + offset;
    }

    private static List<Integer> shape(Parameter.Layout layout) {
        if (layout instanceof Parameter.Convolution c) {
            return List.of(
                    c.outputs(), c.inputsPerGroup(), c.kernel().rows(), c.kernel().columns());
        }
        if (layout instanceof Parameter.Dense d) {
            return List.of(d.units(), d.input().size());
        }
        return List.of(layout.size());
    }
}
