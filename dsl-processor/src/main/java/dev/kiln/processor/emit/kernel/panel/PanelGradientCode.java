package dev.kiln.processor.emit.kernel.panel;

import static dev.kiln.processor.emit.code.Modifiers.FINAL;
import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;
import static dev.kiln.processor.emit.code.RuntimeTypes.PATCHES;
import static dev.kiln.processor.emit.code.RuntimeTypes.WEIGHT_GRADIENTS;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import dev.kiln.processor.graph.kernel.Axis;
import dev.kiln.processor.graph.kernel.PanelWeightGradient;
import dev.kiln.processor.graph.shape.Window;
import java.util.ArrayList;
import java.util.List;

/** Methods that hand a weight gradient to the runtime. */
final class PanelGradientCode {

    private PanelGradientCode() {}

    static CodeBlock body(PanelWeightGradient k) {
        return CodeBlock.builder()
                .addStatement(
                        "$T.add($L, samples, input, outputGradient, $L, weightGradient,$W scratch, rows)",
                        WEIGHT_GRADIENTS,
                        name(k),
                        k.filters())
                .build();
    }

    private static String name(PanelWeightGradient k) {
        return k.name() + "Patches";
    }

    static FieldSpec constant(PanelWeightGradient k) {
        Window w = k.window();
        Axis rows = Axis.forwardRows(w);
        Axis columns = Axis.forwardColumns(w);
        boolean joins = columns.taps() == 1 || columns.sourceTap() == 1;
        List<CodeBlock> runRows = new ArrayList<>();
        List<CodeBlock> runColumns = new ArrayList<>();
        for (int row = 0; row < rows.taps(); row++) {
            for (int column = 0; column < (joins ? 1 : columns.taps()); column++) {
                runRows.add(CodeBlock.of("$L", rows.source() + rows.sourceTap() * row));
                runColumns.add(CodeBlock.of("$L", columns.source() + columns.sourceTap() * column));
            }
        }
        return FieldSpec.builder(PATCHES, name(k), PRIVATE, STATIC, FINAL)
                .addJavadoc(
                        "Pieces that $L pixels read of $L: $L runs.\n",
                        w.output(k.filters()).pixels(),
                        w.input(),
                        runRows.size())
                .initializer(
                        "new $T($L, $L, $L,$W$L, $L, $L, $L,$W$L,$Wnew int[] {$L},$Wnew int[] {$L})",
                        PATCHES,
                        w.input().height(),
                        w.input().width(),
                        w.input().channels(),
                        rows.count(),
                        columns.count(),
                        rows.sourceStep(),
                        columns.sourceStep(),
                        (joins ? columns.taps() : 1) * w.input().channels(),
                        CodeBlock.join(runRows, ", "),
                        CodeBlock.join(runColumns, ", "))
                .build();
    }
}
