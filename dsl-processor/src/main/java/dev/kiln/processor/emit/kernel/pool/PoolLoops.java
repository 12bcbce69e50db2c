package dev.kiln.processor.emit.kernel.pool;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Sizes;
import dev.kiln.processor.graph.kernel.Axis;
import dev.kiln.processor.graph.kernel.ChannelSlice;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The loops of a pool. {@code from} and {@code to} are the indices of a pixel of the input and of
 * the output. Small windows that never leave the image are written out, tap by tap; for others
 * there are loops over what is inside.
 */
public final class PoolLoops {

    /** A 3x3 window is still easy to read when it is written out. */
    private static final int MOST_TAPS = 9;

    /** Outputs that share columns. */
    private static final int GROUP = 4;

    private final PoolAxis rows;
    private final PoolAxis columns;
    private final Shape input;
    private final Shape output;
    private final ChannelSlice slice;

    private PoolLoops(
            PoolAxis rows, PoolAxis columns, Shape input, Shape output, ChannelSlice slice) {
        this.rows = rows;
        this.columns = columns;
        this.input = input;
        this.output = output;
        this.slice = slice;
    }

    /** {@code place}: the channels of the output. */
    public static PoolLoops of(Window w, ChannelSlice slice) {
        Shape input = w.input();
        return new PoolLoops(
                new PoolAxis(Axis.forwardRows(w), input.height(), "row", "top", "bottom", "y"),
                new PoolAxis(Axis.forwardColumns(w), input.width(), "column", "left", "right", "x"),
                input,
                w.output(input.channels()),
                slice);
    }

    public int channels() {
        return input.channels();
    }

    public int outputSize() {
        return output.size();
    }

    public int inputSize() {
        return input.size();
    }

    /**
     * Whether the taps are written out; then {@code from} is the first of them, {@link #offsets}
     * are their distances.
     */
    public boolean unrolled() {
        return !rows.clipped()
                && !columns.clipped()
                && rows.axis().taps() * columns.axis().taps() <= MOST_TAPS;
    }

    /** The distance of each tap from the first one, in row-major order. */
    public List<Integer> offsets() {
        int taps = columns.axis().taps();
        return IntStream.range(0, rows.axis().taps() * taps)
                .mapToObj(
                        t ->
                                t / taps * rows.axis().sourceTap() * rowPitch()
                                        + t % taps * columns.axis().sourceTap() * channels())
                .toList();
    }

    /** Whether every input lies in exactly one window. */
    public boolean tiles() {
        return rows.tiles() && columns.tiles();
    }

    /**
     * The divisor of a mean: the taps, or those of them that are inside the image, as an
     * expression.
     */
    String count(boolean countPadding) {
        boolean whole = !rows.clipped() && !columns.clipped();
        return countPadding || whole ? taps() + "f" : rows.count() + " * " + columns.count();
    }

    /** The number of taps, padding included. */
    int taps() {
        return rows.axis().taps() * columns.axis().taps();
    }

    /** Whether {@link #overOutputsClamped} can be used, where nothing is unrolled. */
    public boolean clampable() {
        return rows.clampable() && columns.clampable() && taps() <= MOST_TAPS;
    }

    /**
     * {@code body} for every pixel of the output of every sample, all taps written out; those that
     * would be outside of the image are at its edge. {@link #clampedTaps} are their indices.
     */
    public CodeBlock overOutputsClamped(CodeBlock body) {
        return overClampedRows(
                CodeBlock.builder()
                        .add(columns.openOutputs())
                        .add(columns.clampedTaps(channels(), 1))
                        .add(declareTo())
                        .add(body)
                        .add(columns.closeOutputs())
                        .build());
    }

    /**
     * {@code body} for every row of the output of every sample; the rows of a window begin at
     * {@code image + y0} and so on, those that would be outside of the image at its edge.
     */
    public CodeBlock overClampedRows(CodeBlock body) {
        return CodeBlock.builder()
                .add(sizes())
                .beginControlFlow("for (int sample = 0; sample < samples; sample++)")
                .addStatement("int image = $L", Index.of("sample", input.size()))
                .add(rows.openOutputs())
                .add(rows.clampedTaps(rowPitch(), 1))
                .add(body)
                .add(rows.closeOutputs())
                .endControlFlow()
                .build();
    }

    /** The index of each tap, in row-major order. */
    public List<String> clampedTaps() {
        int across = columns.axis().taps();
        return IntStream.range(0, taps())
                .mapToObj(t -> "image + y" + t / across + " + x" + t % across)
                .toList();
    }

    /** Neighboring outputs of a row whose windows overlap, as many as go well together; or 1. */
    public int group() {
        boolean overlap = columns.axis().sourceStep() < columns.axis().taps();
        return overlap && clampable() ? Math.min(GROUP, columns.axis().count()) : 1;
    }

