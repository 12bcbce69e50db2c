package dev.kiln.processor.emit.kernel.conv;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Image;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.emit.code.RegisterBlocking;
import dev.kiln.processor.emit.kernel.conv.SlidingTile.Load;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.Axis;
import dev.kiln.processor.graph.shape.Pair;
import java.util.ArrayList;
import java.util.List;

/**
 * The loops of a convolution, forward or by its input, with lanes across the channels of the
 * target. A tile holds the sums of neighboring pixels; each number of the source is broadcast once
 * and serves all kernel columns that see it. Every sum is the same chain as in plain Java: kernel
 * row, channel of the source, kernel column.
 *
 * @param name of the kernel
 * @param reduce channels of the source that one lane sees; 0 where lane and channel are the same
 *     (depth-wise)
 * @param lanes channels of the target in a group
 * @param weight array of the weights, lanes side by side
 * @param strides the distance of neighboring weights
 * @param bias whether sums begin with one
 */
public record VectorSliding(
        String name,
        Axis rows,
        Axis columns,
        Image source,
        Image target,
        int groups,
        int reduce,
        int lanes,
        String weight,
        Strides strides,
        boolean bias,
        Activation activation) {

    /** Of weights: {@code start} is the index of the first one. */
    record Strides(int row, int column, int reduce, int group, int start) {}

    RegisterBlocking choice() {
        return RegisterBlocking.of(columns.count(), lanes, columns.taps(), columns.sourceStep());
    }

    private boolean depthwise() {
        return reduce == 0;
    }

    /** The statements for one sample. */
    CodeBlock code() {
        return code("0", Integer.toString(rows.count()));
    }

    /** The statements for the rows from {@code first} to before {@code end}. */
    CodeBlock code(String first, String end) {
        RegisterBlocking choice = choice();
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(
                Comment.of(
                        "Tiles of $L and $L of channels.",
                        Comment.some(choice.positions(), "pixel"),
                        Comment.some(choice.vectors(), "vector")));
        code.beginControlFlow("for (int row = $L; row < $L; row++)", first, end);
        if (groups > 1) {
            code.beginControlFlow("for (int group = 0; group < $L; group++)", groups);
        }
        int whole = columns.count() - columns.count() % choice.positions();
        CodeBlock.Builder tiles = CodeBlock.builder();
        tiles.beginControlFlow(
                "for (int column = 0; column < $L; column += $L)", whole, choice.positions());
        tiles.add(call(choice.positions(), "column")).endControlFlow();
        if (whole < columns.count()) {
            tiles.add(call(columns.count() - whole, Integer.toString(whole)));
        }
        code.add(Lanes.blocks("lane", lanes, choice.vectors(), tiles.build()));
        if (groups > 1) {
            code.endControlFlow();
        }
        return code.endControlFlow().build();
    }

    private CodeBlock call(int positions, String column) {
        int pixel = source.shape().channels();
        Index from =
                Index.of(source.base(), 1)
                        .plus("row", rows.sourceStep() * source.rowPitch())
                        .plus(column, columns.sourceStep() * pixel)
                        .plus("group", groups > 1 ? reduce : 0)
                        .plus("lane", depthwise() ? 1 : 0)
                        .plus(rows.source() * source.rowPitch() + columns.source() * pixel);
        Index tap =
                Index.of("lane", 1)
                        .plus("group", groups > 1 ? strides.group : 0)
                        .plus(
                                strides.start
                                        + rows.weight() * strides.row
                                        + columns.weight() * strides.column);
        int step = target.shape().channels();
        Index to =
                Index.of(target.base(), 1)
                        .plus("row", rows.step() * target.rowPitch())
                        .plus(column, columns.step() * step)
                        .plus("group", groups > 1 ? lanes : 0)
                        .plus("lane", 1)
                        .plus(rows.start() * target.rowPitch() + columns.start() * step);
        CodeBlock.Builder arguments = CodeBlock.builder();
        arguments.add("$L, $L,$W$L, $L", source.array(), from, weight, tap);
        if (bias) {
            arguments.add(",$Wbias, $L", Index.of("lane", 1).plus("group", groups > 1 ? lanes : 0));
        }
        arguments.add(",$W$L, $L", target.array(), to);
        return CodeBlock.builder()
                .addStatement("$L($L)", tile(positions), arguments.build())
                .build();
    }

    private String tile(int positions) {
        return name + "Tile" + positions;
    }

    /** The methods that {@link #code} calls. */
    List<MethodSpec> methods() {
        RegisterBlocking choice = choice();
        List<MethodSpec> methods = new ArrayList<>();
        methods.add(method(choice.positions()));
        int rest = columns.count() % choice.positions();
        if (rest > 0) {
            methods.add(method(rest));
        }
        return methods;
    }

    private MethodSpec method(int positions) {
        return tile(Pair.ONE).method(tile(positions), 1, positions, choice().vectors(), 0);
    }

    /** The sums of a tile, or the maxima of windows of them, one behind the other. */
    SlidingTile tile(Pair pool) {
        Load load = depthwise() ? Load.VECTORS : Load.BROADCAST;
        return new SlidingTile(
                rows,
                columns,
                new SlidingTile.Source(load, source.rowPitch(), source.shape().channels(), 1),
                reduce,
                strides,
                bias,
                activation,
                columns.step() * target.shape().channels(),
                false,
                pool);
    }
}
