package dev.kiln.runtime.internal.panel;

import dev.kiln.runtime.internal.kernel.Background;
import dev.kiln.runtime.internal.kernel.KernelMode;

/**
 * Whether products run as vectors by now. As with other kernels, plain Java begins, because code of
 * the Vector API is slow until HotSpot has compiled it. But there are so few micro-kernels that a
 * thread warms them up once for the whole JVM, on small arrays of its own, as soon as weights are
 * packed: often before the first sample is there.
 */
final class PanelVectors {

    private static volatile boolean products = KernelMode.CURRENT == KernelMode.VECTOR;
    private static volatile boolean maps = products;
    private static volatile boolean gradients = products;

    private static boolean begun;
    private static boolean gradientsBegun;

    private PanelVectors() {}

    /** Whether products run as vectors. */
    static boolean products() {
        return products;
    }

    /** Whether sweeps over maps of channels run as vectors. */
    static boolean maps() {
        return maps;
    }

    /** Whether weight gradients run as vectors. */
    static boolean gradients() {
        return gradients;
    }

    /** Warms products up, if vectors are wanted and nobody has done it before. */
    static synchronized void begin() {
        if (!begun && KernelMode.CURRENT == KernelMode.AUTO) {
            begun = true;
            Background.thread(
                            new Runnable() {
                                @Override
                                public void run() {
                                    products = PanelTrial.ofProducts();
                                    maps = products && PanelTrial.ofMaps();
                                }
                            },
                            "kiln: vectors of large layers")
                    .start();
        }
    }

    /** Warms weight gradients up. */
    static synchronized void beginGradients() {
        if (!gradientsBegun && KernelMode.CURRENT == KernelMode.AUTO) {
            gradientsBegun = true;
            Background.thread(
                            new Runnable() {
                                @Override
                                public void run() {
                                    gradients = PanelTrial.ofGradients();
                                }
                            },
                            "kiln: vectors of gradients of large layers")
                    .start();
        }
    }
}
