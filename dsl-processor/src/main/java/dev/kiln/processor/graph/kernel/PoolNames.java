package dev.kiln.processor.graph.kernel;

import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Window;

/** The geometry of a pool in the names and comments of its kernels. */
final class PoolNames {

    private PoolNames() {}

    /** {@code 2x2Stride2x2From28x28x6}. */
    static String suffix(Window w) {
        return KernelNames.window(w) + "From" + w.input();
    }

    /** {@code 2x2, stride 2x2: 28x28x6 to 14x14x6}. */
    static String words(Window w) {
        return w.kernel()
                + ", stride "
                + w.stride()
                + (w.dilation().equals(Pair.ONE) ? "" : ", dilation " + w.dilation())
                + (w.padding().isNone() ? "" : ", padding " + w.padding())
                + ": "
                + w.input()
                + " to "
                + w.output(w.input().channels());
    }
}
