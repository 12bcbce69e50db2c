package dev.kiln.processor.emit.kernel.conv;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.kernel.PlainEmitter;
import dev.kiln.processor.graph.kernel.Argument;
import dev.kiln.processor.graph.kernel.ConvolutionMaxPool;
import dev.kiln.processor.graph.kernel.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A convolution, then a maximum pool, as calls of the kernels of both. */
public final class PlainConvolutionMaxPool {

    private PlainConvolutionMaxPool() {}

    public static MethodSpec method(
            ConvolutionMaxPool k, MethodSpec.Builder signature, Predicate<Kernel> scratch) {
        if (!PlainEmitter.slab(k).isNone()) {
            signature.addParameter(float[][].class, "rows");
        }
        return signature
                .addCode(call(k.convolution(), "output", scratch))
                .addCode(call(k.pool(), "input", scratch))
                .build();
    }

    /** {@code map}: the argument that the map is for a kernel. */
    private static CodeBlock call(Kernel kernel, String map, Predicate<Kernel> scratch) {
        List<String> arguments = new ArrayList<>(List.of("samples"));
        for (Argument argument : kernel.arguments()) {
            arguments.add(argument.name().equals(map) ? ConvolutionMaxPool.MAP : argument.name());
        }
        if (scratch.test(kernel)) {
            arguments.add("scratch");
        }
        if (!PlainEmitter.slab(kernel).isNone()) {
            arguments.add("rows");
        }
        return CodeBlock.builder()
                .addStatement("$L($L)", kernel.name(), String.join(", ", arguments))
                .build();
    }
}
