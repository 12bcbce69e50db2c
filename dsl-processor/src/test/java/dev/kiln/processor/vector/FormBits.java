package dev.kiln.processor.vector;

import dev.kiln.processor.emit.plain.PlainEmitter;
import dev.kiln.processor.emit.plain.Slab;
import dev.kiln.processor.emit.vector.VectorEmitter;
import dev.kiln.processor.graph.kernel.Argument;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.MaxPoolBackward;
import dev.kiln.processor.graph.kernel.MaxPoolForward;
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

    private static final int SAMPLES = 3;
    private static final int RUNS = 3;

    private final Map<String, Method> plain = methods("forms.Plain");
    private final Map<String, Method> vector = methods("forms.Vector");
    private final Random random = new Random(5);

    private FormBits() throws ReflectiveOperationException {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        FormBits forms = new FormBits();
        for (Kernel kernel : FormCases.all()) {
            for (int run = 0; run < RUNS; run++) {
                if (!forms.agree(kernel)) {
                    System.out.println(kernel.name());
                    break;
                }
            }
        }
    }

    private static Map<String, Method> methods(String type) throws ReflectiveOperationException {
        Map<String, Method> methods = new HashMap<>();
        for (Method method : Class.forName(type).getDeclaredMethods()) {
            method.setAccessible(true);
            methods.put(method.getName(), method);
        }
        return methods;
    }

    private boolean agree(Kernel kernel) throws ReflectiveOperationException {
        Map<String, Object> once = arrays(kernel);
        Map<String, Object> twice = new HashMap<>();
        once.forEach((name, array) -> twice.put(name, copy(array)));
        call(plain, kernel, once);
        call(vector, kernel, twice);
        for (Argument argument : kernel.arguments()) {
            if (!same(once.get(argument.name()), twice.get(argument.name()))) {
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
        boolean pool = kernel instanceof MaxPoolForward || kernel instanceof MaxPoolBackward;
        for (Argument argument : kernel.arguments()) {
            String name = argument.name();
            arrays.put(
                    name,
                    argument.element() == Argument.Element.DOUBLE
                            ? new double[LENGTH]
                            : pool && name.equals("input") ? ties(kernel) : normal(name));
        }
        int scratch = Math.max(PlainEmitter.scratch(kernel), VectorEmitter.scratch(kernel));
        arrays.put("scratch", new float[scratch]);
        if (kernel instanceof MaxPoolBackward backward) {
            call(plain, new MaxPoolForward(backward.window(), backward.place()), arrays);
        }
        return arrays;
    }

    private float[] normal(String name) {
        float[] numbers = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
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

    private static void call(Map<String, Method> methods, Kernel kernel, Map<String, Object> arrays)
            throws ReflectiveOperationException {
        Method method = methods.get(kernel.name());
        List<Object> arguments = new ArrayList<>();
        arguments.add(SAMPLES);
        kernel.arguments().forEach(a -> arguments.add(arrays.get(a.name())));
        List<Class<?>> types = List.of(method.getParameterTypes());
        for (Class<?> type : types.subList(arguments.size(), types.size())) {
            arguments.add(type == float[].class ? arrays.get("scratch") : rows(kernel));
        }
        method.invoke(null, arguments.toArray());
    }

    private static float[][] rows(Kernel kernel) {
        Slab slab = PlainEmitter.slab(kernel);
        return Slabs.rows(slab.sums(), slab.length());
    }
}
