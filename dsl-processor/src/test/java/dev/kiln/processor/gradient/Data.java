package dev.kiln.processor.gradient;

import dev.kiln.runtime.Network;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;

/** What a comparison runs on: a batch, and parameters in double precision. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Data(Batch batch, double[][] parameters) {

    /** Rounding to float32 stays below; it must not move a value to the other side. */
    private static final double MARGIN = 1e-5;

    private static final int DRAWS = 200;

    /**
     * Draws until no ReLU and no maximum is near a point without derivative, and gives the network
     * the parameters.
     */
    static Data offKinks(Net net, Network network, Random random) {
        for (int draw = 0; draw < DRAWS; draw++) {
            Data data = new Data(Batch.draw(net, network, random), parameters(network, random));
            if (net.margin(data.batch.samples(), data.parameters) > MARGIN) {
                return data;
            }
        }
        throw new AssertionError("every draw is near a kink:\n" + net.source());
    }

    /** Weights that keep the size of what goes through them. */
    private static double[][] parameters(Network network, Random random) {
        double[][] parameters = new double[network.parameters().size()][];
        for (int p = 0; p < parameters.length; p++) {
            FMatrixRMaj value = network.parameters().get(p).value();
            double size = value.numRows == 1 ? 0.5 : 1.2 / Math.sqrt(value.numRows);
            parameters[p] = Batch.gaussians(value.data, size, random);
        }
        return parameters;
    }
}
