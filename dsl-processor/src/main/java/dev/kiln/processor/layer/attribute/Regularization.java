package dev.kiln.processor.layer.attribute;

import java.util.Optional;

/** {@code @Regularize} as it was written: only attributes that are written count. */
public record Regularization(
        Optional<Double> l1,
        Optional<Double> l2,
        Optional<Double> dropout,
        Optional<Boolean> batchNorm) {

    /** Nothing is written. */
    public static final Regularization NONE =
            new Regularization(
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** What holds inside of this, where {@code outer} holds around it. */
    Regularization within(Regularization outer) {
        return new Regularization(
                l1.or(outer::l1),
                l2.or(outer::l2),
                dropout.or(outer::dropout),
                batchNorm.or(outer::batchNorm));
    }
}
