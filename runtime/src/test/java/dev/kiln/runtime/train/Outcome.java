package dev.kiln.runtime.train;

import dev.kiln.runtime.Network;
import dev.kiln.runtime.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything that a training leaves behind, to the last bit and without times. */
record Outcome(List<String> facts) {

    static Outcome of(Network network, Started optimizer, History history) {
        List<String> facts = new ArrayList<>();
        for (Parameter parameter : network.parameters()) {
            facts.add(parameter.name() + " " + bits(parameter.value().data));
        }
        OptimizerState state = optimizer.state();
        facts.add(state.settings() + " " + state.updates() + " " + hex(state.rateFactor()));
        for (Map.Entry<String, float[]> slot : new TreeMap<>(state.slots()).entrySet()) {
            facts.add(slot.getKey() + " " + bits(slot.getValue()));
        }
        for (EpochResult result : history.epochs()) {
            facts.add(
                    result.epoch()
                            + "/"
                            + result.epochs()
                            + " "
                            + hex(result.loss())
                            + " "
                            + result.validationLoss()
                            + " "
                            + result.validationAccuracy());
        }
        return new Outcome(facts);
    }

    private static String bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return Arrays.toString(bits);
    }

    private static String hex(double value) {
        return Double.toHexString(value);
    }
}
