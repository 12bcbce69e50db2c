package dev.kiln.runtime.weights;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** From parameters in memory to tensors in the layout of files by name, and back. */
public final class StateDict {

    private StateDict() {}

    /** Copies of the values of all parameters. */
    public static Map<String, FileTensor> values(List<? extends Stored> parameters) {
        Map<String, FileTensor> tensors = new LinkedHashMap<>();
        for (Stored parameter : parameters) {
            tensors.put(parameter.name(), FileTensor.of(parameter.layout(), parameter.values()));
        }
        return Collections.unmodifiableMap(tensors);
    }

    /**
     * Sets the values of all parameters. Nothing is changed unless everything fits.
     *
     * @param model name of the model, for errors
     * @throws IllegalArgumentException if tensors are missing, unknown or misshapen, naming them
     */
    public static void load(
            String model, List<? extends Stored> parameters, Map<String, FileTensor> tensors) {
        Objects.requireNonNull(tensors, "the tensors are null");
        List<TensorInfo> infos = new ArrayList<>();
        tensors.forEach(
                (name, tensor) -> {
                    Objects.requireNonNull(tensor, "a tensor is null");
                    List<Long> shape = tensor.shape().stream().map(Integer::longValue).toList();
                    infos.add(new TensorInfo(name, DataType.F32, shape, 0, 0));
                });
        Mismatch mismatch = Mismatch.between(infos, parameters);
        if (!mismatch.isEmpty()) {
            throw new IllegalArgumentException(model + ": the tensors do not fit; " + mismatch);
        }
        for (Stored parameter : parameters) {
            parameter.layout().toMemory(tensors.get(parameter.name()).data(), parameter.values());
        }
    }
}
