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
 * The first image waits for products, without which it would take longer. Others it does without:
 * on a core that it shares, they would keep it from the processor; they follow when it is through.
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

    /** HotSpot needs half as long for products on a core that it shares. */
    private static final long PATIENCE_NANOS = 1_500_000_000;

    /** As long a first image keeps kinds waiting that it does without. */
    private static final long REST_NANOS = 1_000_000_000;

    /** Kinds whose trial has not begun. */
    private static final Queue<PanelVectors> WAITING = new ArrayDeque<>();

    private static boolean running;

    /** Whether a predictor has been made that has not predicted yet. */
    private static boolean expectsImage;

    private final Kind kind;
    private volatile boolean on = KernelMode.CURRENT == KernelMode.VECTOR;
    private volatile boolean over = KernelMode.CURRENT != KernelMode.AUTO;
    private volatile boolean asked = over;

    /** When it was asked for. */
    private long begin;

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
            begin = System.nanoTime();
            WAITING.add(this);
            WAITING.notifyAll();
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

    /** A predictor has been made. */
    static void expectImage() {
        synchronized (WAITING) {
            expectsImage = true;
        }
        PRODUCTS.begin();
    }

    /** It has predicted for the first time. */
    static void endImage() {
        synchronized (WAITING) {
            expectsImage = false;
            WAITING.notifyAll();
        }
    }

    private static void tryAll() {
        try {
            for (PanelVectors next = next(); next != null; next = next()) {
                boolean compiled = false;
                try {
                    compiled = PanelTrial.of(next.kind).vectorsAreCompiled();
                } finally {
                    next.end(compiled);
                }
            }
        } catch (InterruptedException e) {
            synchronized (WAITING) {
                running = false;
            }
            Thread.currentThread().interrupt();
        }
    }

    /** The next kind that is due; null if none is left. */
    private static PanelVectors next() throws InterruptedException {
        synchronized (WAITING) {
            while (!WAITING.isEmpty()) {
                long rest = Long.MAX_VALUE;
                for (PanelVectors waiting : WAITING) {
                    long own = waiting.rest();
                    if (own <= 0) {
                        WAITING.remove(waiting);
                        return waiting;
                    }
                    rest = Math.min(rest, own);
                }
                WAITING.wait(rest / 1_000_000 + 1);
            }
            running = false;
            return null;
        }
    }

    /** Nanoseconds until its trial may begin. */
    private long rest() {
        return expectsImage && kind != Kind.PRODUCTS ? begin + REST_NANOS - System.nanoTime() : 0;
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
            long end = begin + PATIENCE_NANOS;
            while (!over && System.nanoTime() < end) {
                wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        over = true;
    }
}
