package dev.kiln.runtime.train;

import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.internal.io.Memory;
import dev.kiln.runtime.internal.io.Printable;
import dev.kiln.runtime.weights.FloatTensor;
import dev.kiln.runtime.weights.SafetensorsReader;
import dev.kiln.runtime.weights.SafetensorsWriter;
import dev.kiln.runtime.weights.Tensor;
import dev.kiln.runtime.weights.TensorInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Everything that the rest of a training depends on, as texts and as numbers, and as a safetensors
 * file. What a group of numbers is stands in front of its name: {@code value/conv1.weight}.
 */
record Checkpoint(Map<String, String> texts, Map<String, float[]> numbers) {

    /** Entries of the file that are not of the training. */
    private static final String OF_THE_FORMAT = "kiln.";

    Checkpoint {
        texts = Map.copyOf(texts);
        numbers = Map.copyOf(numbers);
    }

    /**
     * The file appears under its name only when it is complete.
     *
     * @param keepOld whether the old one is kept beside it
     */
    void write(Path file, boolean keepOld) throws IOException {
        List<FloatTensor> tensors = new ArrayList<>();
        new TreeMap<>(numbers)
                .forEach(
                        (name, values) ->
                                tensors.add(
                                        new FloatTensor(
                                                name, List.of(values.length), () -> values)));
        if (keepOld) {
            SafetensorsWriter.writeAndKeep(file, texts, tensors);
        } else {
            SafetensorsWriter.write(file, texts, tensors);
        }
    }

    /**
     * Reads a file.
     *
     * @param parameters the only ones of which it may hold numbers
     * @param check looks at the texts before anything else is read
     * @throws IOException if it can't be read, or its checksum is wrong or missing
     * @throws IllegalArgumentException if it has other numbers than a checkpoint of these
     *     parameters
     */
    static Checkpoint read(Path file, List<Parameter> parameters, Consumer<Fields> check)
            throws IOException {
        Map<String, float[]> numbers = new HashMap<>();
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            Map<String, String> texts = new HashMap<>(reader.metadata());
            texts.keySet().removeIf(key -> key.startsWith(OF_THE_FORMAT));
            if (!reader.isChecked()) {
                throw new IOException(file + ": it is no checkpoint: it has no checksum");
            }
            check.accept(new Fields(texts));
            checkSizes(reader.tensors(), parameters, file);
            for (Optional<Tensor> next = reader.next(); next.isPresent(); next = reader.next()) {
                Tensor t = next.get();
                numbers.put(t.info().name(), t.floats());
            }
            return new Checkpoint(texts, numbers);
        }
    }

    private static void checkSizes(List<TensorInfo> tensors, List<Parameter> parameters, Path file)
            throws IOException {
        long bytes = 0;
        for (TensorInfo info : tensors) {
            bytes += info.bytes();
            int group = info.name().indexOf('/');
            String rest = info.name().substring(group + 1);
            boolean slot = info.name().startsWith("optimizer/");
            String name = slot ? rest.substring(rest.indexOf('/') + 1) : rest;
            long size = -1;
            for (Parameter parameter : parameters) {
                size = parameter.name().equals(name) ? parameter.layout().size() : size;
            }
            boolean known = slot || info.name().equals("value/" + rest);
            if (size < 0 || !(known || info.name().equals("best/" + rest))) {
                throw new IllegalArgumentException(
                        "it has numbers of which this network has no use: " + info);
            }
            if (!info.shape().equals(List.of(size)) || !info.type().isFloat()) {
                throw new IllegalArgumentException(
                        "it has " + info + ", expected F32 [" + size + "]");
            }
        }
        Memory.check(0, bytes, file);
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
     * The numbers of a group for each parameter.
     *
     * @throws IllegalArgumentException if one is missing, or is NaN or infinite
     */
    Map<String, float[]> complete(String group, List<Parameter> parameters) {
        Map<String, float[]> result = group(group);
        for (Parameter parameter : parameters) {
            float[] values = result.get(parameter.name());
            String name = group + "/" + parameter.name();
            if (values == null) {
                throw new IllegalArgumentException("it lacks " + name);
            }
            checkFinite(name, values, parameter.isVariance());
        }
        return result;
    }

    /**
     * Checks numbers of a checkpoint.
     *
     * @throws IllegalArgumentException if one is NaN, infinite, or below 0 where none may be
     */
    static void checkFinite(String name, float[] values, boolean notNegative) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i]) || (notNegative && values[i] < 0)) {
                throw new IllegalArgumentException(
                        "number "
                                + i
                                + " of its "
                                + Printable.text(name)
                                + " is "
                                + values[i]
                                + ", expected "
                                + (notNegative ? NumberRange.NOT_NEGATIVE : NumberRange.FINITE)
                                        .words());
            }
        }
    }
}