    /**
     * {@code body} for every {@link #group} of outputs of every sample; {@code to} is the first of
     * them. {@link #columns} are what their windows see.
     */
    public CodeBlock overGroups(CodeBlock body) {
        return CodeBlock.builder()
                .add(sizes())
                .beginControlFlow("for (int sample = 0; sample < samples; sample++)")
                .addStatement("int image = $L", Index.of("sample", input.size()))
                .add(rows.openOutputs())
                .add(rows.clampedTaps(rowPitch(), 1))
                .add(columns.openGroups(group()))
                .add(columns.clampedTaps(channels(), group()))
                .add(declareTo())
                .add(body)
                .endControlFlow()
                .add(rows.closeOutputs())
                .endControlFlow()
                .build();
    }

    /** For each column that a group sees, the indices of its pixels. */
    public List<List<String>> columns() {
        return IntStream.range(0, columns.positions(group()))
                .mapToObj(
                        x ->
                                IntStream.range(0, rows.axis().taps())
                                        .mapToObj(y -> "image + y" + y + " + x" + x)
                                        .toList())
                .toList();
    }

    /** The columns, of those of a group, that the window of one of its outputs sees. */
    public IntStream columnsOf(int output) {
        int first = output * columns.axis().sourceStep();
        return IntStream.range(first, first + columns.axis().taps());
    }

    /** Floats from an output to its neighbor. */
    public int outputPitch() {
        return slice.total();
    }

    /** {@code body} for every pixel of the output of every sample. */
    public CodeBlock overOutputs(CodeBlock body) {
        CodeBlock.Builder code = CodeBlock.builder();
        if (!unrolled()) {
            code.add(rows.bounds());
        }
        code.add(columns.openOutputs());
        if (unrolled()) {
            code.addStatement("int from = $L", from(columns.outputPosition()));
        } else {
            code.add(columns.bounds());
        }
        return overRows(code.add(declareTo()).add(body).add(columns.closeOutputs()).build());
    }

    private CodeBlock sizes() {
        Shape target = new Shape(output.height(), output.width(), slice.total());
        return new Sizes().sample("the map", input).sample("the pooled map", target).comment();
    }

    /** {@code body} for every row of the output of every sample. */
    public CodeBlock overRows(CodeBlock body) {
        return CodeBlock.builder()
                .add(sizes())
                .beginControlFlow("for (int sample = 0; sample < samples; sample++)")
                .add(rows.openOutputs())
                .add(body)
                .add(rows.closeOutputs())
                .endControlFlow()
                .build();
    }

    /**
     * {@code body} for the pixels of a row of the output from column {@code first} to before column
     * {@code end}; only where the taps are written out.
     */
    public CodeBlock overColumns(String first, String end, CodeBlock body) {
        return CodeBlock.builder()
                .beginControlFlow("for (int column = $L; column < $L; column++)", first, end)
                .addStatement("int from = $L", from("column"))
                .add(declareTo())
                .add(body)
                .endControlFlow()
                .build();
    }

    /** The index of the first tap of a window that is written out. */
    public Index from(String column) {
        return Index.of("sample", input.size())
                .plus(rows.outputPosition(), rows.axis().sourceStep() * rowPitch())
                .plus(column, columns.axis().sourceStep() * channels());
    }

    /** The index of a pixel of the output. */
    public Index to(String column) {
        return Index.of("sample", output.pixels() * slice.total())
                .plus(rows.outputPosition(), output.width() * slice.total())
                .plus(column, slice.total())
                .plus(slice.from());
    }

    /**
     * {@code body} for every input pixel in the window, in row-major order; only where nothing is
     * unrolled.
     */
    public CodeBlock overTaps(CodeBlock body) {
        return CodeBlock.builder()
                .add(rows.openTaps())
                .add(columns.openTaps())
                .addStatement(
                        "int from = $L",
                        Index.of("sample", input.size())
                                .plus("y", rowPitch())
                                .plus("x", channels()))
                .add(body)
                .endControlFlow()
                .endControlFlow()
                .build();
    }

    private CodeBlock declareTo() {
        return CodeBlock.builder()
                .addStatement("int to = $L", to(columns.outputPosition()))
                .build();
    }

    /** The distance of the taps of neighboring rows. */
    public int tapRowPitch() {
        return rows.axis().sourceTap() * rowPitch();
    }

    /** Rows of a window. */
    public int tapRows() {
        return rows.axis().taps();
    }

    public CodeBlock overChannels(CodeBlock body) {
        return CodeBlock.builder()
                .beginControlFlow("for (int channel = 0; channel < $L; channel++)", channels())
                .add(body)
                .endControlFlow()
                .build();
    }

    /** The index in the input of a tap that is written out. */
    public static Index tap(int offset) {
        return Index.of("from", 1).plus("channel", 1).plus(offset);
    }

    private int rowPitch() {
        return input.width() * channels();
    }
}
