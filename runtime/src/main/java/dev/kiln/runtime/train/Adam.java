package dev.kiln.runtime.train;

/**
 * Adam (Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2014): with m and v the moving
 * means of g and g^2, and k the number of the step, value -= rate / (1 - beta1^k) * m / (sqrt(v) /
 * sqrt(1 - beta2^k) + epsilon). Weight decay adds decay * value to g.
 */
public final class Adam extends AdamFamily<Adam> {

    private Adam(Common common, AdamSettings adam) {
        super(common, adam);
    }

    /**
     * Adam with betas 0.9 and 0.999, epsilon 1e-8 and no weight decay.
     *
     * @param rate learning rate, above 0
     */
    public static Adam rate(double rate) {
        return new Adam(Common.of(rate), AdamSettings.USUAL);
    }

    @Override
    Adam with(Common common, AdamSettings adam) {
        return new Adam(common, adam);
    }
}
