package dev.kiln.processor.gradient;

import dev.kiln.runtime.Network;
import dev.kiln.runtime.Target;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;

/** Samples and what they should become, for the generated classes and for the interpreter. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Batch(
        FMatrixRMaj input, double[][] samples, Target target, int[] labels, double[][] wanted) {

    static Batch draw(Net net, Network network, Random random) {
        int inputs = network.input().size();
        int outputs = network.output().size();
        float[] raw = new float[net.samples() * inputs];
        double[][] samples = rows(gaussians(raw, 0.6, random), inputs);
        int[] labels = random.ints(net.samples(), 0, outputs).toArray();
        float[] values = new float[net.samples() * outputs];
        gaussians(values, 0.6, random);
        if (net.loss().kind() == LossRule.Kind.BINARY_CROSS_ENTROPY) {
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(5) / 4f;
            }
        }
        double[] exact = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            exact[i] = values[i];
        }
        Target target =
                net.loss().kind() == LossRule.Kind.CROSS_ENTROPY
                        ? Target.classes(labels)
                        : Target.values(FMatrixRMaj.wrap(net.samples(), outputs, values));
        return new Batch(
                FMatrixRMaj.wrap(net.samples(), inputs, raw),
                samples,
                target,
                labels,
                rows(exact, outputs));
    }

    double loss(Net net, double[][] parameters) {
        return net.loss(samples, parameters, labels, wanted);
    }

    /** Other inputs of the same size, which leave other numbers in every buffer. */
    Batch other(Random random) {
        FMatrixRMaj others = input.copy();
        gaussians(others.data, 3, random);
        return new Batch(others, samples, target, labels, wanted);
    }

    /** Fills with random numbers that are the same in both precisions. */
    static double[] gaussians(float[] floats, double size, Random random) {
        double[] exact = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) (size * random.nextGaussian());
            exact[i] = floats[i];
        }
        return exact;
    }

    private static double[][] rows(double[] values, int columns) {
        double[][] rows = new double[values.length / columns][columns];
        for (int i = 0; i < values.length; i++) {
            rows[i / columns][i % columns] = values[i];
        }
        return rows;
    }
}
