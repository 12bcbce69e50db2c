package dev.kiln.processor.emit.kernel.panel;

import static dev.kiln.processor.emit.code.RuntimeTypes.PRODUCTS;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.Bordered;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.PanelForward;
import dev.kiln.processor.graph.kernel.PanelInputGradient;
import dev.kiln.processor.graph.kernel.TurnedPanelWeights.Phase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Methods that hand sources, weights and geometry to products of the runtime. */
final class PanelProductCode {

    private PanelProductCode() {}

    static List<MethodSpec> forward(PanelForward k, MethodSpec.Builder signature) {
        return forward(k, signature, CodeBlock.of(""), CodeBlock.of(""));
    }

    static List<MethodSpec> forward(
            PanelForward k, MethodSpec.Builder signature, CodeBlock behind, CodeBlock end) {
        PanelGeometry geometry = PanelGeometry.of(k);
        boolean relu = k.activation().kind() == Activation.Kind.RELU;
        String bias = k.bias() ? "bias" : "null";
        if (geometry.isRow() && behind.isEmpty()) {
            CodeBlock pixels = CodeBlock.of("$L", Index.of("samples", geometry.pixels()));
            CodeBlock from = CodeBlock.of("0");
            CodeBlock to = CodeBlock.of("$L", geometry.first());
            CodeBlock call =
                    call(product(k, 0), pixels, "input", from, 0, bias, "output", to, relu, 0);
            return List.of(signature.addCode(call).addCode(end).build());
        }
        CodeBlock call = call(product(k, 0), geometry, 0, bias, "output", relu);
        return List.of(
                signature
                        .addCode(
                                geometry.source()
                                        .overSamples(CodeBlock.join(List.of(call, behind), "")))
                        .addCode(end)
                        .build());
    }

    static CodeBlock inputGradient(PanelInputGradient k) {
        List<Phase> phases = k.weights().phases();
        PanelGeometry first = PanelGeometry.of(k, phases.get(0));
        if (phases.size() == 1 && first.isRow()) {
            return call(
                    product(k, 0),
                    CodeBlock.of("$L", Index.of("samples", first.pixels())),
                    "outputGradient",
                    CodeBlock.of("0"),
                    0,
                    "null",
                    "inputGradient",
                    CodeBlock.of("0"),
                    false,
                    0);
        }
        CodeBlock.Builder code = CodeBlock.builder();
        if (phases.stream().anyMatch(p -> p.taps() == 0)) {
            int size = k.window().input().size();
            code.add(Comment.of("Some pixels were not read."))
                    .addStatement(
                            "$T.fill(inputGradient, sample * $L, (sample + 1) * $L, 0f)",
                            Arrays.class,
                            size,
                            size);
        }
        if (phases.size() > 1) {
            code.add(
                    Comment.of(
                            "Rows and columns that meet the same weights are computed together."));
        }
        for (int i = 0; i < phases.size(); i++) {
            Phase phase = phases.get(i);
            if (phase.taps() > 0) {
                PanelGeometry geometry = PanelGeometry.of(k, phase);
                code.add(
                        call(
                                product(k, i),
                                geometry,
                                phase.firstPanel(),
                                "null",
                                "inputGradient",
                                false));
            }
        }
        Bordered source = PanelGeometry.source(k);
        return source.overSamples(code.build());
    }

    static List<FieldSpec> constants(PanelInputGradient k) {
        List<FieldSpec> fields = new ArrayList<>();
        List<Phase> phases = k.weights().phases();
        for (int i = 0; i < phases.size(); i++) {
            if (phases.get(i).taps() > 0) {
                fields.add(PanelGeometry.of(k, phases.get(i)).constant(product(k, i)));
            }
        }
        return fields;
    }

    /** The name of the constant that holds the geometry of a phase. */
    static String product(Kernel kernel, int phase) {
        return kernel.name() + "Product" + (phase == 0 ? "" : phase);
    }

    private static CodeBlock call(
            String product,
            PanelGeometry geometry,
            int firstPanel,
            String bias,
            String target,
            boolean relu) {
        Bordered source = geometry.source();
        return call(
                product,
                CodeBlock.of("$L", geometry.pixels()),
                source.image().array(),
                CodeBlock.of("$L", source.image().base()),
                firstPanel,
                bias,
                target,
                CodeBlock.of(
                        "$L", Index.of("sample", geometry.target().size()).plus(geometry.first())),
                relu,
                PanelGeometry.bordered(source));
    }

    private static CodeBlock call(
            String product,
            CodeBlock pixels,
            String source,
            CodeBlock from,
            int firstPanel,
            String bias,
            String target,
            CodeBlock to,
            boolean relu,
            int work) {
        return CodeBlock.builder()
                .addStatement(
                        "$T.multiply($L, $L, $L, $L,$Wpanels, $L, $L, $L, $L,$W$L, scratch, $L, rows)",
                        PRODUCTS,
                        product,
                        pixels,
                        source,
                        from,
                        firstPanel,
                        bias,
                        target,
                        to,
                        relu,
                        work)
                .build();
    }
}
