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

    /** HotSpot needs about as long for the tiles. */
    private static final long PATIENCE_MILLIS = 500;

    /** Whether a first product waits for its vectors. */
    private static volatile boolean waits;

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

    /** Warms products and sweeps up, if vectors are wanted and nobody has done it before. */
    static synchronized void begin() {
        if (begun || KernelMode.CURRENT != KernelMode.AUTO) {
            return;
        }
        begun = true;
        waits = true;
        Background.thread(
                        new Runnable() {
                            @Override
                            public void run() {
                                try {
                                    products = PanelTrial.ofProducts().vectorsAreFaster();
                                } finally {
                                    proceed();
                                }
                                maps = products && PanelTrial.ofMaps().vectorsAreFaster();
                            }
                        },
                        "kiln: vectors of large layers")
                .start();
    }

    private static synchronized void proceed() {
        waits = false;
        PanelVectors.class.notifyAll();
    }

    /**
     * Waits a moment for products to run as vectors: a first image by plain loops that are not
     * compiled either takes longer, and keeps HotSpot from what is needed.
     */
    static void await() {
        if (waits) {
            awaitProducts();
        }
    }

    private static synchronized void awaitProducts() {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        try {
            for (long left = PATIENCE_MILLIS; waits && left > 0; ) {
                PanelVectors.class.wait(left);
                left = (end - System.nanoTime()) / 1_000_000;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        waits = false;
    }

    /** Warms weight gradients up. */
    static synchronized void beginGradients() {
        if (!gradientsBegun && KernelMode.CURRENT == KernelMode.AUTO) {
            gradientsBegun = true;
            Background.thread(
                            new Runnable() {
                                @Override
                                public void run() {
                                    gradients = PanelTrial.ofGradients().vectorsAreFaster();
                                }
                            },
                            "kiln: vectors of gradients of large layers")
                    .start();
        }
    }
}
