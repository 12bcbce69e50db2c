package dev.kiln.runtime.internal.panel;

import dev.kiln.runtime.internal.kernel.Background;
import dev.kiln.runtime.internal.kernel.KernelMode;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Kinds of micro-kernels, and whether each runs as vectors by now. As with other kernels, plain
 * Java begins, because code of the Vector API is slow until HotSpot has compiled it. But there are
 * so few micro-kernels that a thread warms those that are used up once for the whole JVM, on small
 * arrays of its own; products as soon as a predictor is made, often before its weights are there.
 */
final class PanelVectors {

    /** Kinds of micro-kernels. */
    enum Kind {
        PRODUCTS,
        /** Lines of Winograd's transforms. */
        LINES,
        NORMALIZE,
        SUM,
        POOL,
        DEPTHWISE,
        /** Gradients of weights. */
        GRADIENTS,
        /** Moments of channels. */
        MOMENTS,
        /** Gradients of batch normalization. */
        NORMALIZE_GRADIENTS,
        /** Gradients of weights of depth-wise convolutions. */
        DEPTHWISE_GRADIENTS
    }

    static final PanelVectors PRODUCTS = new PanelVectors(Kind.PRODUCTS);
    static final PanelVectors LINES = new PanelVectors(Kind.LINES);
    static final PanelVectors NORMALIZE = new PanelVectors(Kind.NORMALIZE);
    static final PanelVectors SUM = new PanelVectors(Kind.SUM);
    static final PanelVectors POOL = new PanelVectors(Kind.POOL);
    static final PanelVectors DEPTHWISE = new PanelVectors(Kind.DEPTHWISE);
    static final PanelVectors GRADIENTS = new PanelVectors(Kind.GRADIENTS);
    static final PanelVectors MOMENTS = new PanelVectors(Kind.MOMENTS);
    static final PanelVectors NORMALIZE_GRADIENTS = new PanelVectors(Kind.NORMALIZE_GRADIENTS);
    static final PanelVectors DEPTHWISE_GRADIENTS = new PanelVectors(Kind.DEPTHWISE_GRADIENTS);

    /** HotSpot needs half as long for products and lines on a core that it shares. */
    private static final long PATIENCE_NANOS = 1_500_000_000;

    /** Kinds whose trial has not begun. */
    private static final Queue<PanelVectors> WAITING = new ArrayDeque<>();

    private static boolean running;

    private final Kind kind;
    private volatile boolean on = KernelMode.CURRENT == KernelMode.VECTOR;
    private volatile boolean over = KernelMode.CURRENT != KernelMode.AUTO;
    private volatile boolean asked = over;

    /** When nobody waits any longer. */
    private long end;

    private PanelVectors(Kind kind) {
        this.kind = kind;
    }

    /** Whether it runs as vectors. */
    boolean isOn() {
        return on;
    }

    /** Whether it runs as vectors; has it tried when it is asked for the first time. */
    boolean on() {
        if (!asked) {
            begin();
        }
        return on;
    }

    /** The form of sums by now. */
    ChannelSums sums() {
        return on() ? LoadedSweeps.SUMS : PlainSums.SUMS;
    }

    /** Has the vector form tried, if nobody has asked for that. */
    void begin() {
        synchronized (WAITING) {
            if (asked) {
                return;
            }
            asked = true;
            end = System.nanoTime() + PATIENCE_NANOS;
            WAITING.add(this);
            if (!running) {
                running = true;
                Background.thread(
                                new Runnable() {
                                    @Override
                                    public void run() {
                                        tryAll();
                                    }
                                },
                                "kiln: vectors of large layers")
                        .start();
            }
        }
    }

    private static void tryAll() {
        for (PanelVectors next = next(); next != null; next = next()) {
            boolean compiled = false;
            try {
                compiled = PanelTrial.of(next.kind).vectorsAreCompiled();
            } finally {
                next.end(compiled);
            }
        }
    }

    private static PanelVectors next() {
        synchronized (WAITING) {
            PanelVectors next = WAITING.poll();
            running = next != null;
            return next;
        }
    }

    private void end(boolean compiled) {
        on = compiled;
        over = true;
        synchronized (this) {
            notifyAll();
        }
    }

    /**
     * Waits a moment for a trial that is under way: a first image by plain loops that are not
     * compiled either takes longer, and keeps HotSpot from what is needed.
     */
    void await() {
        if (!over) {
            awaitEnd();
        }
    }

    private synchronized void awaitEnd() {
        begin();
        try {
            while (!over && System.nanoTime() < end) {
                wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        over = true;
    }
}
