package dev.kiln.processor.emit.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.MemoryCompiler;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.Preparation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Kernels written by the plain emitter, compiled without warnings in memory and ready to be called.
 */
public final class CompiledKernels {

    private static final String NAME = "Kernels";

    private final Map<String, Method> methods = new HashMap<>();
    private final byte[] classFile;

    private CompiledKernels(MemoryCompiler.Result result) throws ReflectiveOperationException {
        classFile = result.classes().get(NAME);
        for (Method method : result.loader().loadClass(NAME).getDeclaredMethods()) {
            method.setAccessible(true);
            methods.put(method.getName(), method);
        }
    }

    public static CompiledKernels of(Kernel... kernels) {
        return of(List.of(kernels));
    }

    public static CompiledKernels of(Collection<? extends Kernel> kernels) {
        List<MethodSpec> methods = new ArrayList<>();
        new LinkedHashSet<>(kernels).forEach(k -> methods.addAll(methods(k)));
        return ofMethods(methods);
    }

    /** The plain form of a kernel. */
    public static List<MethodSpec> methods(Kernel kernel) {
        KernelForms forms = new KernelForms(false);
        return forms.plainMethods(kernel, forms.plainSignature(kernel).method());
    }

    /** Those of kernels in a form that is not the chosen one. */
    public static CompiledKernels ofMethods(List<MethodSpec> methods) {
        TypeSpec.Builder type = TypeSpec.classBuilder(NAME).addMethods(methods);
        String source = JavaFile.builder("", type.build()).build().toString();
        try {
            return new CompiledKernels(MemoryCompiler.compile(Map.of(NAME, source)));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    /** Calls a kernel; the result is the loss of those that compute one, else 0. */
    public double call(Kernel kernel, int samples, Object... arrays) {
        Object[] arguments = new Object[arrays.length + 1];
        arguments[0] = samples;
        System.arraycopy(arrays, 0, arguments, 1, arrays.length);
        return invoke(kernel, arguments);
    }

    /** What a kernel makes of a parameter. */
    public float[] prepare(Preparation kernel, float[] parameter) {
        float[] made = Samples.empty(kernel.size());
        float[] behind = Arrays.copyOfRange(made, kernel.size(), made.length);
        invoke(kernel, parameter, made);
        assertArrayEquals(behind, Arrays.copyOfRange(made, kernel.size(), made.length));
        return made;
    }

    private double invoke(Kernel kernel, Object... arguments) {
        try {
            Object result = methods.get(kernel.name()).invoke(null, arguments);
            return result == null ? 0 : (Double) result;
        } catch (InvocationTargetException e) {
            throw new AssertionError(kernel + " failed", e.getCause());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    public byte[] classFile() {
        return classFile.clone();
    }
}
