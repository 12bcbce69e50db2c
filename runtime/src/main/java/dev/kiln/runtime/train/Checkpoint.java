package dev.kiln.runtime.train;

import dev.kiln.runtime.weights.FloatTensor;
import dev.kiln.runtime.weights.SafetensorsReader;
import dev.kiln.runtime.weights.SafetensorsWriter;
import dev.kiln.runtime.weights.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that the rest of a training depends on, as texts and as numbers, and as a safetensors
 * file. What a group of numbers is stands in front of its name: {@code value/conv1.weight}.
 */
record Checkpoint(Map<String, String> texts, Map<String, float[]> numbers) {

    Checkpoint {
        texts = Map.copyOf(texts);
        numbers = Map.copyOf(numbers);
    }

    /** The file appears under its name only when it is complete. */
    void write(Path file) throws IOException {
        List<FloatTensor> tensors = new ArrayList<>();
        numbers.forEach(
                (name, values) ->
                        tensors.add(new FloatTensor(name, List.of(values.length), () -> values)));
        SafetensorsWriter.write(file, texts, tensors);
    }

    static Checkpoint read(Path file) throws IOException {
        Map<String, float[]> numbers = new HashMap<>();
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            for (Tensor t = reader.next(); t != null; t = reader.next()) {
                numbers.put(t.info().name(), t.floats());
            }
            return new Checkpoint(reader.metadata(), numbers);
        }
    }

    /** The numbers whose names begin with {@code group}, by the rest of their names. */
    Map<String, float[]> group(String group) {
        Map<String, float[]> result = new HashMap<>();
        numbers.forEach(
                (name, values) -> {
                    if (name.startsWith(group + "/")) {
                        result.put(name.substring(group.length() + 1), values);
                    }
                });
        return result;
    }

    /**
     * A text that must be there.
     *
     * @throws IllegalArgumentException if it isn't: the file is no checkpoint
     */
    String text(String key) {
        String text = texts.get(key);
        if (text == null) {
            throw new IllegalArgumentException("it is no checkpoint: it has no " + key);
        }
        return text;
    }

    long number(String key) {
        return Long.parseLong(text(key));
    }
}
