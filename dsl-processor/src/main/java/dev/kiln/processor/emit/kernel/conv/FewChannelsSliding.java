package dev.kiln.processor.emit.kernel.conv;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Image;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.emit.code.Sizes;
import dev.kiln.processor.emit.kernel.conv.SlidingTile.Load;
import dev.kiln.processor.emit.kernel.conv.SlidingTile.Source;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.Axis;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * The loops of a convolution to few channels, forward or by its input; see {@link FewChannelsShape}
 * for what lies in a vector. Each number of the source is first spread over the lanes that need it,
 * so that inner loops load whole vectors.
 *
 * @param reduce channels of the source that one lane sees
 * @param weights where they are in {@code scratch}, each for all lanes of a vector
 * @param bias index of the first values in {@code scratch}, or negative
 * @param pool windows of the maximum pool that follows, or {@link Pair#ONE}
 * @param start of the rest of the working memory in {@code scratch}
 */
public record FewChannelsSliding(
        String name,
        FewChannelsShape shape,
        String source,
        Image target,
        int groups,
        int reduce,
        VectorSliding.Strides weights,
        int bias,
        Activation activation,
        Pair pool,
        int start) {

    private static final int SLOT = Lanes.MOST;

    /** An array's numbers begin 16 bytes behind its object. */
    private static final int LINE = (64 - 16) / Float.BYTES;

    static FewChannelsSliding of(
            String name,
            Axis rows,
            Axis columns,
            String source,
            Shape from,
            Image target,
            int groups,
            int reduce,
            int lanes,
            VectorSliding.Strides weights,
            int bias,
            Activation activation,
            Pair pool,
            int start) {
        return new FewChannelsSliding(
                name,
                FewChannelsShape.of(rows, columns, from, lanes),
                source,
                target,
                groups,
                reduce,
                weights,
                bias,
                activation,
                pool,
                start);
    }

    /** Whether neighboring pixels see neighboring columns, and channels leave lanes empty. */
    static boolean exists(Axis columns, int lanes) {
        return !Lanes.fill(lanes) && columns.sourceStep() == 1;
    }

    private int sums() {
        return aligned(start + shape.padded());
    }

    /** The next index that begins a line of the cache, if the array's object does. */
    private static int aligned(int index) {
        return index + Math.floorMod(LINE - index, SLOT);
    }

    private int joined() {
        return sums() + shape.rows().count() * shape.rowOfSums();
    }

    private int spread() {
        return aligned(joined() + shape.filled() * shape.lanes() + SLOT);
    }

    /** Floats of {@code scratch} up to the end of what this needs. */
    int end() {
        return spread() + shape.size();
    }

    /** Meanings of the literals of {@link #code}. */
    CodeBlock sizes() {
        return new Sizes()
                .sample(source, shape.source())
                .sample(target.array(), target.shape())
                .and("a row of the source, a vector for each number", shape.slots(), SLOT)
                .number(start, "where a row with zeros on both sides begins in scratch")
                .number(spread(), "where the vectors of the source begin")
                .comment();
    }

    /** What the samples share: zeros around the source. */
    CodeBlock clear() {
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(Comment.of("Zeros around the source."))
                .addStatement(
                        "$T.fill(scratch, $L, $L, 0f)",
                        Arrays.class,
                        start,
                        start + shape.padded());
        int above = shape.top();
        int below = shape.height() - shape.source().height() - above;
        if (above + below > 0) {
            int channels = shape.source().channels();
            code.beginControlFlow("for (int channel = 0; channel < $L; channel++)", channels)
                    .add(zeros(0, above))
                    .add(zeros(shape.height() - below, below))
                    .endControlFlow();
        }
        return code.build();
    }

    /** Some rows of a channel of the source. */
    private CodeBlock zeros(int row, int count) {
        int first = spread() + row * shape.rowPitch();
        int end = first + count * shape.rowPitch();
        CodeBlock.Builder code = CodeBlock.builder();
        if (count > 0) {
            code.addStatement(
                    "$T.fill(scratch, $L, $L, 0f)",
                    Arrays.class,
                    Index.of("channel", shape.channelPitch()).plus(first),
                    Index.of("channel", shape.channelPitch()).plus(end));
        }
        return code.build();
    }

    /** The statements for one sample. */
    CodeBlock code() {
        Axis rows = shape.rows();
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(
                Comment.of(
                        "Numbers are spread over lanes, summed row by row, taken out of the lanes."));
        code.addStatement(
                "$LSpread($L, $L, scratch)",
                name,
                source,
                Index.of("sample", shape.source().size()));
        if (groups > 1) {
            code.beginControlFlow("for (int group = 0; group < $L; group++)", groups);
        }
        code.beginControlFlow(
                "for (int row = 0; row < $L; row$L)",
                rows.count(),
                shape.high() == 1 ? "++" : " += " + shape.high());
        code.addStatement("$LRow($L, scratch)", name, arguments()).endControlFlow();
        Index to =
                Index.of(target.base(), 1)
                        .plus("group", groups > 1 ? shape.lanes() : 0)
                        .plus(
                                rows.start() * target.rowPitch()
                                        + shape.columns().start() * target.shape().channels());
        code.addStatement("$LJoin(scratch, $L, $L)", name, target.array(), to);
        if (groups > 1) {
            code.endControlFlow();
        }
        return code.build();
    }

    private CodeBlock arguments() {
        Axis rows = shape.rows();
        Index from =
                Index.of("row", rows.sourceStep() * shape.rowPitch())
                        .plus("group", groups > 1 ? reduce * shape.channelPitch() : 0)
                        .plus(
                                spread()
                                        + (rows.taps() == 0 ? 0 : rows.source() + shape.top())
                                                * shape.rowPitch()
                                        + firstSlot() * SLOT);
        Index tap =
                Index.of("group", groups > 1 ? weights.group() : 0)
                        .plus(
                                weights.start()
                                        + rows.weight() * weights.row()
                                        + shape.columns().weight() * weights.column());
        CodeBlock.Builder code = CodeBlock.builder().add("row, $L, $L", from, tap);
        if (bias >= 0) {
            code.add(", $L", Index.of("group", groups > 1 ? SLOT : 0).plus(bias));
        }
        return code.build();
    }

    /** The slot that the first tap of the first pixel sees: the last one where taps go back. */
    private int firstSlot() {
        return shape.columns().sourceTap() < 0 ? shape.span() : 0;
    }

    /** The methods that {@link #code} calls. */
    List<MethodSpec> methods() {
        return List.of(
                spreadMethod(),
                rowMethod(),
                join().method(),
                new SlidingTile(
                                shape.rows(),
                                shape.columns(),
                                new Source(
                                        Load.VECTOR, shape.rowPitch(), SLOT, shape.channelPitch()),
                                reduce,
                                weights,
                                bias >= 0,
                                activation,
                                SLOT,
                                someRows(),
                                Pair.ONE)
                        .method(
                                name + "Tile",
                                shape.high(),
                                shape.positions(),
                                1,
                                shape.rowOfSums()));
    }

    private MethodSpec spreadMethod() {
        Shape from = shape.source();
        CodeBlock.Builder code = CodeBlock.builder().add(shape.parts());
        code.addStatement(
                "int slots = (across + $L) / $L * $L + $L",
                shape.positions() - 1,
                shape.positions(),
                shape.positions(),
                shape.span());
        code.add(
                Comment.of(
                        "Each row gets zeros on both sides, then each of its numbers its lanes."));
        code.beginControlFlow("for (int channel = 0; channel < $L; channel++)", from.channels())
                .beginControlFlow("for (int row = 0; row < $L; row++)", from.height());
        code.addStatement(
                "int x = $L",
                Index.of("from", 1)
                        .plus("row", from.width() * from.channels())
                        .plus("channel", 1)
                        .plus(shape.firstColumn() * from.channels()));
        code.beginControlFlow("for (int column = 0; column < $L; column++)", shape.taken())
                .addStatement(
                        "scratch[$L] = source[$L]",
                        Index.of("column", 1).plus(start + shape.firstPadded()),
                        Index.of("x", 1).plus("column", from.channels()))
                .endControlFlow();
        code.addStatement(
                "int to = $L",
                Index.of("channel", shape.channelPitch())
                        .plus("row", shape.rowPitch())
                        .plus(spread() + shape.top() * shape.rowPitch()));
        code.beginControlFlow("for (int slot = 0; slot < slots; slot++)")
                .add(Comment.of("A store runs over into what the next one writes."))
                .beginControlFlow("for (int part = 0; part < parts; part++)")
                .addStatement(
                        "$L.intoArray(scratch, to + slot * $L + part * $L)",
                        Lanes.broadcast(CodeBlock.of("scratch[slot + part * across + $L]", start)),
                        SLOT,
                        shape.group())
                .endControlFlow()
                .endControlFlow();
        code.endControlFlow().endControlFlow();
        return MethodSpec.methodBuilder(name + "Spread")
                .addJavadoc(
                        "Spreads each number of an image over the lanes that see it: pixels of $L"
                                + " lanes, parts of a row side by side.\n",
                        shape.group())
                .addModifiers(PRIVATE, STATIC)
                .addParameter(float[].class, "source")
                .addParameter(int.class, "from")
                .addParameter(float[].class, "scratch")
                .addCode(code.build())
                .build();
    }

    /** Whether kernel rows are left out: where that changes no bit. */
    private boolean someRows() {
        return bias < 0 && shape.rows().taps() > 1 && shape.height() > shape.source().height();
    }

    private MethodSpec rowMethod() {
        CodeBlock.Builder code = CodeBlock.builder().add(shape.parts());
        if (someRows()) {
            code.add(KernelRows.code(shape.rows(), shape.source().height(), shape.high()));
        }
        Index to = Index.of("row", shape.rowOfSums()).plus("column", SLOT).plus(sums());
        CodeBlock tiles =
                CodeBlock.builder()
                        .beginControlFlow(
                                "for (int column = 0; column < across; column += $L)",
                                shape.positions())
                        .addStatement(
                                "$LTile(scratch, from + column * $L, scratch, tap$L$L$L, scratch, $L)",
                                name,
                                SLOT,
                                shape.laneTerm(),
                                bias >= 0 ? ", scratch, bias" + shape.laneTerm() : "",
                                someRows() ? ", firstRow, endRow" : "",
                                to + shape.laneTerm())
                        .endControlFlow()
                        .build();
        code.add(Comment.of("Tiles of $L.", Comment.some(shape.positions(), "vector")));
        code.add(shape.oneVector() ? tiles : Lanes.blocks("lane", shape.group(), 1, tiles));
        MethodSpec.Builder method =
                MethodSpec.methodBuilder(name + "Row")
                        .addJavadoc(
                                "The sums of $L.\n",
                                shape.high() == 1 ? "a row" : shape.high() + " rows")
                        .addModifiers(PRIVATE, STATIC)
                        .addParameter(int.class, "row")
                        .addParameter(int.class, "from")
                        .addParameter(int.class, "tap");
        if (bias >= 0) {
            method.addParameter(int.class, "bias");
        }
        return method.addParameter(float[].class, "scratch").addCode(code.build()).build();
    }

    private FewChannelsJoin join() {
        return new FewChannelsJoin(name, shape, target, pool, sums(), joined());
    }
}
