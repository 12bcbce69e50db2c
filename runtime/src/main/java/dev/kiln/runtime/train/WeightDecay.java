package dev.kiln.runtime.train;

import dev.kiln.runtime.Parameter;

/**
 * How strongly an optimizer pulls values towards zero.
 *
 * @param amount factor of the value, 0 for none
 * @param biases whether biases are pulled too, or weights only
 */
record WeightDecay(float amount, boolean biases) {

    static final WeightDecay NONE = new WeightDecay(0f, false);

    WeightDecay factor(double factor) {
        SettingChecks.notNegative("weight decay", factor);
        return new WeightDecay((float) factor, biases);
    }

    WeightDecay everything() {
        return new WeightDecay(amount, true);
    }

    float of(Parameter parameter) {
        return biases || parameter.kind() == Parameter.Kind.WEIGHT ? amount : 0f;
    }
}
