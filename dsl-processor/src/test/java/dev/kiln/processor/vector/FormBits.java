package dev.kiln.processor.vector;

import dev.kiln.processor.emit.code.AccumulatorSize;
import dev.kiln.processor.emit.kernel.KernelForms;
import dev.kiln.processor.graph.kernel.Argument;
import dev.kiln.processor.graph.kernel.ConvolutionMaxPool;
import dev.kiln.processor.graph.kernel.CrossEntropy;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.MaxPoolBackward;
import dev.kiln.processor.graph.kernel.MaxPoolForward;
import dev.kiln.processor.graph.kernel.Preparation;
import dev.kiln.processor.graph.kernel.SoftmaxForward;
import dev.kiln.runtime.internal.kernel.AccumulatorRows;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Runs both forms of kernels on the same numbers and prints the names of those that leave different
 * bits in any of their arrays.
 */
public final class FormBits {

    /** More than any of them needs; what they must not touch is compared too. */
    private static final int LENGTH = 70_000;

    /** The same for kernels that take some samples at once. */
    private static final int LONGER = 180_000;

    private static final int SAMPLES = 3;

    /** Of random numbers: all words of key and counter have bits. */
    static final long SEED = 0x9876_5432_8765_4321L;

    /** Samples of the batch before those that a kernel sees. */
    static final int FIRST = 5;

    private static final double DIVISOR = 41;

    /** Fewer than are taken at once, as many, and more of which some are left over. */
    private static final int[] GROUPS = {3, 16, 37};

    private final Map<String, Method> plain = methods("forms.Plain");
    private final Map<String, Method> vector = methods("forms.Vector");
    private static final KernelForms FORMS = new KernelForms(true);

    private final Random random = new Random(5);

    private FormBits() throws ReflectiveOperationException {}

    /** Arguments: the indices of cases. */
    public static void main(String[] cases) throws ReflectiveOperationException {
        FormBits forms = new FormBits();
        List<Kernel> kernels = FormCases.all();
        for (String index : cases) {
            Kernel kernel = kernels.get(Integer.parseInt(index));
            for (int group : GROUPS) {
                int samples = grouped(kernel) ? group : SAMPLES;
                if (!forms.agree(kernel, samples)) {
                    System.out.println(kernel.name() + ", " + samples + " samples");
                    break;
                }
            }
        }
    }

    private static boolean grouped(Kernel kernel) {
        return takesBatch(kernel) || hasPowers(kernel);
    }

    private static boolean takesBatch(Kernel kernel) {
        return FORMS.vector(kernel).orElseThrow().takesBatch();
    }

    private static boolean hasPowers(Kernel kernel) {
        return kernel instanceof SoftmaxForward || kernel instanceof CrossEntropy;
    }

    private static int length(Kernel kernel) {
        return takesBatch(kernel) ? LONGER : LENGTH;
    }

    private static Map<String, Method> methods(String type) throws ReflectiveOperationException {
        Map<String, Method> methods = new HashMap<>();
        for (Method method : Class.forName(type).getDeclaredMethods()) {
            method.setAccessible(true);
            methods.put(method.getName(), method);
        }
        return methods;
    }

    private boolean agree(Kernel kernel, int samples) throws ReflectiveOperationException {
        Map<String, Object> arrays = arrays(kernel);
        return agree(kernel, samples, arrays, false)
                && (!kernel.inPlace() || agree(kernel, samples, arrays, true));
    }

