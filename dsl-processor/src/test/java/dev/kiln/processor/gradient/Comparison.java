package dev.kiln.processor.gradient;

import static com.google.common.truth.Truth.assertWithMessage;

import dev.kiln.runtime.Network;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.Predictor;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;

/** The classes generated for a network against its interpreter. */
final class Comparison {

    private final Net net;
    private final Network network;
    private final Batch batch;
    private final double[][] parameters;
    private final int checked;
    private final Random random;

    /**
     * {@code checked}: how many elements of a large tensor get a numerical derivative, chosen by
     * chance; small tensors are checked altogether.
     */
    Comparison(Net net, ClassLoader loader, int checked) throws ReflectiveOperationException {
        this.net = net;
        this.checked = checked;
        this.network =
                (Network)
                        loader.loadClass("nets." + net.name() + "Network")
                                .getMethod("initialize", long.class)
                                .invoke(null, 7L);
        Random draws = new Random(net.name().hashCode());
        Data data = Data.offKinks(net, network, draws);
        this.random = draws;
        this.batch = data.batch();
        this.parameters = data.parameters();
    }

    void run() throws ReflectiveOperationException {
        prediction();
        predictor();
        DoubleSupplier loss = () -> batch.loss(net, parameters);
        double expected = loss.getAsDouble();
        network.lossWithGradients(batch.other(random).input(), batch.target());
        assertWithMessage("loss of\n%s", net.source())
                .that(network.lossWithGradients(batch.input(), batch.target()))
                .isWithin(2e-5 * Math.max(1, Math.abs(expected)))
                .of(expected);
        for (int p = 0; p < parameters.length; p++) {
            Parameter parameter = network.parameters().get(p);
            gradient(parameter.name(), loss, parameters[p], parameter.gradient().data, 0);
        }
        float[] inputGradient =
                ((FMatrixRMaj) network.getClass().getMethod("inputGradient").invoke(network)).data;
        for (int n = 0; n < net.samples(); n++) {
            double[] sample = batch.samples()[n];
            gradient("input " + n, loss, sample, inputGradient, n * sample.length);
        }
    }

    private void prediction() {
        float[] actual = network.predict(batch.input(), null).data;
        for (int n = 0; n < net.samples(); n++) {
            double[] expected = net.predict(batch.samples()[n], parameters);
            double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
            for (int i = 0; i < expected.length; i++) {
                assertWithMessage("output %s of sample %s of\n%s", i, n, net.source())
                        .that((double) actual[n * expected.length + i])
                        .isWithin(2e-5 * Math.max(1, largest))
                        .of(expected[i]);
            }
        }
    }

    /** The bits of the network, whatever else is in the batch. */
    private void predictor() throws ReflectiveOperationException {
        Predictor predictor =
                (Predictor)
                        network.getClass()
                                .getClassLoader()
                                .loadClass("nets." + net.name() + "Predictor")
                                .getMethod("of", network.getClass())
                                .invoke(null, network);
        float[] together = network.predict(batch.input(), null).data;
        assertWithMessage("predictor of\n%s", net.source())
                .that(predictor.predict(batch.input(), null).data)
                .isEqualTo(together);
        int inputs = network.input().size();
        int outputs = network.output().size();
        for (int n = 0; n < net.samples(); n++) {
            float[] raw = batch.input().data;
            assertWithMessage("sample %s alone of\n%s", n, net.source())
                    .that(predictor.predict(Arrays.copyOfRange(raw, n * inputs, (n + 1) * inputs)))
                    .isEqualTo(Arrays.copyOfRange(together, n * outputs, (n + 1) * outputs));
        }
    }

    private void gradient(String name, DoubleSupplier loss, double[] at, float[] actual, int from) {
        int[] elements =
                at.length <= checked
                        ? IntStream.range(0, at.length).toArray()
                        : random.ints(checked, 0, at.length).toArray();
        double[] expected = CentralDifferences.of(loss, at, elements);
        double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        for (int i = 0; i < elements.length; i++) {
            assertWithMessage(
                            "derivative by element %s of %s of\n%s",
                            elements[i], name, net.source())
                    .that((double) actual[from + elements[i]])
                    .isWithin(1e-4 * largest + 1e-8 * Math.max(1, loss.getAsDouble()))
                    .of(expected[i]);
        }
    }
}
