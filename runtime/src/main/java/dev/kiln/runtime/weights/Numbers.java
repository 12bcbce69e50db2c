package dev.kiln.runtime.weights;

import java.util.List;

/** Whether the numbers of a tensor can be those of a network that works. */
final class Numbers {

    private Numbers() {}

    /** Whether they are finite, and not negative where they are variances. */
    static boolean areSound(float[] values, Stored parameter) {
        return areFinite(values) && !(parameter.isVariance() && anyIsNegative(values));
    }

    /**
     * By a sum, eight numbers a round, because an application that starts waits for this: a sum is
     * finite only if all summands are, and only huge ones make it infinite although they are.
     */
    private static boolean areFinite(float[] v) {
        float sum = 0;
        int i = 0;
        for (int last = v.length - 8; i <= last; i += 8) {
            sum = sum + v[i] + v[i + 1] + v[i + 2] + v[i + 3];
            sum = sum + v[i + 4] + v[i + 5] + v[i + 6] + v[i + 7];
        }
        for (; i < v.length; i++) {
            sum += v[i];
        }
        return Float.isFinite(sum) || first(v, false) < 0;
    }

    private static boolean anyIsNegative(float[] values) {
        for (float value : values) {
            if (value < 0) {
                return true;
            }
        }
        return false;
    }

    private static int first(float[] values, boolean notNegative) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i]) || (notNegative && values[i] < 0)) {
                return i;
            }
        }
        return -1;
    }

    /** Their faults, for example {@code conv1.weight[5, 0, 2, 1] is NaN; ...}. */
    static String fault(float[] values, Stored parameter) {
        int first = first(values, parameter.isVariance());
        int more = 0;
        for (int i = first + 1; i < values.length; i++) {
            if (!Float.isFinite(values[i]) || (parameter.isVariance() && values[i] < 0)) {
                more++;
            }
        }
        return parameter.name()
                + index(first, parameter.layout().fileShape())
                + " is "
                + values[first]
                + (values[first] < 0 && Float.isFinite(values[first])
                        ? ", but no variance is below 0"
                        : "")
                + (more > 0 ? ", and so are " + more + " more numbers of it" : "")
                + "; to load it nevertheless ask for WeightCheck.NONE";
    }

    private static String index(int element, List<Integer> shape) {
        StringBuilder index = new StringBuilder();
        int rest = element;
        for (int axis = shape.size() - 1; axis >= 0; axis--) {
            index.insert(0, rest % shape.get(axis) + (axis < shape.size() - 1 ? ", " : ""));
            rest /= shape.get(axis);
        }
        return "[" + index + "]";
    }
}
