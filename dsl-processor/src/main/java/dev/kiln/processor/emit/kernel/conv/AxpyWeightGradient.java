package dev.kiln.processor.emit.kernel.conv;

import static dev.kiln.processor.emit.code.AxpyCode.ACCUMULATOR_ROWS;
import static dev.kiln.processor.emit.code.AxpyCode.TAPS;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.code.AccumulatorSize;
import dev.kiln.processor.emit.code.AxpyCost;
import dev.kiln.processor.emit.code.AxpySums;
import dev.kiln.processor.emit.code.Blocks;
import dev.kiln.processor.emit.code.Bordered;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.graph.kernel.Axis;
import dev.kiln.processor.graph.kernel.Border;
import dev.kiln.processor.graph.kernel.ConvolutionWeightGradient;
import dev.kiln.processor.graph.shape.Window;

/**
 * The gradient by the weights of a convolution with a row of sums for each filter, which goes over
 * kernel rows, kernel columns and channels: the numbers that a pixel of the output sees are copied
 * into a row, and three such rows are added to the sums of all filters.
 */
public final class AxpyWeightGradient {

    private final ConvolutionWeightGradient k;
    private final Bordered source;
    private final Axis rows;
    private final Axis columns;
    private final int channels;

    private AxpyWeightGradient(ConvolutionWeightGradient k) {
        Window w = k.window();
        this.k = k;
        this.source = Bordered.of("input", w.input(), Border.ofInput(w));
        this.rows = Axis.forwardRows(w).shifted(source.border().top());
        this.columns = Axis.forwardColumns(w).shifted(source.border().left());
        this.channels = w.input().channels();
    }

    public static CodeBlock body(ConvolutionWeightGradient k) {
        return new AxpyWeightGradient(k).code();
    }

    public static AccumulatorSize accumulators(ConvolutionWeightGradient k) {
        AxpyWeightGradient gradient = new AxpyWeightGradient(k);
        return new AccumulatorSize(
                gradient.filters(), gradient.kernelRows() * gradient.kernelRow());
    }

    static AxpyCost cost(ConvolutionWeightGradient k) {
        Window w = k.window();
        double seen = (double) w.kernel().rows() * w.kernel().columns() * w.input().channels();
        double copied = seen * k.output().pixels();
        return new AxpyCost(
                copied * k.filters(), 1, accumulators(k).length(), k.filters(), 0, 2 * copied);
    }

    /** Weights of a filter in a kernel row. */
    private int kernelRow() {
        return columns.taps() * channels;
    }

    /** Kernel rows at a time. */
    private int kernelRows() {
        return Math.max(1, Math.min(rows.taps(), AccumulatorSize.LENGTH / kernelRow()));
    }

    /** Filters at a time. */
    private int filters() {
        return Math.min(
                k.filters(), Math.max(16, AccumulatorSize.SUMS / (kernelRows() * kernelRow())));
    }

    private CodeBlock code() {
        return CodeBlock.builder()
                .add(sizes())
                .add(source.clear())
                .add(
                        Blocks.over(
                                "begin",
                                rows.taps(),
                                kernelRows(),
                                (begin, height) ->
                                        Blocks.over(
                                                "filter",
                                                k.filters(),
                                                filters(),
                                                (filter, n) -> part(begin, height, filter, n))))
                .build();
    }

    private CodeBlock sizes() {
        return source.sizes()
                .and("a row of a filter's weights", columns.taps(), channels)
                .and("weights of a filter", kernelRows(), columns.taps(), channels)
                .and("weights of all filters", rows.taps(), kernelRow(), k.filters())
                .comment();
    }

    private CodeBlock part(String begin, int height, String filter, int filters) {
        int length = height * kernelRow();
        AxpySums sums =
                new AxpySums(
                        filters,
                        Integer.toString(length),
                        "weightGradient",
                        at -> at.plus(begin, kernelRow() * k.filters()).plus(filter, 1),
                        k.filters(),
                        1);
        return CodeBlock.builder()
                .add(
                        Comment.of(
                                "A row of sums for each filter, from rows[$L] on, begins with what"
                                        + " is there.",
                                TAPS))
                .add(sums.take())
                .add(
                        Comment.of(
                                "What a pixel sees becomes a row; $L such rows at a time, times the"
                                        + " gradients of their pixels, are added to all sums.",
                                TAPS))
                .addStatement("int taps = 0")
                .addStatement("int at = $L", filter)
                .beginControlFlow("for (int sample = 0; sample < samples; sample++)")
                .add(source.copy())
                .beginControlFlow("for (int row = 0; row < $L; row++)", rows.count())
                .beginControlFlow("for (int column = 0; column < $L; column++)", columns.count())
                .addStatement("float[] patch = rows[taps++]")
                .add(patch(begin, height))
                .beginControlFlow("if (taps == $L)", TAPS)
                .add(add(Integer.toString(TAPS), length, filters))
                .addStatement("at += $L", TAPS * k.filters())
                .addStatement("taps = 0")
                .endControlFlow()
                .endControlFlow()
                .endControlFlow()
                .endControlFlow()
                .add(Comment.of("The rows that are left over."))
                .beginControlFlow("if (taps > 0)")
                .add(add("taps", length, filters))
                .endControlFlow()
                .add(Comment.of("The sums go back to where they came from."))
                .add(sums.put())
                .build();
    }

    private CodeBlock add(String taps, int length, int filters) {
        return CodeBlock.builder()
                .addStatement(
                        "$T.axpy($L, rows, $L, $L, $L, outputGradient, at, $L, 1)",
                        ACCUMULATOR_ROWS,
                        length,
                        taps,
                        TAPS,
                        filters,
                        k.filters())
                .build();
    }

    /** Copies what one pixel sees. */
    private CodeBlock patch(String begin, int height) {
        int pitch = source.image().rowPitch();
        boolean together = columns.sourceTap() == 1;
        Index from =
                Index.of(source.image().base(), 1)
                        .plus("row", rows.sourceStep() * pitch)
                        .plus("column", columns.sourceStep() * channels)
                        .plus(begin, rows.sourceTap() * pitch)
                        .plus(height > 1 ? "kernelRow" : "0", rows.sourceTap() * pitch)
                        .plus(together ? "0" : "kernelColumn", columns.sourceTap() * channels)
                        .plus(rows.source() * pitch + columns.source() * channels);
        Index to =
                Index.of(height > 1 ? "kernelRow" : "0", kernelRow())
                        .plus(together ? "0" : "kernelColumn", channels);
        CodeBlock.Builder code = CodeBlock.builder();
        if (height > 1) {
            code.beginControlFlow("for (int kernelRow = 0; kernelRow < $L; kernelRow++)", height);
        }
        if (!together) {
            code.beginControlFlow(
                    "for (int kernelColumn = 0; kernelColumn < $L; kernelColumn++)",
                    columns.taps());
        }
        code.addStatement(
                "System.arraycopy($L, $L, patch, $L, $L)",
                source.image().array(),
                from,
                to,
                together ? kernelRow() : channels);
        if (!together) {
            code.endControlFlow();
        }
        return (height > 1 ? code.endControlFlow() : code).build();
    }
}
