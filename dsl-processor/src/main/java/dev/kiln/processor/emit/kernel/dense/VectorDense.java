package dev.kiln.processor.emit.kernel.dense;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.emit.code.Transposed;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.ChannelSlice;
import dev.kiln.processor.graph.kernel.DenseForward;
import dev.kiln.processor.graph.kernel.DenseInputGradient;
import dev.kiln.processor.graph.kernel.ParallelDense;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Dense layers and 1x1 convolutions. */
public final class VectorDense {

    private VectorDense() {}

    public static List<MethodSpec> forward(DenseForward k, MethodSpec.Builder signature) {
        VectorProduct product = product(k, k.name(), "", 0);
        List<MethodSpec> methods = new ArrayList<>();
        methods.add(
                signature
                        .addCode(product.open())
                        .addStatement("int rows = $L", Index.of("samples", k.rows()))
                        .addCode(product.code("0", "rows"))
                        .build());
        methods.addAll(product.methods());
        return methods;
    }

    /** Sample by sample; {@code behind} follows each of them, {@code end} the last. */
    public static List<MethodSpec> forward(
            DenseForward k, MethodSpec.Builder signature, CodeBlock behind, CodeBlock end) {
        VectorProduct product = product(k, k.name(), "", 0);
        List<MethodSpec> methods = new ArrayList<>();
        methods.add(
                signature
                        .addCode(product.open())
                        .beginControlFlow("for (int sample = 0; sample < samples; sample++)")
                        .addStatement("int first = $L", Index.of("sample", k.rows()))
                        .addStatement("int end = first + $L", k.rows())
                        .addCode(product.code("first", "end"))
                        .addCode(behind)
                        .endControlFlow()
                        .addCode(end)
                        .build());
        methods.addAll(product.methods());
        return methods;
    }

    /** The products of a sample one after the other, while its rows are in the cache. */
    public static List<MethodSpec> parallel(ParallelDense k, MethodSpec.Builder signature) {
        List<MethodSpec> methods = addParallel(k, signature);
        methods.add(0, signature.build());
        return methods;
    }

    /**
     * Products in one loop, which must exist. Where its sums need more than 16 registers, a machine
     * with shorter vectors, which may have no more, takes one product after the other.
     */
    static List<MethodSpec> joinedProducts(ParallelDense k, MethodSpec.Builder signature) {
        JoinedProduct joined = joined(k).orElseThrow();
        if (joined.fewRegisters()) {
            return joined.methods(signature);
        }
        signature.beginControlFlow("if (SPECIES.length() == $L)", Lanes.MOST);
        joined.addTo(signature);
        signature.nextControlFlow("else");
        List<MethodSpec> parallel = addParallel(k, signature);
        signature.endControlFlow();
        List<MethodSpec> methods = new ArrayList<>();
        methods.add(signature.build());
        methods.addAll(joined.tiles());
        methods.addAll(parallel);
        return methods;
    }

    private static List<MethodSpec> addParallel(ParallelDense k, MethodSpec.Builder signature) {
        int rows = k.products().get(0).rows();
        List<VectorProduct> products = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < k.products().size(); i++) {
            DenseForward part = k.products().get(i);
            products.add(product(part, k.name() + "Part" + i, Integer.toString(i), start));
            start += scratch(part);
        }
        products.forEach(p -> signature.addCode(p.open()));
        signature
                .beginControlFlow("for (int sample = 0; sample < samples; sample++)")
                .addComment("One product after the other, while the sample is in the cache.")
                .addStatement("int first = $L", Index.of("sample", rows))
                .addStatement("int end = first + $L", rows);
        List<MethodSpec> methods = new ArrayList<>();
        for (int i = 0; i < k.products().size(); i++) {
            VectorProduct product = products.get(i);
            signature.addCode("{\n$>").addCode(product.code("first", "end")).addCode("$<}\n");
            methods.addAll(product.methods());
        }
        signature.endControlFlow();
        return methods;
    }

    /** Floats of working memory. */
    public static int scratch(DenseForward k) {
        return VectorProduct.room(k.inputs(), k.outputs());
    }

    /** Products in one loop, where a block of whole vectors would be wasted, or hold few sums. */
    static Optional<JoinedProduct> joined(DenseForward k) {
        boolean pays = Lanes.fill(k.outputs()) && !Lanes.whole(k.outputs(), 2);
        return Optional.of(new JoinedProduct(k.name(), List.of(k), false))
                .filter(p -> pays && p.exists());
    }

    static Optional<JoinedProduct> joined(ParallelDense k) {
        return Optional.of(new JoinedProduct(k.name(), k.products(), true))
                .filter(JoinedProduct::exists);
    }

    /** Floats of working memory, for each product its own. */
    public static int scratch(ParallelDense k) {
        int joined = joined(k).map(JoinedProduct::scratch).orElse(0);
        return Math.max(joined, k.products().stream().mapToInt(VectorDense::scratch).sum());
    }

    private static CodeBlock transposed(DenseInputGradient k) {
        return CodeBlock.builder()
                .add(Comment.of("Weights with the inputs side by side."))
                .add(Transposed.code(1, k.inputs(), k.outputs(), 0))
                .build();
    }

    /** Floats of working memory. */
    public static int scratch(DenseInputGradient k) {
        return Math.max(k.inputs() * k.outputs(), VectorProduct.room(k.outputs(), k.inputs()));
    }

    private static VectorProduct product(DenseForward k, String name, String number, int start) {
        return new VectorProduct(
                name,
                "input",
                k.source(),
                k.outputs(),
                "weight" + number,
                false,
                Lanes.fill(k.outputs()) ? 0 : start,
                k.bias() ? "bias" + number : "",
                "output" + number,
                k.slice().total(),
                k.slice().from(),
                k.activation());
    }

    public static List<MethodSpec> inputGradient(
            DenseInputGradient k, MethodSpec.Builder signature) {
        boolean narrow = !Lanes.fill(k.inputs());
        VectorProduct product =
                new VectorProduct(
                        k.name(),
                        "outputGradient",
                        ChannelSlice.whole(k.outputs()),
                        k.inputs(),
                        narrow ? "weight" : "scratch",
                        true,
                        0,
                        "",
                        "inputGradient",
                        k.inputs(),
                        0,
                        Activation.NONE);
        List<MethodSpec> methods = new ArrayList<>();
        methods.add(
                signature
                        .addCode(narrow ? product.open() : transposed(k))
                        .addStatement("int rows = $L", Index.of("samples", k.rows()))
                        .addCode(product.code("0", "rows"))
                        .build());
        methods.addAll(product.methods());
        return methods;
    }
}
