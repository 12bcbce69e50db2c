package dev.kiln.processor.layer.attribute;

import dev.kiln.processor.graph.Parameter;
import java.util.Optional;

/**
 * What a class or a field says about training, beside its layers.
 *
 * @param initializer how weights start; empty where it follows from the activation
 */
public record Techniques(
        Regularization regularization,
        boolean frozen,
        Optional<Parameter.Initializer> initializer) {

    public static final Techniques NONE =
            new Techniques(Regularization.NONE, false, Optional.empty());

    /** What holds inside of this, where {@code outer} holds around it. */
    public Techniques within(Techniques outer) {
        return new Techniques(
                regularization.within(outer.regularization),
                frozen || outer.frozen,
                initializer.or(outer::initializer));
    }

    /** Of weights. */
    public Parameter.Training training() {
        return new Parameter.Training(
                regularization.l1().orElse(0.0), regularization.l2().orElse(0.0), frozen);
    }
}
