package dev.kiln.processor.emit.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.Preparation;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Kernels written by the plain emitter, compiled without warnings in memory and ready to be called.
 */
public final class CompiledKernels {

    private static final String NAME = "Kernels";

    private final Map<String, Method> methods = new HashMap<>();
    private final byte[] classFile;

    private CompiledKernels(byte[] classFile) throws ReflectiveOperationException {
        this.classFile = classFile;
        ClassLoader loader =
                new ClassLoader(CompiledKernels.class.getClassLoader()) {
                    @Override
                    protected Class<?> findClass(String name) throws ClassNotFoundException {
                        if (!name.equals(NAME)) {
                            throw new ClassNotFoundException(name);
                        }
                        return defineClass(name, classFile, 0, classFile.length);
                    }
                };
        for (Method method : loader.loadClass(NAME).getDeclaredMethods()) {
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
            return new CompiledKernels(compile(source));
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

    private static byte[] compile(String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StandardJavaFileManager standard = compiler.getStandardFileManager(null, null, null);
        JavaFileManager files =
                new ForwardingJavaFileManager<>(standard) {
                    @Override
                    public JavaFileObject getJavaFileForOutput(
                            Location location,
                            String name,
                            JavaFileObject.Kind kind,
                            FileObject sibling) {
                        return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
                            @Override
                            public OutputStream openOutputStream() {
                                return bytes;
                            }
                        };
                    }
                };
        JavaFileObject file =
                new SimpleJavaFileObject(
                        URI.create("memory:///" + NAME + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        List<String> options = List.of("-Xlint:all", "-Werror", "-proc:none");
        if (!compiler.getTask(null, files, null, options, null, List.of(file)).call()) {
            throw new AssertionError(source);
        }
        return bytes.toByteArray();
    }
}
