package dev.kiln.runtime.train;

/**
 * Settings of {@link Adam} and {@link AdamW}.
 *
 * @param beta1 factor of the moving mean of gradients, from 0 to below 1
 * @param beta2 factor of the moving mean of their squares, from 0 to below 1
 * @param epsilon summand of the divisor, above 0
 */
record AdamSettings(double beta1, double beta2, double epsilon) {

    static final AdamSettings USUAL = new AdamSettings(0.9, 0.999, 1e-8);

    AdamSettings {
        SettingChecks.fraction("first beta", beta1);
        SettingChecks.fraction("second beta", beta2);
        SettingChecks.positive("epsilon", epsilon);
    }

    AdamSettings betas(double first, double second) {
        return new AdamSettings(first, second, epsilon);
    }

    AdamSettings epsilon(double other) {
        return new AdamSettings(beta1, beta2, other);
    }

    float keep1() {
        return (float) beta1;
    }

    float add1() {
        return (float) (1 - beta1);
    }

    float keep2() {
        return (float) beta2;
    }

    float add2() {
        return (float) (1 - beta2);
    }

    String words() {
        return "betas=" + beta1 + " " + beta2 + ", epsilon=" + epsilon;
    }
}
