package dev.kiln.runtime.weights;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Hand-made safetensors data for tests. */
final class SafetensorsBytes {

    private SafetensorsBytes() {}

    static byte[] of(String header, int dataBytes) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .array();
    }

    static List<Tensor> read(byte[] bytes) throws IOException {
        List<Tensor> tensors = new ArrayList<>();
        try (SafetensorsReader reader =
                SafetensorsReader.of(new ByteArrayInputStream(bytes), "memory")) {
            for (Optional<Tensor> next = reader.next(); next.isPresent(); next = reader.next()) {
                Tensor tensor = next.get();
                tensors.add(tensor);
            }
        }
        return tensors;
    }
}
