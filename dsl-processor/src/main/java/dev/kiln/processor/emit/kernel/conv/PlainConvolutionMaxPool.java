package dev.kiln.processor.emit.kernel.conv;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.KernelSignature;
import dev.kiln.processor.graph.kernel.ConvolutionMaxPool;
import dev.kiln.processor.graph.kernel.Kernel;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A convolution, then a maximum pool, as calls of the kernels of both. */
public final class PlainConvolutionMaxPool {

    private PlainConvolutionMaxPool() {}

    public static List<MethodSpec> methods(
            ConvolutionMaxPool k,
            MethodSpec.Builder signature,
            Function<Kernel, KernelSignature> parts) {
        return List.of(
                signature
                        .addCode(call(parts.apply(k.convolution()), "output"))
                        .addCode(call(parts.apply(k.pool()), "input"))
                        .build());
    }

    /** {@code map}: the argument that the map is for a kernel. */
    private static CodeBlock call(KernelSignature kernel, String map) {
        String arguments =
                kernel.parameters().stream()
                        .map(p -> p.name().equals(map) ? ConvolutionMaxPool.MAP : p.name())
                        .collect(Collectors.joining(", "));
        return CodeBlock.builder()
                .addStatement("$L($L)", kernel.kernel().name(), arguments)
                .build();
    }
}
