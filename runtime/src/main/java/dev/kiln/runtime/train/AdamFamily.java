package dev.kiln.runtime.train;

import java.util.List;

/**
 * Adam's moving means of gradients and of their squares, whatever becomes of weight decay.
 *
 * @param <O> the optimizer itself
 */
abstract class AdamFamily<O extends AdamFamily<O>> extends GradientOptimizer<O> {

    private static final List<String> SLOTS = List.of("first", "second");

    private final AdamSettings adam;

    AdamFamily(Common common, AdamSettings adam) {
        super(common);
        this.adam = adam;
    }

    abstract O with(Common common, AdamSettings adam);

    /** This optimizer with other factors of the moving means, each from 0 to below 1. */
    public final O betas(double beta1, double beta2) {
        return with(common(), adam.betas(beta1, beta2));
    }

    /** This optimizer with another summand of the divisor, above 0. */
    public final O epsilon(double epsilon) {
        return with(common(), adam.epsilon(epsilon));
    }

    @Override
    final O with(Common other) {
        return with(other, adam);
    }

    @Override
    final List<String> slotNames() {
        return SLOTS;
    }

    @Override
    final String settings() {
        return getClass().getSimpleName() + ", " + adam.words();
    }

    @Override
    final UpdateRule rule() {
        return new AdamRule(adam, decouples());
    }
}
