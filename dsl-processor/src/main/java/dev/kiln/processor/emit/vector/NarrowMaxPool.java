package dev.kiln.processor.emit.vector;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.plain.Index;
import dev.kiln.processor.emit.plain.PlainMaxPoolBackward;
import dev.kiln.processor.emit.plain.PlainMaxPoolForward;
import dev.kiln.processor.emit.plain.PoolLoops;
import dev.kiln.processor.graph.Window;
import dev.kiln.processor.graph.kernel.MaxPoolBackward;
import dev.kiln.processor.graph.kernel.Place;
import java.util.Collections;

/**
 * Maximum pools of few channels: a vector reaches over into the next pixels. What is stored there
 * is written again when it is their turn; where nothing follows, the channels go one by one.
 */
final class NarrowMaxPool {

    private NarrowMaxPool() {}

    /** Whether pixels lie side by side and each input in one window that is written out. */
    static boolean exists(Window w, Place place) {
        PoolLoops loops = PoolLoops.of(w, place);
        return !Lanes.fill(w.input().channels())
                && place.isWhole()
                && loops.unrolled()
                && loops.tiles()
                && wholeColumns(w) > 0
                && w.outputColumns() > 1;
    }

    /** Columns of windows from which a vector does not reach over the end of the row. */
    private static int wholeColumns(Window w) {
        int channels = w.input().channels();
        int room =
                w.input().width() * channels - Lanes.MOST - (w.kernel().columns() - 1) * channels;
        return room < 0 ? 0 : room / (w.stride().columns() * channels) + 1;
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
    static CodeBlock forward(PoolLoops loops, CodeBlock one) {
        int last = Collections.max(loops.offsets());
        return CodeBlock.builder()
                .beginControlFlow(
                        "if (from + $L <= input.length && to + $L <= $L)",
                        last + Lanes.MOST,
                        Lanes.MOST,
                        Index.of("samples", loops.outputSize()))
                .add(overLanes(loops.channels(), one))
                .nextControlFlow("else")
                .add(PlainMaxPoolForward.maximumOfTaps(loops))
                .endControlFlow()
                .build();
    }

    /** {@code one}: the vector form of a window. */
    static CodeBlock backward(MaxPoolBackward k, PoolLoops loops, CodeBlock one) {
        CodeBlock.Builder code = CodeBlock.builder();
        code.beginControlFlow(
                        "if (column < $L && to + $L <= output.length)",
                        wholeColumns(k.window()),
                        Lanes.MOST)
                .add(overLanes(loops.channels(), one))
                .nextControlFlow("else");
        CodeBlock.Builder clear = CodeBlock.builder();
        for (int offset : loops.offsets()) {
            clear.addStatement("inputGradient[$L] = 0f", PoolLoops.tap(offset));
        }
        return code.add(
                        loops.overChannels(
                                clear.add(PlainMaxPoolBackward.select(k, loops)).build()))
                .endControlFlow()
                .build();
    }
}
