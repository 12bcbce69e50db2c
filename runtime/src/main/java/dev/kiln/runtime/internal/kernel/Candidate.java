package dev.kiln.runtime.internal.kernel;

/** A kernel that has a vector form. */
final class Candidate {

    private final int number;
    private volatile boolean on;

    /** Of the plain form. Threads may lose some to each other, but never the first two. */
    private int calls;

    Candidate(int number, boolean on) {
        this.number = number;
        this.on = on;
    }

    int number() {
        return number;
    }

    /** Whether it runs in its vector form. */
    boolean isOn() {
        return on;
    }

    void turnOn() {
        on = true;
    }

    /** Counts a call. */
    boolean isSecondCall() {
        return calls++ == 1;
    }

    int calls() {
        return calls;
    }
}