    private boolean agree(Kernel kernel, int samples, Map<String, Object> arrays, boolean inPlace)
            throws ReflectiveOperationException {
        Map<String, Object> once = copies(kernel, samples, arrays, inPlace);
        Map<String, Object> twice = copies(kernel, samples, arrays, inPlace);
        int rows = kernel.divisibleRows();
        int tile = rows == 0 ? 1 : FORMS.rowsTogether(kernel);
        call(plain, kernel, samples, once, 0, rows);
        call(vector, kernel, samples, twice, 0, tile, rows / 2 / tile * tile, rows);
        for (Argument argument : kernel.arguments()) {
            // What is in the map afterwards does not matter.
            boolean matters = !argument.name().equals(ConvolutionMaxPool.MAP);
            if (matters && !same(once.get(argument.name()), twice.get(argument.name()))) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, Object> copies(
            Kernel kernel, int samples, Map<String, Object> arrays, boolean inPlace) {
        Map<String, Object> copies = new HashMap<>();
        arrays.forEach((name, array) -> copies.put(name, copy(array)));
        InputSizes.of(kernel, samples)
                .forEach((name, size) -> copies.computeIfPresent(name, (n, a) -> cut(a, size)));
        if (inPlace) {
            Argument read = kernel.arguments().get(0);
            kernel.arguments().stream()
                    .filter(a -> a.access() == Argument.Access.WRITE)
                    .findFirst()
                    .ifPresent(written -> copies.put(written.name(), copies.get(read.name())));
        }
        return copies;
    }

    private static boolean same(Object a, Object b) {
        if (a instanceof int[] ints) {
            return Arrays.equals(ints, (int[]) b);
        }
        return a instanceof float[] floats
                ? Arrays.equals(floats, (float[]) b)
                : Arrays.equals((double[]) a, (double[]) b);
    }

    private static Object cut(Object array, int size) {
        return Arrays.copyOf((float[]) array, size);
    }

    private static Object copy(Object array) {
        if (array instanceof int[] ints) {
            return ints.clone();
        }
        return array instanceof float[] floats ? floats.clone() : ((double[]) array).clone();
    }

    private Map<String, Object> arrays(Kernel kernel) throws ReflectiveOperationException {
        Map<String, Object> arrays = new HashMap<>();
        int length = length(kernel);
        boolean pool = kernel instanceof MaxPoolForward || kernel instanceof MaxPoolBackward;
        for (Argument argument : kernel.arguments()) {
            String name = argument.name();
            boolean ties = pool && name.equals("input");
            arrays.put(
                    name,
                    switch (argument.element()) {
                        case DOUBLE -> new double[length];
                        case INT -> labels(((CrossEntropy) kernel).classes(), length);
                        default -> ties ? ties(kernel) : normal(name, length);
                    });
        }
        int size = FORMS.scratch(kernel);
        float[] scratch = new float[size];
        // What another kernel has left.
        Arrays.fill(scratch, Float.NaN);
        arrays.put("scratch", scratch);
        if (kernel instanceof MaxPoolForward || kernel instanceof ConvolutionMaxPool) {
            extremes((float[]) arrays.get("input"));
        }
        if (hasPowers(kernel)) {
            negative((float[]) arrays.get(kernel.arguments().get(0).name()));
        }
        if (kernel instanceof MaxPoolBackward backward) {
            MaxPoolForward forward = new MaxPoolForward(backward.window(), backward.slice());
            call(plain, forward, SAMPLES, arrays, 0, 0);
        }
        return arrays;
    }

    private int[] labels(int classes, int length) {
        return random.ints(length, 0, classes).toArray();
    }

    private float[] normal(String name, int length) {
        float[] numbers = new float[length];
        for (int i = 0; i < length; i++) {
            float number = (float) random.nextGaussian();
            boolean zero = random.nextInt(16) == 0;
            numbers[i] =
                    switch (name) {
                        case "variance" -> 0.5f + Math.abs(number);
                        // That of an activation, which is never -0.
                        case "output" -> zero ? 0f : number;
                        case "logits" -> zero ? extreme() : 3 * number;
                        default -> zero ? Math.copySign(0f, number) : number;
                    };
        }
        return numbers;
    }

    /** Next to it powers are 0, or denormal, or everything is NaN. */
    private float extreme() {
        return switch (random.nextInt(16)) {
            case 0 -> Float.NaN;
            case 1 -> 95f;
            case 2 -> Float.POSITIVE_INFINITY;
            case 3 -> Float.NEGATIVE_INFINITY;
            default -> random.nextBoolean() ? 0f : -0f;
        };
    }

    /** Small whole numbers, zeros of both signs among them; behind a ReLU none below 0. */
    private float[] ties(Kernel kernel) {
        boolean relu = kernel instanceof MaxPoolBackward k && !k.activation().isNone();
        float[] numbers = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            int number = random.nextInt(5) - 2;
            float signed = number == 0 && random.nextBoolean() ? -0f : number;
            numbers[i] = relu ? Math.max(signed, 0f) : signed;
        }
        return numbers;
    }

    /** So is the maximum of the first row then. */
    private static void negative(float[] numbers) {
        for (int i = 0; i < 100; i++) {
            numbers[i] = -1 - i % 7;
        }
    }

    /** Two pixels of 16 channels below all numbers, in a corner, and NaN here and there. */
    private void extremes(float[] numbers) {
        Arrays.fill(numbers, 0, 32, Float.NEGATIVE_INFINITY);
        for (int i = random.nextInt(64); i < numbers.length; i += 1 + random.nextInt(64)) {
            numbers[i] = Float.NaN;
        }
    }

    /** {@code cuts}: between runs of rows, where they can be divided. */
    private static void call(
            Map<String, Method> methods,
            Kernel kernel,
            int samples,
            Map<String, Object> arrays,
            int... cuts)
            throws ReflectiveOperationException {
        Method method = methods.get(kernel.name());
        if (kernel.divisibleRows() == 0) {
            call(method, kernel, samples, arrays, List.of());
            return;
        }
        for (int i = cuts.length - 1; i > 0; i--) {
            call(method, kernel, samples, arrays, List.of(cuts[i - 1], cuts[i]));
        }
    }

    private static void call(
            Method method,
            Kernel kernel,
            int samples,
            Map<String, Object> arrays,
            List<Integer> rows)
            throws ReflectiveOperationException {
        List<Object> arguments = new ArrayList<>();
        if (!(kernel instanceof Preparation)) {
            arguments.add(samples);
        }
        arguments.addAll(rows);
        kernel.arguments().forEach(a -> arguments.add(arrays.get(a.name())));
        List<Class<?>> types = List.of(method.getParameterTypes());
        for (Class<?> type : types.subList(arguments.size(), types.size())) {
            arguments.add(argument(type, kernel, arrays));
        }
        method.invoke(null, arguments.toArray());
    }

    /** Of one that follows those for arrays. */
    private static Object argument(Class<?> type, Kernel kernel, Map<String, Object> arrays) {
        if (type == long.class) {
            return SEED;
        }
        if (type == int.class) {
            return FIRST;
        }
        if (type == double.class) {
            return DIVISOR;
        }
        return type == float[].class ? arrays.get("scratch") : rows(kernel);
    }

    private static float[][] rows(Kernel kernel) {
        AccumulatorSize slab = FORMS.accumulators(kernel);
        float[][] rows = AccumulatorRows.rows(slab.sums(), slab.length());
        for (float[] row : rows) {
            Arrays.fill(row, Float.NaN);
        }
        return rows;
    }
}
