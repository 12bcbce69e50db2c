package dev.kiln.runtime.weights;

import dev.kiln.runtime.Parameter;
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
    public static Map<String, FileTensor> values(List<Parameter> parameters) {
        Map<String, FileTensor> tensors = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            tensors.put(parameter.name(), tensor(parameter.layout(), parameter.values()));
        }
        return Collections.unmodifiableMap(tensors);
    }

    /** Copies of the gradients of those that are trained. */
    public static Map<String, FileTensor> gradients(List<Parameter> parameters) {
        Map<String, FileTensor> tensors = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            if (parameter.isTrained()) {
                tensors.put(
                        parameter.name(), tensor(parameter.layout(), parameter.gradient().data));
            }
        }
        return Collections.unmodifiableMap(tensors);
    }

    private static FileTensor tensor(Layout layout, float[] memory) {
        float[] file = new float[layout.size()];
        layout.toFile(memory, file);
        return new FileTensor(layout.fileShape(), file);
    }

    /**
     * Sets the values of all parameters. Nothing is changed unless everything fits.
     *
     * @param model name of the model, for errors
     * @throws IllegalArgumentException if tensors are missing, unknown or misshapen, naming them
     */
    public static void load(
            String model, List<Parameter> parameters, Map<String, FileTensor> tensors) {
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
        for (Parameter parameter : parameters) {
            parameter.layout().toMemory(tensors.get(parameter.name()).data(), parameter.values());
        }
    }
}
