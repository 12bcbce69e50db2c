package dev.kiln.runtime.train;

/**
 * AdamW (Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019): {@link Adam}, but
 * weight decay and the penalties of the model pull at the values themselves, value -= rate * (decay
 * * value + slope of the penalty), and do not enter the moving means.
 */
public final class AdamW extends AdamFamily<AdamW> {

    private static final double DECAY = 0.01;

    private AdamW(Common common, AdamSettings adam) {
        super(common, adam);
    }

    /**
     * AdamW with betas 0.9 and 0.999, epsilon 1e-8 and a weight decay of 0.01.
     *
     * @param rate learning rate, above 0
     */
    public static AdamW rate(double rate) {
        return new AdamW(Common.of(rate), AdamSettings.USUAL).weightDecay(DECAY);
    }

    @Override
    AdamW with(Common common, AdamSettings adam) {
        return new AdamW(common, adam);
    }

    @Override
    boolean decouples() {
        return true;
    }
}
