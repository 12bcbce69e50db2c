package dev.kiln.processor.graph;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Checks between passes that a program makes sense. What it finds is a defect of Kiln, not of a
 * model.
 */
public final class Verifier {

    private Verifier() {}

    /**
     * Checks that every step passes its kernel what it takes, reads only what has been written and
     * writes nothing twice.
     *
     * @param given tensors that are there before the first step; they are only read
     * @throws IllegalStateException naming the layer, the kernel and what is wrong
     */
    public static void verify(List<Step> steps, Set<Tensor> given) {
        StepChecks checks = new StepChecks(given);
        steps.forEach(checks::check);
    }

    /** Throws an {@link IllegalStateException} where something does not hold. */
    public static void require(boolean holds, String where, Supplier<String> fault) {
        if (!holds) {
            throw new IllegalStateException(where + " " + fault.get());
        }
    }
}
