package dev.kiln.processor.gradient;

import static com.google.common.truth.Truth.assertWithMessage;

import dev.kiln.processor.MemoryCompiler;
import dev.kiln.runtime.Network;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Generated gradients against central differences of a naive interpreter in double precision. */
class GradientTest {

    private static final double STEP = 1e-6;
    private static final int CHECKED = 80;

    @TestFactory
    Stream<DynamicTest> gradientsAreDerivatives() {
        List<Net> nets = Nets.all();
        Map<String, String> sources = new LinkedHashMap<>();
        nets.forEach(n -> sources.put("nets." + n.name(), n.source()));
        ClassLoader loader = MemoryCompiler.compile(sources).loader();
        return nets.stream().map(n -> DynamicTest.dynamicTest(n.name(), () -> check(n, loader)));
    }

    private static void check(Net net, ClassLoader loader) throws ReflectiveOperationException {
        Random random = new Random(net.name().hashCode());
        Network network =
                (Network)
                        loader.loadClass("nets." + net.name() + "Network")
                                .getMethod("initialize", long.class)
                                .invoke(null, 7L);
        int inputs = network.input().size();
        int outputs = network.output().size();
        float[] raw = new float[net.samples() * inputs];
        double[][] batch = new double[net.samples()][inputs];
        fill(raw, batch, random);
        double[][] parameters = new double[network.parameters().size()][];
        for (int p = 0; p < parameters.length; p++) {
            float[] values = network.parameters().get(p).value().data;
            double[][] copy = new double[1][values.length];
            fill(values, copy, random);
            parameters[p] = copy[0];
        }
        int[] labels = random.ints(net.samples(), 0, outputs).toArray();
        float[] wanted = new float[net.samples() * outputs];
        double[][] targets = new double[net.samples()][outputs];
        fill(wanted, targets, random);
        if (net.loss().kind() == LossRule.Kind.BINARY_CROSS_ENTROPY) {
            for (int i = 0; i < wanted.length; i++) {
                wanted[i] = random.nextInt(2);
                targets[i / outputs][i % outputs] = wanted[i];
            }
        }
        Target target =
                net.loss().kind() == LossRule.Kind.CROSS_ENTROPY
                        ? Target.classes(labels)
                        : Target.values(FMatrixRMaj.wrap(net.samples(), outputs, wanted));
        FMatrixRMaj input = FMatrixRMaj.wrap(net.samples(), inputs, raw);

        checkPrediction(net, network, input, batch, parameters);
        DoubleSupplier loss = () -> net.loss(batch, parameters, labels, targets);
        double expected = loss.getAsDouble();
        assertWithMessage("loss")
                .that(network.lossWithGradients(input, target))
                .isWithin(2e-5 * Math.max(1, Math.abs(expected)))
                .of(expected);
        for (int p = 0; p < parameters.length; p++) {
            Parameter parameter = network.parameters().get(p);
            checkGradient(
                    parameter.name(), loss, parameters[p], parameter.gradient().data, 0, random);
        }
        float[] inputGradient =
                ((FMatrixRMaj) network.getClass().getMethod("inputGradient").invoke(network)).data;
        for (int n = 0; n < net.samples(); n++) {
            checkGradient("input " + n, loss, batch[n], inputGradient, n * inputs, random);
        }
    }

    private static void checkPrediction(
            Net net, Network network, FMatrixRMaj input, double[][] batch, double[][] parameters) {
        float[] actual = network.predict(input, null).data;
        for (int n = 0; n < batch.length; n++) {
            double[] expected = net.predict(batch[n], parameters);
            for (int i = 0; i < expected.length; i++) {
                assertWithMessage("output " + i + " of sample " + n)
                        .that((double) actual[n * expected.length + i])
                        .isWithin(2e-5 * Math.max(1, Math.abs(expected[i])))
                        .of(expected[i]);
            }
        }
    }

    /** All elements of small tensors; a random choice of those of large ones. */
    private static void checkGradient(
            String name,
            DoubleSupplier loss,
            double[] at,
            float[] actual,
            int from,
            Random random) {
        int[] elements =
                at.length <= CHECKED
                        ? IntStream.range(0, at.length).toArray()
                        : random.ints(CHECKED, 0, at.length).toArray();
        double[] expected = new double[elements.length];
        double largest = 0;
        for (int i = 0; i < elements.length; i++) {
            double value = at[elements[i]];
            at[elements[i]] = value + STEP;
            double above = loss.getAsDouble();
            at[elements[i]] = value - STEP;
            double below = loss.getAsDouble();
            at[elements[i]] = value;
            expected[i] = (above - below) / (2 * STEP);
            largest = Math.max(largest, Math.abs(expected[i]));
        }
        for (int i = 0; i < elements.length; i++) {
            assertWithMessage("derivative by element " + elements[i] + " of " + name)
                    .that((double) actual[from + elements[i]])
                    .isWithin(1e-4 * largest + 1e-7)
                    .of(expected[i]);
        }
    }

    private static void fill(float[] floats, double[][] rows, Random random) {
        int columns = rows[0].length;
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) (0.6 * random.nextGaussian());
            rows[i / columns][i % columns] = floats[i];
        }
    }
}
