package dev.kiln.processor.emit.kernel.conv;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.emit.code.RegisterTranspose;
import dev.kiln.processor.emit.code.RegisterTranspose.Matrix;
import dev.kiln.processor.emit.code.Sizes;
import dev.kiln.processor.graph.kernel.Axis;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The loops of a convolution to few channels, forward or by its input, of {@value #SAMPLES} samples
 * at once with a lane for each: no lane is empty, whatever the number of channels. The source is
 * transposed first, and each row of the target behind its tiles. Where a maximum pool follows, a
 * row of the target has the maxima of some rows of sums.
 *
 * @param name of the kernel
 * @param source array of the source
 * @param target array of the target
 * @param pool windows of the pool that follows, or {@link Pair#ONE}
 */
public record BatchInLanesSliding(
        String name, BatchInLanesTile tile, String source, String target, Pair pool) {

    /** In a group; a multiple of the lanes on every machine. */
    static final int SAMPLES = Lanes.MOST;

    private Axis rows() {
        return tile.rows();
    }

    private Axis columns() {
        return tile.columns();
    }

    private Shape from() {
        return tile.source();
    }

    private boolean pooled() {
        return !pool.equals(Pair.ONE);
    }

    private int rowOfSums() {
        return columns().count() * tile.channels();
    }

    private int rowsOfTarget() {
        return rows().count() / pool.rows();
    }

    private int rowOfTarget() {
        return columns().count() / pool.columns() * tile.channels();
    }

    /** Where the sums of a row are in {@code scratch}, behind the source. */
    private int sums() {
        return from().size() * SAMPLES;
    }

    /** Where the maxima of a row are, or its sums if no pool follows. */
    private int joined() {
        return pooled() ? sums() + pool.rows() * rowOfSums() * SAMPLES : sums();
    }

    /** Floats of {@code scratch}. */
    int end() {
        return joined() + rowOfTarget() * SAMPLES;
    }

    /**
     * The statements for all whole groups; there are {@code grouped} samples in them.
     *
     * @param behind follows each sample
     */
    CodeBlock groups(CodeBlock behind) {
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(
                        Comment.of(
                                "$L samples at once, a lane for each; others follow one by one.",
                                SAMPLES))
                .addStatement("int grouped = samples - samples % $L", SAMPLES)
                .beginControlFlow("for (int first = 0; first < grouped; first += $L)", SAMPLES)
                .addStatement(
                        "$LGroup($L, $L, weight$L,$W$L, $L, scratch)",
                        name,
                        source,
                        Index.of("first", from().size()),
                        tile.bias() ? ", bias" : "",
                        target,
                        Index.of("first", rowsOfTarget() * rowOfTarget()));
        if (!behind.isEmpty()) {
            code.beginControlFlow(
                            "for (int sample = first; sample < first + $L; sample++)", SAMPLES)
                    .add(behind)
                    .endControlFlow();
        }
        return code.endControlFlow().build();
    }

    /** The methods that {@link #groups} calls. */
    List<MethodSpec> methods() {
        List<MethodSpec> methods = new ArrayList<>();
        methods.add(group());
        BatchInLanesBlocking choice = BatchInLanesBlocking.of(tile);
        for (Run run : runs(choice)) {
            if (run.number == methods.size() - 1) {
                methods.add(
                        tile.method(
                                name + "GroupTile" + run.number,
                                run.column,
                                choice.size(tile, run.column),
                                choice.filters()));
            }
        }
        if (pooled()) {
            methods.add(maxima());
        }
        methods.addAll(RegisterTranspose.methods());
        return methods;
    }

    /** Tiles side by side, from {@code column} to before {@code end}, that see the same taps. */
    private record Run(int number, int column, int end) {}

    private List<Run> runs(BatchInLanesBlocking choice) {
        List<List<Integer>> kinds = new ArrayList<>();
        List<Run> runs = new ArrayList<>();
        for (int column = 0; column < columns().count(); column += choice.pixels()) {
            int end = column + choice.size(tile, column);
            List<Integer> seen = new ArrayList<>();
            for (int pixel = column; pixel < end; pixel++) {
                seen.add(tile.seen(pixel));
            }
            if (!kinds.contains(seen)) {
                kinds.add(seen);
            }
            int number = kinds.indexOf(seen);
            Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
            if (last != null && last.number == number) {
                runs.set(runs.size() - 1, new Run(number, last.column, end));
            } else {
                runs.add(new Run(number, column, end));
            }
        }
        return runs;
    }

    private MethodSpec group() {
        BatchInLanesBlocking choice = BatchInLanesBlocking.of(tile);
        MethodSpec.Builder method =
                MethodSpec.methodBuilder(name + "Group")
                        .addJavadoc("$L samples at once, a lane for each.\n", SAMPLES)
                        .addModifiers(PRIVATE, STATIC)
                        .addParameter(float[].class, "source")
                        .addParameter(int.class, "from")
                        .addParameter(float[].class, "weight");
        if (tile.bias()) {
            method.addParameter(float[].class, "bias");
        }
        method.addParameter(float[].class, "target")
                .addParameter(int.class, "to")
                .addParameter(float[].class, "scratch");
        int size = from().size();
        method.addCode(sizes())
                .addCode(Comment.of("From sample after sample to number after number."));
        method.addCode(
                RegisterTranspose.code(
                        new Matrix("source", "from", size),
                        SAMPLES,
                        size,
                        new Matrix("scratch", 0, SAMPLES)));
        if (pooled()) {
            method.beginControlFlow("for (int joined = 0; joined < $L; joined++)", rowsOfTarget())
                    .beginControlFlow(
                            "for (int row = joined * $1L; row < joined * $1L + $1L; row++)",
                            pool.rows())
                    .addStatement(
                            "int sums = $L",
                            Index.of("(row - joined * " + pool.rows() + ")", rowOfSums() * SAMPLES)
                                    .plus(sums()));
        } else {
            method.beginControlFlow("for (int row = 0; row < $L; row++)", rows().count());
        }
        method.addCode(KernelRows.code(rows(), from().height(), 1))
                .beginControlFlow(
                        "for (int lane = 0; lane < $L; lane += $L)", SAMPLES, Lanes.length(1));
        int filters = choice.filters();
        method.addCode(
                Comment.of(
                        "Tiles of $L and $L.",
                        Comment.some(choice.pixels(), "pixel"),
                        Comment.some(filters, "channel")));
        if (filters < tile.channels()) {
            method.beginControlFlow(
                    "for (int channel = 0; channel < $L; channel$L)",
                    tile.channels(),
                    filters == 1 ? "++" : " += " + filters);
        }
        String channel = filters < tile.channels() ? "channel" : "0";
        for (Run run : runs(choice)) {
            if (run.end - run.column <= choice.pixels()) {
                method.addCode(call(run.number, Integer.toString(run.column), channel));
            } else {
                method.beginControlFlow(
                                "for (int column = $L; column < $L; column += $L)",
                                run.column,
                                run.end,
                                choice.pixels())
                        .addCode(call(run.number, "column", channel))
                        .endControlFlow();
            }
        }
        if (filters < tile.channels()) {
            method.endControlFlow();
        }
        method.endControlFlow();
        if (pooled()) {
            method.endControlFlow().addStatement("$LGroupMaxima(scratch)", name);
        }
        method.addCode(Comment.of("Back to sample after sample."));
        return method.addCode(
                        RegisterTranspose.code(
                                new Matrix("scratch", joined(), SAMPLES),
                                rowOfTarget(),
                                SAMPLES,
                                new Matrix(
                                        "target",
                                        Index.of("to", 1)
                                                .plus(pooled() ? "joined" : "row", rowOfTarget()),
                                        rowsOfTarget() * rowOfTarget())))
                .endControlFlow()
                .build();
    }

    private CodeBlock sizes() {
        return new Sizes()
                .and("a sample of the source", from().height(), from().width(), from().channels())
                .and("a row of the source", from().width(), from().channels(), SAMPLES)
                .and("a pixel of the target", tile.channels(), SAMPLES)
                .number(sums(), "where sums begin in scratch")
                .and("a sample of the target", rowsOfTarget(), rowOfTarget())
                .comment();
    }

    /** Of a row of windows, in the rows of sums that they see. */
    private MethodSpec maxima() {
        int pixel = tile.channels() * SAMPLES;
        CodeBlock.Builder maximum = CodeBlock.builder();
        for (int row = 0; row < pool.rows(); row++) {
            for (int column = 0; column < pool.columns(); column++) {
                Index at =
                        Index.of("from", 1)
                                .plus("i", 1)
                                .plus(row * rowOfSums() * SAMPLES + column * pixel);
                CodeBlock load = Lanes.load("scratch", at);
                maximum.add(maximum.isEmpty() ? "$L" : "$Z.max($L)", load);
            }
        }
        return MethodSpec.methodBuilder(name + "GroupMaxima")
                .addJavadoc("The maxima of windows $L side by side.\n", pool)
                .addModifiers(PRIVATE, STATIC)
                .addParameter(float[].class, "scratch")
                .beginControlFlow(
                        "for (int column = 0; column < $L; column++)",
                        columns().count() / pool.columns())
                .addStatement(
                        "int from = $L", Index.of("column", pool.columns() * pixel).plus(sums()))
                .addStatement("int to = $L", Index.of("column", pixel).plus(joined()))
                .beginControlFlow("for (int i = 0; i < $L; i += $L)", pixel, Lanes.length(1))
                .addStatement("$L.intoArray(scratch, to + i)", maximum.build())
                .endControlFlow()
                .endControlFlow()
                .build();
    }

    private CodeBlock call(int number, String column, String channel) {
        int pixel = from().channels() * SAMPLES;
        Index at =
                Index.of("row", rows().sourceStep() * from().width() * pixel)
                        .plus(column, columns().sourceStep() * pixel)
                        .plus("lane", 1)
                        .plus((rows().source() * from().width() + columns().source()) * pixel);
        BatchInLanesTile.Weights weights = tile.weights();
        CodeBlock.Builder arguments = CodeBlock.builder();
        arguments.add(
                "scratch, $L,$Wweight, $L",
                at,
                Index.of(channel, weights.target())
                        .plus(
                                rows().weight() * weights.row()
                                        + columns().weight() * weights.column()));
        if (tile.bias()) {
            arguments.add(", bias, $L", channel);
        }
        arguments.add(
                ", firstRow, endRow,$Wscratch, $L",
                Index.of(column, tile.channels() * SAMPLES)
                        .plus(channel, SAMPLES)
                        .plus("lane", 1)
                        .plus(pooled() ? "sums" : "0", 1)
                        .plus(pooled() ? 0 : sums()));
        return CodeBlock.builder()
                .addStatement("$LGroupTile$L($L)", name, number, arguments.build())
                .build();
    }
}
