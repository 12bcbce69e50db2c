package dev.kiln.processor.golden;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.kiln.runtime.weights.SafetensorsReader;
import dev.kiln.runtime.weights.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A reference case: a network, a batch, and what PyTorch computes from them. */
record GoldenCase(
        String name,
        JsonObject spec,
        JsonObject err32,
        JsonObject maxAbs,
        Map<String, Tensor> tensors) {

    static GoldenCase read(Path file) throws IOException {
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            Map<String, String> metadata = reader.metadata();
            JsonObject spec = json(metadata.get("spec"));
            return new GoldenCase(
                    spec.get("name").getAsString(),
                    spec,
                    json(metadata.get("err32")),
                    json(metadata.get("max_abs")),
                    SafetensorsReader.readAll(file));
        }
    }

    private static JsonObject json(String text) {
        // A case that is nothing but a schedule has no tolerances.
        return text == null ? new JsonObject() : JsonParser.parseString(text).getAsJsonObject();
    }

    /** The largest difference from the expected values that rounding can explain. */
    double tolerance(String tensor) {
        return 10 * err32.get(tensor).getAsDouble()
                + 2e-6 * maxAbs.get(tensor).getAsDouble()
                + 1e-37;
    }

    float[] floats(String tensor) throws IOException {
        return tensors.get(tensor).floats();
    }

    /** Length of {@code array}'s shape without the batch, as {channels, rows, columns}. */
    int[] imageShape(String attribute) {
        var shape = spec.getAsJsonArray(attribute);
        return shape.size() == 2
                ? new int[] {shape.get(1).getAsInt(), 1, 1}
                : new int[] {
                    shape.get(1).getAsInt(), shape.get(2).getAsInt(), shape.get(3).getAsInt()
                };
    }

    /** If it has batch norm, so that training computes something else than prediction. */
    boolean normalizes() {
        return tensors.keySet().stream()
                .anyMatch(t -> t.startsWith("param/") && t.endsWith("running_mean"));
    }

    int samples() {
        return spec.getAsJsonArray("input_shape").get(0).getAsInt();
    }

    JsonObject object(String attribute) {
        JsonElement value = spec.get(attribute);
        return value == null || value.isJsonNull() ? null : value.getAsJsonObject();
    }
}
