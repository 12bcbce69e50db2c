package dev.kiln.runtime.weights;

import dev.kiln.runtime.internal.io.Memory;
import dev.kiln.runtime.internal.io.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The weights of a model, to be written to a safetensors file or read from one.
 *
 * @param model name of the model, for errors and for the file's metadata
 * @param architecture fingerprint of the layers, for the file's metadata
 * @param parameters all parameters, in declaration order
 */
public record Weights(String model, String architecture, List<Stored> parameters) {

    /** Key of the model's name in the metadata. */
    public static final String MODEL = "kiln.model";

    /** Key of the fingerprint in the metadata. */
    public static final String ARCHITECTURE = "kiln.architecture";

    /** Key and value that tell other programs that layouts are PyTorch's. */
    static final String FORMAT = "format";

    private static final String PYTORCH = "pt";

    /** The name that errors give to data without one. */
    private static final String STREAM = "weights";

    /** Copies the list, not the parameters. */
    public Weights {
        parameters = List.copyOf(parameters);
    }

    /** The weights of a model; see {@link Weights}. */
    public static Weights of(String model, String architecture, List<? extends Stored> parameters) {
        return new Weights(model, architecture, List.copyOf(parameters));
    }

    /**
     * Writes all values; the file appears under its name only when it is complete.
     *
     * @throws IOException if the file cannot be written
     */
    public void write(Path file) throws IOException {
        List<FloatTensor> tensors = new ArrayList<>();
        for (Stored parameter : parameters) {
            List<Integer> shape = parameter.layout().fileShape();
            tensors.add(
                    new FloatTensor(
                            parameter.name(),
                            shape,
                            () -> fileValues(parameter, parameter.values())));
        }
        Map<String, String> metadata =
                Map.of(FORMAT, PYTORCH, MODEL, model, ARCHITECTURE, architecture);
        SafetensorsWriter.write(file, metadata, tensors);
    }

    /**
     * Reads all values from a file. Nothing is changed unless everything fits.
     *
     * @throws WeightsException if tensors are missing, unknown or misshapen, if the file says that
     *     it belongs to another architecture, or if a weight is NaN or infinite or a variance
     *     negative
     * @throws IOException if the file cannot be read or is damaged
     */
    public void read(Path file) throws IOException {
        read(file, true);
    }

    /**
     * Reads all values from a file, as {@link #read(Path)} does.
     *
     * @param check which numbers are allowed
     */
    public void read(Path file, WeightCheck check) throws IOException {
        read(file, check == WeightCheck.FINITE);
    }

    private void read(Path file, boolean finite) throws IOException {
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            read(reader, finite, false);
        }
    }

    /**
     * Reads all values into parameters that nobody has seen, without a second copy: where it fails
     * they are of no use any more. Otherwise as {@link #read(Path, WeightCheck)} does.
     */
    public void fill(Path file, WeightCheck check) throws IOException {
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            read(reader, check == WeightCheck.FINITE, true);
        }
    }

    /** Reads all values from a stream, as {@link #fill(Path, WeightCheck)} does from a file. */
    @SuppressWarnings("resource") // the stream belongs to the caller
    public void fill(InputStream stream, WeightCheck check) throws IOException {
        read(SafetensorsReader.of(stream, STREAM), check == WeightCheck.FINITE, true);
    }

    /**
     * Reads all values from a stream up to its end, which is not closed. Nothing is changed unless
     * everything fits.
     *
     * @throws WeightsException if tensors are missing, unknown or misshapen, if the data say that
     *     they belong to another architecture, or if a weight is NaN or infinite or a variance
     *     negative
     * @throws IOException if the stream cannot be read or is damaged
     */
    @SuppressWarnings("resource") // the stream belongs to the caller
    public void read(InputStream stream) throws IOException {
        read(SafetensorsReader.of(stream, STREAM), true, false);
    }

    /**
     * Reads all values from a stream, as {@link #read(InputStream)} does.
     *
     * @param check which numbers are allowed
     */
    @SuppressWarnings("resource") // the stream belongs to the caller
    public void read(InputStream stream, WeightCheck check) throws IOException {
        read(SafetensorsReader.of(stream, STREAM), check == WeightCheck.FINITE, false);
    }

    /**
     * Reads everything, and looks at it, before anything is changed.
     *
     * @param fresh whether nobody has seen the parameters, so that they can be changed at once
     */
    private void read(SafetensorsReader reader, boolean finite, boolean fresh) throws IOException {
        check(reader);
        Map<String, Stored> known = new HashMap<>();
        for (Stored parameter : parameters) {
            known.put(parameter.name(), parameter);
        }
        Map<String, float[]> values = new HashMap<>();
        Set<String> unsound = new HashSet<>();
        ValueReader tensors = new ValueReader(reader);
        for (int i = 0; i < reader.tensors().size(); i++) {
            TensorInfo info = reader.begin();
            Stored parameter = known.get(info.name());
            if (parameter == null) {
                reader.skip(info);
                continue;
            }
            float[] memory =
                    fresh
                            ? parameter.values()
                            : Memory.floats(parameter.layout().memorySize(), reader.source());
            values.put(info.name(), memory);
            if (!tensors.read(info, parameter, memory)) {
                unsound.add(info.name());
            }
        }
        reader.end();
        for (Stored parameter : parameters) {
            if (finite && unsound.contains(parameter.name())) {
                float[] file = fileValues(parameter, values.get(parameter.name()));
                throw new WeightsException(
                        model + ": " + reader.source() + ": " + Numbers.fault(file, parameter));
            }
        }
        if (!fresh) {
            for (Stored parameter : parameters) {
                float[] found = values.get(parameter.name());
                System.arraycopy(found, 0, parameter.values(), 0, found.length);
            }
        }
    }

    private void check(SafetensorsReader reader) throws WeightsException {
        Mismatch mismatch = Mismatch.between(reader.tensors(), parameters);
        String theirs = reader.metadata().get(ARCHITECTURE);
        boolean otherLayers = theirs != null && !theirs.equals(architecture);
        if (mismatch.isEmpty() && !otherLayers) {
            return;
        }
        StringBuilder message = new StringBuilder(model + ": " + reader.source());
        if (otherLayers) {
            message.append(" was saved by ")
                    .append(Printable.text(reader.metadata().getOrDefault(MODEL, "a model")))
                    .append(" with other layers; ");
            message.append(
                    mismatch.isEmpty()
                            ? "all tensors agree, so what differs has no weights (stride, padding,"
                                    + " activation, pooling, preprocessing)"
                            : "the first tensor that differs is " + mismatch.first() + "; ");
        } else {
            message.append(" does not fit; ");
        }
        throw new WeightsException(message.append(mismatch).toString());
    }

    private static float[] fileValues(Stored parameter, float[] memory) {
        float[] file = new float[parameter.layout().size()];
        parameter.layout().toFile(memory, file);
        return file;
    }
}
