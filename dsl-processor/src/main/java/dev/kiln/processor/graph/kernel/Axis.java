package dev.kiln.processor.graph.kernel;

import dev.kiln.processor.graph.shape.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * How one axis of a target image is computed from a source image: target {@code start + step * i},
 * for i below {@code count}, is a sum over {@code taps}; tap t reads source {@code source +
 * sourceStep * i + sourceTap * t} and uses kernel position {@code weight + weightTap * t}.
 */
public record Axis(
        int count,
        int start,
        int step,
        int taps,
        int source,
        int sourceStep,
        int sourceTap,
        int weight,
        int weightTap) {

    /** The lowest source position that is read; may be negative: the border. */
    public int lowest() {
        return source + Math.min(0, sourceTap * (taps - 1));
    }

    /** The highest source position that is read. */
    public int highest() {
        return source + sourceStep * (count - 1) + Math.max(0, sourceTap * (taps - 1));
    }

    /** The same, with the source moved by {@code border} positions. */
    public Axis shifted(int border) {
        return new Axis(
                count,
                start,
                step,
                taps,
                source + border,
                sourceStep,
                sourceTap,
                weight,
                weightTap);
    }

    static Axis forward(int outputs, int kernel, int stride, int dilation, int before) {
        return new Axis(outputs, 0, 1, kernel, -before, stride, dilation, 0, 1);
    }

    public static Axis forwardRows(Window w) {
        return forward(
                w.outputRows(),
                w.kernel().rows(),
                w.stride().rows(),
                w.dilation().rows(),
                w.padding().top());
    }

    public static Axis forwardColumns(Window w) {
        return forward(
                w.outputColumns(),
                w.kernel().columns(),
                w.stride().columns(),
                w.dilation().columns(),
                w.padding().left());
    }

    public static List<Axis> gradientRows(Window w) {
        return gradient(
                w.input().height(),
                w.kernel().rows(),
                w.stride().rows(),
                w.dilation().rows(),
                w.padding().top());
    }

    public static List<Axis> gradientColumns(Window w) {
        return gradient(
                w.input().width(),
                w.kernel().columns(),
                w.stride().columns(),
                w.dilation().columns(),
                w.padding().left());
    }

    /**
     * The input gradient of a convolution is again a convolution, over the output gradient. With a
     * stride, inputs fall into as many phases, each of which sees only some taps: input {@code y}
     * meets kernel position {@code k} at output {@code (y + before - k * dilation) / stride} where
     * that is a whole number.
     */
    private static List<Axis> gradient(
            int inputs, int kernel, int stride, int dilation, int before) {
        int common = gcd(dilation, stride);
        int weightTap = stride / common;
        List<Axis> phases = new ArrayList<>();
        for (int phase = 0; phase < Math.min(stride, inputs); phase++) {
            int first = 0;
            while (first < weightTap
                    && Math.floorMod(phase + before - first * dilation, stride) != 0) {
                first++;
            }
            int count = (inputs - phase + stride - 1) / stride;
            boolean none = first >= Math.min(weightTap, kernel);
            phases.add(
                    none
                            ? new Axis(count, phase, stride, 0, 0, 1, 0, 0, 0)
                            : new Axis(
                                    count,
                                    phase,
                                    stride,
                                    (kernel - first + weightTap - 1) / weightTap,
                                    Math.floorDiv(phase + before - first * dilation, stride),
                                    1,
                                    -(dilation / common),
                                    first,
                                    weightTap));
        }
        return List.copyOf(phases);
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
