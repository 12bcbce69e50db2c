package dev.kiln.runtime.train;

/**
 * The formula of {@link Adam} and, decoupled, of {@link AdamW}.
 *
 * @see AdamSettings
 */
final class AdamRule implements UpdateRule {

    private final AdamSettings settings;
    private final boolean decoupled;

    /** How many times the betas were multiplied. */
    private long steps;

    /** The betas to the power of the number of steps; StrictMath.pow would allocate. */
    private double power1 = 1;

    private double power2 = 1;

    AdamRule(AdamSettings settings, boolean decoupled) {
        this.settings = settings;
        this.decoupled = decoupled;
    }

    @Override
    public void begin(long updates) {
        if (updates < steps) {
            steps = 0;
            power1 = 1;
            power2 = 1;
        }
        double last = -1;
        // Powers that change no more do so for good, however many updates there were.
        for (; steps <= updates && last != power1 + power2; steps++) {
            last = power1 + power2;
            power1 *= settings.beta1();
            power2 *= settings.beta2();
        }
        steps = updates + 1;
    }

    @Override
    public void sweep(
            float[] value,
            float[] gradient,
            float[][] kept,
            int from,
            int to,
            GradientTransform transform,
            double rate) {
        float step = (float) (-rate / (1 - power1));
        float scale = (float) (1 / Math.sqrt(1 - power2));
        if (decoupled) {
            decoupled(value, gradient, kept, from, to, transform, (float) rate, step, scale);
        } else {
            coupled(value, gradient, kept, from, to, transform, step, scale);
        }
    }

    private void coupled(
            float[] value,
            float[] gradient,
            float[][] kept,
            int from,
            int to,
            GradientTransform transform,
            float step,
            float scale) {
        float[] first = kept[0];
        float[] second = kept[1];
        float keep1 = settings.keep1();
        float add1 = settings.add1();
        float keep2 = settings.keep2();
        float add2 = settings.add2();
        float summand = (float) settings.epsilon();
        for (int i = from; i < to; i++) {
            float g = transform.of(gradient[i], value[i]);
            float m = Math.fma(keep1, first[i], add1 * g);
            float v = Math.fma(keep2, second[i], add2 * g * g);
            first[i] = m;
            second[i] = v;
            float divisor = Math.fma((float) Math.sqrt(v), scale, summand);
            value[i] = Math.fma(step, m / divisor, value[i]);
        }
    }

    private void decoupled(
            float[] value,
            float[] gradient,
            float[][] kept,
            int from,
            int to,
            GradientTransform transform,
            float rate,
            float step,
            float scale) {
        float[] first = kept[0];
        float[] second = kept[1];
        float keep1 = settings.keep1();
        float add1 = settings.add1();
        float keep2 = settings.keep2();
        float add2 = settings.add2();
        float summand = (float) settings.epsilon();
        for (int i = from; i < to; i++) {
            float g = transform.ofGradient(gradient[i]);
            float m = Math.fma(keep1, first[i], add1 * g);
            float v = Math.fma(keep2, second[i], add2 * g * g);
            first[i] = m;
            second[i] = v;
            float pulled = rate * transform.pull(value[i]);
            float divisor = Math.fma((float) Math.sqrt(v), scale, summand);
            value[i] = Math.fma(step, m / divisor, value[i] - pulled);
        }
    }
}
