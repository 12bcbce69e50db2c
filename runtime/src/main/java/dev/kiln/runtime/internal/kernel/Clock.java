package dev.kiln.runtime.internal.kernel;

import java.util.concurrent.TimeUnit;

/** Time, so that tests can make their own. */
interface Clock {

    Clock SYSTEM =
            new Clock() {
                @Override
                public long nanos() {
                    return System.nanoTime();
                }

                @Override
                public void sleep(long nanos) throws InterruptedException {
                    TimeUnit.NANOSECONDS.sleep(nanos);
                }
            };

    long nanos();

    void sleep(long nanos) throws InterruptedException;
}
