package dev.kiln.processor.emit.kernel.pool;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.graph.kernel.ChannelSlice;
import dev.kiln.processor.graph.kernel.MaxPoolBackward;
import dev.kiln.processor.graph.shape.Window;
import java.util.Collections;

/**
 * Maximum pools of few channels: a vector reaches over into the next pixels. What is stored there
 * is written again when it is their turn; where nothing follows, the channels go one by one.
 */
public final class FewChannelsMaxPool {

    private FewChannelsMaxPool() {}

    /** Whether pixels lie side by side and each input in one window that is written out. */
    static boolean exists(Window w, ChannelSlice slice) {
        PoolLoops loops = PoolLoops.of(w, slice);
        return !Lanes.fill(w.input().channels())
                && slice.isWhole()
                && loops.unrolled()
                && loops.tiles()
                && wholeColumns(w) > 0
                && w.outputColumns() > 1;
    }

    /** Columns of windows from which no vector reaches over the end of a row. */
    private static int wholeColumns(Window w) {
        int channels = w.input().channels();
        int source = w.input().width() - (w.kernel().columns() - 1);
        int step = w.stride().columns();
        return Math.min(
                columns(source * channels, step * channels),
                columns(w.outputColumns() * channels, channels));
    }

    /** How many vectors, {@code step} numbers apart, end before {@code end}. */
    private static int columns(int end, int step) {
        return end < Lanes.MOST ? 0 : (end - Lanes.MOST) / step + 1;
    }

    /** Vectors of a pixel end with it where it fills them, else there is one that reaches over. */
    private static CodeBlock overLanes(int channels, CodeBlock one) {
        return CodeBlock.builder()
                .beginControlFlow(
                        "for (int next = 0; next < $L; next += SPECIES.length())", channels)
                .addStatement(
                        "int lane = Math.max(0, Math.min(next, $L - SPECIES.length()))", channels)
                .add(one)
                .endControlFlow()
                .build();
    }

    /** {@code one}: the vector form of a window. */
    static CodeBlock forward(Window w, PoolLoops loops, CodeBlock one) {
        CodeBlock row =
                CodeBlock.builder()
                        .add(
                                Comment.of(
                                        "Where a vector would reach over the end of all, pixels end"
                                                + " alone."))
                        .addStatement(
                                "int whole = $L$W? $L : $L",
                                isFollowed(w, loops),
                                w.outputColumns(),
                                wholeColumns(w))
                        .add(loops.overColumns("0", "whole", overLanes(loops.channels(), one)))
                        .add(
                                loops.overColumns(
                                        "whole",
                                        Integer.toString(w.outputColumns()),
                                        PlainMaxPoolForward.maximumOfTaps(loops)))
                        .build();
        return loops.overRows(row);
    }

    /** Whether vectors of the last pixels of a row do not reach over the end of the last image. */
    private static CodeBlock isFollowed(Window w, PoolLoops loops) {
        String last = Integer.toString(w.outputColumns() - 1);
        return CodeBlock.of(
                "$L <= $L && $L <= $L",
                loops.from(last).plus(Collections.max(loops.offsets()) + Lanes.MOST),
                Index.of("samples", loops.inputSize()),
                loops.to(last).plus(Lanes.MOST),
                Index.of("samples", loops.outputSize()));
    }

    /** {@code one}: the vector form of a window. */
    static CodeBlock backward(MaxPoolBackward k, PoolLoops loops, CodeBlock one) {
        Window w = k.window();
        String whole = Integer.toString(wholeColumns(w));
        String all = Integer.toString(w.outputColumns());
        CodeBlock vectors = overLanes(loops.channels(), one);
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(loops.overColumns("0", whole, vectors));
        CodeBlock alone = loops.overColumns(whole, all, channels(k, loops));
        if (wholeColumns(w) * w.stride().columns() * loops.channels() < Lanes.MOST) {
            // What is reached over and what is written here would be the same numbers.
            return loops.overRows(code.add(alone).build());
        }
        code.beginControlFlow("if ($L)", isFollowed(w, loops));
        code.add(Comment.of("The last pixels of a row of taps reach over into the next one."));
        for (int row = 1; row < loops.tapRows(); row++) {
            code.addStatement(
                    "$T row$L = $L",
                    Lanes.FLOAT_VECTOR,
                    row,
                    Lanes.load("inputGradient", tapRow(loops, row)));
        }
        code.add(loops.overColumns(whole, all, vectors));
        for (int row = 1; row < loops.tapRows(); row++) {
            code.addStatement("row$L.intoArray(inputGradient, $L)", row, tapRow(loops, row));
        }
        code.nextControlFlow("else");
        code.add(alone);
        return loops.overRows(code.endControlFlow().build());
    }

    /** A window, channel by channel. */
    private static CodeBlock channels(MaxPoolBackward k, PoolLoops loops) {
        CodeBlock.Builder clear = CodeBlock.builder();
        for (int offset : loops.offsets()) {
            clear.addStatement("inputGradient[$L] = 0f", PoolLoops.tap(offset));
        }
        return loops.overChannels(clear.add(PlainMaxPoolBackward.select(k, loops)).build());
    }

    /** Where a row of taps begins. */
    private static Index tapRow(PoolLoops loops, int row) {
        return loops.from("0").plus(row * loops.tapRowPitch());
    }
}
