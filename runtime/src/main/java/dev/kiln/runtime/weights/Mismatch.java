package dev.kiln.runtime.weights;

import dev.kiln.runtime.internal.io.Printable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All differences between the tensors of a file and the parameters of a model.
 *
 * @param missing parameters that the file lacks
 * @param unknown tensors that the model lacks
 * @param misshapen parameters that the file has in another shape or in a type that is no float
 * @param first name of the first parameter, in declaration order, that is missing or misshapen; or
 *     of the first unknown tensor; null if everything fits
 */
record Mismatch(List<String> missing, List<String> unknown, List<String> misshapen, String first) {

    /** Counter that PyTorch keeps beside batch norm and that no computation needs. */
    private static final String BATCH_COUNTER = ".num_batches_tracked";

    /** It is one whole number. */
    private static final int COUNTER_BYTES = 8;

    static Mismatch between(List<TensorInfo> tensors, List<? extends Stored> parameters) {
        Map<String, TensorInfo> present = new LinkedHashMap<>();
        for (TensorInfo info : tensors) {
            present.put(info.name(), info);
        }
        List<String> missing = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        List<String> misshapen = new ArrayList<>();
        Set<String> known = new HashSet<>();
        String first = null;
        for (Stored parameter : parameters) {
            known.add(parameter.name());
            TensorInfo info = present.get(parameter.name());
            List<Integer> shape = parameter.layout().fileShape();
            if (info == null) {
                missing.add(parameter.name() + " " + shape);
            } else if (!fits(info, shape)) {
                misshapen.add(info + " instead of F32 " + shape);
            } else {
                continue;
            }
            first = first == null ? parameter.name() : first;
        }
        for (TensorInfo info : tensors) {
            if (!known.contains(info.name()) && !isIgnored(info)) {
                unknown.add(info.toString());
                first = first == null ? Printable.text(info.name()) : first;
            }
        }
        return new Mismatch(missing, unknown, misshapen, first);
    }

    /** Whether a tensor that no parameter has may be passed over. */
    static boolean isIgnored(TensorInfo info) {
        return info.bytes() <= COUNTER_BYTES && info.name().endsWith(BATCH_COUNTER);
    }

    boolean isEmpty() {
        return first == null;
    }

    /** For example {@code missing: a [6]; unknown: b F32 [7]}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        add("missing", missing, parts);
        add("unknown", unknown, parts);
        add("misshapen", misshapen, parts);
        return String.join("; ", parts);
    }

    private static void add(String title, List<String> names, List<String> parts) {
        if (!names.isEmpty()) {
            parts.add(title + ": " + Printable.few(names));
        }
    }

    private static boolean fits(TensorInfo info, List<Integer> shape) {
        if (!info.type().isFloat() || info.shape().size() != shape.size()) {
            return false;
        }
        for (int axis = 0; axis < shape.size(); axis++) {
            if (info.shape().get(axis) != (long) shape.get(axis)) {
                return false;
            }
        }
        return true;
    }
}
