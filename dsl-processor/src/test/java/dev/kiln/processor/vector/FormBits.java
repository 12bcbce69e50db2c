package dev.kiln.processor.vector;

import dev.kiln.processor.emit.plain.PlainEmitter;
import dev.kiln.processor.emit.plain.Slab;
import dev.kiln.processor.emit.vector.VectorEmitter;
import dev.kiln.processor.graph.kernel.Argument;
import dev.kiln.processor.graph.kernel.ConvolutionMaxPool;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.MaxPoolBackward;
import dev.kiln.processor.graph.kernel.MaxPoolForward;
import dev.kiln.processor.graph.kernel.Preparation;
import dev.kiln.runtime.kernel.Slabs;
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
    private static final long SEED = 0x9876_5432_8765_4321L;

    /** Samples of the batch before those that a kernel sees. */
    private static final int FIRST = 5;

    /** Fewer than are taken at once, as many, and more of which some are left over. */
    private static final int[] GROUPS = {3, 16, 37};

    private final Map<String, Method> plain = methods("forms.Plain");
    private final Map<String, Method> vector = methods("forms.Vector");
    private final Random random = new Random(5);

    private FormBits() throws ReflectiveOperationException {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        FormBits forms = new FormBits();
        for (Kernel kernel : FormCases.all()) {
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
        return VectorEmitter.samples(kernel) > 1;
    }

    private static int length(Kernel kernel) {
        return grouped(kernel) ? LONGER : LENGTH;
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
        Map<String, Object> once = arrays(kernel);
        Map<String, Object> twice = new HashMap<>();
        once.forEach((name, array) -> twice.put(name, copy(array)));
        call(plain, kernel, samples, once);
        call(vector, kernel, samples, twice);
        for (Argument argument : kernel.arguments()) {
            // What is in the map afterwards does not matter.
            boolean matters = !argument.name().equals(ConvolutionMaxPool.MAP);
            if (matters && !same(once.get(argument.name()), twice.get(argument.name()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(Object a, Object b) {
        return a instanceof float[] floats
                ? Arrays.equals(floats, (float[]) b)
                : Arrays.equals((double[]) a, (double[]) b);
    }

    private static Object copy(Object array) {
        return array instanceof float[] floats ? floats.clone() : ((double[]) array).clone();
    }

    private Map<String, Object> arrays(Kernel kernel) throws ReflectiveOperationException {
        Map<String, Object> arrays = new HashMap<>();
        int length = length(kernel);
        boolean pool = kernel instanceof MaxPoolForward || kernel instanceof MaxPoolBackward;
        for (Argument argument : kernel.arguments()) {
            String name = argument.name();
            arrays.put(
                    name,
                    argument.element() == Argument.Element.DOUBLE
                            ? new double[length]
                            : pool && name.equals("input") ? ties(kernel) : normal(name, length));
        }
        int scratch = Math.max(PlainEmitter.scratch(kernel), VectorEmitter.scratch(kernel));
        arrays.put("scratch", new float[scratch]);
        if (kernel instanceof MaxPoolBackward backward) {
            MaxPoolForward forward = new MaxPoolForward(backward.window(), backward.place());
            call(plain, forward, SAMPLES, arrays);
        }
        return arrays;
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
                        default -> zero ? Math.copySign(0f, number) : number;
                    };
        }
        return numbers;
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

    private static void call(
            Map<String, Method> methods, Kernel kernel, int samples, Map<String, Object> arrays)
            throws ReflectiveOperationException {
        Method method = methods.get(kernel.name());
        List<Object> arguments = new ArrayList<>();
        if (!(kernel instanceof Preparation)) {
            arguments.add(samples);
        }
        kernel.arguments().forEach(a -> arguments.add(arrays.get(a.name())));
        List<Class<?>> types = List.of(method.getParameterTypes());
        for (Class<?> type : types.subList(arguments.size(), types.size())) {
            arguments.add(
                    type == long.class
                            ? SEED
                            : type == int.class
                                    ? FIRST
                                    : type == float[].class ? arrays.get("scratch") : rows(kernel));
        }
        method.invoke(null, arguments.toArray());
    }

    private static float[][] rows(Kernel kernel) {
        Slab slab = PlainEmitter.slab(kernel);
        return Slabs.rows(slab.sums(), slab.length());
    }
}
