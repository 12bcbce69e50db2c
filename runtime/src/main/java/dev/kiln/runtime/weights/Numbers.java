package dev.kiln.runtime.weights;

import java.util.List;

/** Whether the numbers of a tensor can be those of a network that works. */
final class Numbers {

    private Numbers() {}

    /**
     * Whether some of them are finite, and not negative where they are variances.
     *
     * @param from index of the first of {@code count}
     */
    static boolean areSound(float[] values, int from, int count, Stored parameter) {
        return areFinite(values, from, from + count)
                && !(parameter.isVariance() && anyIsNegative(values, from, from + count));
    }

    /**
     * By four sums, eight numbers a round, because an application that starts waits for this: a sum
     * is finite only if all summands are, and only huge ones make it infinite although they are.
     */
    private static boolean areFinite(float[] v, int from, int end) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = from;
        for (int last = end - 8; i <= last; i += 8) {
            a = a + v[i] + v[i + 4];
            b = b + v[i + 1] + v[i + 5];
            c = c + v[i + 2] + v[i + 6];
            d = d + v[i + 3] + v[i + 7];
        }
        for (; i < end; i++) {
            a += v[i];
        }
        return Float.isFinite(a + b + c + d) || allAreFinite(v, from, end);
    }

    private static boolean allAreFinite(float[] values, int from, int end) {
        for (int i = from; i < end; i++) {
            if (!Float.isFinite(values[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean anyIsNegative(float[] values, int from, int end) {
        for (int i = from; i < end; i++) {
            if (values[i] < 0) {
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
