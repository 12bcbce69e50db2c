package dev.kiln.processor.emit.code;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.graph.kernel.ChannelSlice;

/** One loop over every number of the batch: the form of which C2 makes vectors. */
public final class Sweep {

    private Sweep() {}

    public static CodeBlock over(int size, CodeBlock body) {
        return CodeBlock.builder()
                .beginControlFlow("for (int i = 0; i < samples * $L; i++)", size)
                .add(body)
                .endControlFlow()
                .build();
    }

    /**
     * {@code body} for every pixel of the batch, {@code from} being the index of its first channel.
     */
    public static CodeBlock overPixels(int pixels, int channels, CodeBlock body) {
        return CodeBlock.builder()
                .beginControlFlow(
                        "for (int from = 0; from < samples * $L; from += $L)",
                        pixels * channels,
                        channels)
                .add(body)
                .endControlFlow()
                .build();
    }

    /**
     * The same, {@code to} being the index of the first channel in an array in which the map has
     * only these channels of each pixel.
     */
    public static CodeBlock overPixels(int pixels, ChannelSlice slice, CodeBlock body) {
        if (slice.isWhole()) {
            return overPixels(pixels, slice.channels(), body);
        }
        return CodeBlock.builder()
                .beginControlFlow(
                        "for (int from = 0, to = $L; from < samples * $L; from += $L, to += $L)",
                        slice.from(),
                        pixels * slice.channels(),
                        slice.channels(),
                        slice.total())
                .add(body)
                .endControlFlow()
                .build();
    }

    /** What the index of a channel in such an array is. */
    public static String placed(ChannelSlice slice) {
        return slice.isWhole() ? "from + channel" : "to + channel";
    }
}
