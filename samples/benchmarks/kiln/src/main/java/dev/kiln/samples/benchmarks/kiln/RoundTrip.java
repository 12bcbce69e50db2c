package dev.kiln.samples.benchmarks.kiln;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long a number takes from one core to another and back. Cores that share a cache take some 50
 * ns; others several times as long, and where the cores are virtual, their host may move them at
 * any time.
 */
final class RoundTrip {

    private static final int TIMES = 50_000;

    private final AtomicInteger ball = new AtomicInteger();

    /** Nanoseconds. */
    double measure() throws InterruptedException {
        ball.set(0);
        Thread other = new Thread(this::answer);
        other.start();
        long begin = 0;
        for (int i = 0; i < TIMES; i++) {
            if (i == TIMES / 10) {
                begin = System.nanoTime();
            }
            ball.set(2 * i + 1);
            while (ball.get() == 2 * i + 1) {
                Thread.onSpinWait();
            }
        }
        double time = System.nanoTime() - begin;
        other.join();
        return time / (TIMES - TIMES / 10);
    }

    private void answer() {
        for (int i = 0; i < TIMES; i++) {
            while (ball.get() != 2 * i + 1) {
                Thread.onSpinWait();
            }
            ball.set(2 * i + 2);
        }
    }
}
