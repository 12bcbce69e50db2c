package dev.kiln.processor.emit.kernel.panel;

import static dev.kiln.processor.emit.code.Modifiers.FINAL;
import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;
import static dev.kiln.processor.emit.code.RuntimeTypes.PRODUCT;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import dev.kiln.processor.emit.code.Bordered;
import dev.kiln.processor.graph.kernel.Axis;
import dev.kiln.processor.graph.kernel.Border;
import dev.kiln.processor.graph.kernel.PanelForward;
import dev.kiln.processor.graph.kernel.PanelInputGradient;
import dev.kiln.processor.graph.kernel.TurnedPanelWeights.Phase;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * The geometry of a product of the runtime: what its constructor takes.
 *
 * @param source what is read, with a border where it needs one
 * @param rows of the target and what they read
 * @param columns of the target and what they read
 * @param target shape of the array that is written, with all its channels
 * @param first index of the first number that is written, in a sample
 * @param filters channels that are written
 * @param turned whether taps are taken from the last to the first
 */
record PanelGeometry(
        Bordered source,
        Axis rows,
        Axis columns,
        Shape target,
        int first,
        int filters,
        boolean turned) {

    static PanelGeometry of(PanelForward k) {
        Window w = k.window();
        Bordered source = Bordered.of("input", w.input(), Border.ofInput(w));
        Shape output = w.output(k.target().total());
        return new PanelGeometry(
                source,
                Axis.forwardRows(w).shifted(source.border().top()),
                Axis.forwardColumns(w).shifted(source.border().left()),
                output,
                k.target().from(),
                k.filters(),
                false);
    }

    static PanelGeometry of(PanelInputGradient k, Phase phase) {
        Window w = k.window();
        Bordered source = source(k);
        Axis rows = phase.rows().shifted(source.border().top());
        Axis columns = phase.columns().shifted(source.border().left());
        int first = (rows.start() * w.input().width() + columns.start()) * w.input().channels();
        return new PanelGeometry(
                source, rows, columns, w.input(), first, w.input().channels(), true);
    }

    static Bordered source(PanelInputGradient k) {
        return Bordered.of(
                "outputGradient",
                k.window().output(k.filters()),
                Border.ofOutputGradient(k.window()));
    }

    /** Floats of working memory: the source in its border, and that of the runtime behind it. */
    int scratch() {
        return bordered(source) + PanelForms.SCRATCH;
    }

    static int scratch(PanelInputGradient k) {
        return bordered(source(k)) + PanelForms.SCRATCH;
    }

    static int bordered(Bordered source) {
        return source.border().isNone() ? 0 : source.border().around(source.shape()).size();
    }

    private int channels() {
        return source.shape().channels();
    }

    private int pitch() {
        return source.border().around(source.shape()).width() * channels();
    }

    int pixels() {
        return rows.count() * columns.count();
    }

    /** Whether each sample is one row, so that those of all samples follow each other. */
    boolean isRow() {
        return source.border().isNone()
                && rows.count() == 1
                && sourceRow() == source.shape().size()
                && targetRow() == target.size();
    }

    private int sourceRow() {
        return rows.sourceStep() * pitch();
    }

    private int targetRow() {
        return rows.step() * target.width() * target.channels();
    }

    FieldSpec constant(String name) {
        int step = target.channels();
        CodeBlock runs =
                runs().stream().map(r -> CodeBlock.of("$L", r)).collect(CodeBlock.joining(",$W"));
        return FieldSpec.builder(PRODUCT, name, PRIVATE, STATIC, FINAL)
                .addJavadoc(
                        "$L columns; $L and $L floats to the next column and row of the source, $L and $L"
                                + " of the\ntarget; $L filters; runs of $L floats at each of the others.\n",
                        columns.count(),
                        columns.sourceStep() * channels(),
                        sourceRow(),
                        columns.step() * step,
                        targetRow(),
                        filters,
                        run())
                .initializer(
                        "new $T($L,$W$L,$W$L,$W$L,$W$L,$W$L,$W$L,$W$L)",
                        PRODUCT,
                        columns.count(),
                        columns.sourceStep() * channels(),
                        sourceRow(),
                        columns.step() * step,
                        targetRow(),
                        filters,
                        run(),
                        runs)
                .build();
    }

    /** Floats of each run: neighboring kernel columns are one where they read neighbors. */
    private int run() {
        return joins() ? columns.taps() * channels() : channels();
    }

    private boolean joins() {
        return columns.taps() == 1 || columns.sourceTap() == (turned ? -1 : 1);
    }

    private List<Integer> runs() {
        List<Integer> runs = new ArrayList<>();
        for (int row : sources(rows)) {
            for (int column : joins() ? sources(columns).subList(0, 1) : sources(columns)) {
                runs.add(row * pitch() + column * channels());
            }
        }
        return runs;
    }

    private List<Integer> sources(Axis axis) {
        List<Integer> sources = new ArrayList<>();
        for (int t = 0; t < axis.taps(); t++) {
            int tap = turned ? axis.taps() - 1 - t : t;
            sources.add(axis.source() + axis.sourceTap() * tap);
        }
        return sources;
    }
}
