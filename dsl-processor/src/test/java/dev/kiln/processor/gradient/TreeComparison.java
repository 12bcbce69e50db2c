package dev.kiln.processor.gradient;

import static com.google.common.truth.Truth.assertWithMessage;

import dev.kiln.runtime.Network;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.Predictor;
import dev.kiln.runtime.Target;
import dev.kiln.runtime.TrainingStep;
import dev.kiln.runtime.train.RunningOptimizer;
import dev.kiln.runtime.train.Sgd;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import org.ejml.data.FMatrixRMaj;

/**
 * The classes generated for a tree of layers against the interpreter: outputs, losses, gradients as
 * central differences, running statistics, and two steps of an optimizer.
 */
final class TreeComparison {

    private static final double MARGIN = 2e-5;
    private static final int DRAWS = 400;
    private static final int TENSORS = 6;
    private static final int ELEMENTS = 6;
    private static final long SEED = 11;
    private static final double RATE = 0.05;
    private static final double MOMENTUM = 0.9;

    private final TreeNet net;
    private final Network network;
    private final Random random;
    private final Map<String, double[]> parameters = new LinkedHashMap<>();
    private FMatrixRMaj input;
    private double[][] samples;
    private int[] labels;
    private double[][] wanted;
    private Target target;

    TreeComparison(TreeNet net, ClassLoader loader) throws ReflectiveOperationException {
        this.net = net;
        this.network =
                (Network)
                        loader.loadClass("nets." + net.name() + "Network")
                                .getMethod("initialize", long.class)
                                .invoke(null, 7L);
        this.random = new Random(net.name().hashCode());
    }

    /** Whether there was anything to compare. */
    boolean run() throws ReflectiveOperationException {
        if (!drawOffKinks()) {
            return false;
        }
        evaluation();
        RunningOptimizer optimizer = Sgd.rate(RATE).momentum(MOMENTUM).start(network.parameters());
        Map<String, double[]> velocities = new HashMap<>();
        for (int step = 0; step < 2; step++) {
            training(step);
            if (step == 0) {
                gradients(step);
            }
            statistics(step);
            update(optimizer, velocities);
        }
        evaluation();
        return true;
    }

    /** Whether there is batch norm. */
    boolean normalizes() {
        return network.parameters().stream().anyMatch(p -> p.kind() == Parameter.Kind.STATISTIC);
    }

    /** Whether there are weights whose gradients are sums over pixels. */
    boolean convolves() {
        return network.parameters().stream().anyMatch(TreeComparison::isOfConvolution);
    }

    private static boolean isOfConvolution(Parameter parameter) {
        return parameter.kind() == Parameter.Kind.WEIGHT
                && parameter.layout().fileShape().size() > 2;
    }

    /** The loss of a step, and its gradients by the input and by the weights of dense layers. */
    Map<String, String> firstStep() throws ReflectiveOperationException {
        draw();
        Map<String, String> bits = new TreeMap<>();
        TrainingStep first = TrainingStep.of(SEED, 0);
        bits.put("loss", Double.toString(network.lossWithGradients(input, target, first)));
        for (Parameter p : network.parameters()) {
            if (p.isTrained() && p.kind() == Parameter.Kind.WEIGHT && !isOfConvolution(p)) {
                bits.put(p.name(), Arrays.toString(p.gradient().data));
            }
        }
        bits.put("input", Arrays.toString(inputGradient()));
        return bits;
    }

    private float[] inputGradient() throws ReflectiveOperationException {
        return ((FMatrixRMaj) network.getClass().getMethod("inputGradient").invoke(network)).data;
    }

    /** All numbers that two steps and a prediction give, as bits. */
    Map<String, String> bits() {
        draw();
        Map<String, String> bits = new TreeMap<>();
        RunningOptimizer optimizer = Sgd.rate(RATE).momentum(MOMENTUM).start(network.parameters());
        for (int step = 0; step < 2; step++) {
            double loss = network.lossWithGradients(input, target, TrainingStep.of(SEED, step));
            bits.put("loss " + step, Double.toString(loss));
            network.update(optimizer);
        }
        network.parameters().forEach(p -> bits.put(p.name(), Arrays.toString(p.value().data)));
        bits.put("outputs", Arrays.toString(network.predict(input, null).data));
        return bits;
    }

    /** What the predictor says behind {@link #bits}: folded batch norms change its bits. */
    String predictions() throws ReflectiveOperationException {
        return Arrays.toString(predictor().predict(input, null).data);
    }

    private boolean drawOffKinks() {
        for (int draw = 0; draw < DRAWS; draw++) {
            draw();
            boolean offKinks =
                    margin(true, 0) > MARGIN
                            && margin(true, 1) > MARGIN
                            && margin(false, 0) > MARGIN;
            // Softmax of large numbers overflows in the interpreter, which is naive.
            boolean finite = Double.isFinite(loss(true, 0)) && Double.isFinite(loss(false, 0));
            if (offKinks && finite) {
                return true;
            }
        }
        // Numbers that always cancel, such as two that are normalized: nothing to compare.
        return false;
    }

    private double margin(boolean training, long step) {
        Pass pass = net.pass(parameters, training, SEED, step);
        net.outputs(samples, pass);
        return pass.margin;
    }

    private void draw() {
        for (Parameter p : network.parameters()) {
            FMatrixRMaj value = p.value();
            double[] numbers = new double[value.data.length];
            double size = p.kind() == Parameter.Kind.WEIGHT ? 1.2 / Math.sqrt(value.numRows) : 0.4;
            for (int i = 0; i < numbers.length; i++) {
                boolean positive =
                        p.name().endsWith("running_var") || p.kind() == Parameter.Kind.SCALE;
                double drawn = positive ? 0.6 + random.nextDouble() : size * random.nextGaussian();
                value.data[i] = (float) drawn;
                numbers[i] = value.data[i];
            }
            parameters.put(p.name(), numbers);
        }
        int inputs = network.input().size();
        int outputs = network.output().size();
        input = new FMatrixRMaj(net.samples(), inputs);
        samples = new double[net.samples()][inputs];
        wanted = new double[net.samples()][outputs];
        FMatrixRMaj values = new FMatrixRMaj(net.samples(), outputs);
        for (int n = 0; n < net.samples(); n++) {
            for (int i = 0; i < inputs; i++) {
                input.set(n, i, (float) (0.8 * random.nextGaussian()));
                samples[n][i] = input.get(n, i);
            }
            for (int i = 0; i < outputs; i++) {
                values.set(n, i, (float) random.nextGaussian());
                wanted[n][i] = values.get(n, i);
            }
        }
        labels = random.ints(net.samples(), 0, outputs).toArray();
        target =
                net.loss().kind() == LossRule.Kind.CROSS_ENTROPY
                        ? Target.classes(labels)
                        : Target.values(values);
    }

    private double loss(boolean training, long step) {
        Pass pass = net.pass(parameters, training, SEED, step);
        double loss = net.loss().of(net.outputs(samples, pass), labels, wanted);
        return training ? loss + pass.penalty : loss;
    }

    private Predictor predictor() throws ReflectiveOperationException {
        return (Predictor)
                network.getClass()
                        .getClassLoader()
                        .loadClass("nets." + net.name() + "Predictor")
                        .getMethod("of", network.getClass())
                        .invoke(null, network);
    }

    private void evaluation() throws ReflectiveOperationException {
        double[][] expected = net.outputs(samples, net.pass(parameters, false, SEED, 0));
        float[] actual = network.predict(input, null).data;
        float[] folded = predictor().predict(input, null).data;
        double largest = 1;
        for (double[] row : expected) {
            largest = Math.max(largest, Arrays.stream(row).map(Math::abs).max().orElse(0));
        }
        for (int n = 0; n < expected.length; n++) {
            for (int i = 0; i < expected[n].length; i++) {
                int at = n * expected[n].length + i;
                close(
                        "output " + i + " of sample " + n,
                        actual[at],
                        expected[n][i],
                        1e-4 * largest);
                close(
                        "predicted " + i + " of sample " + n,
                        folded[at],
                        expected[n][i],
                        1e-4 * largest);
            }
        }
        double loss = loss(false, 0);
        if (!Double.isFinite(loss)) {
            return;
        }
        close("loss", network.loss(input, target), loss, 1e-4 * Math.max(1, Math.abs(loss)));
    }

    private void training(long step) {
        double expected = loss(true, step);
        close(
                "loss of step " + step,
                network.lossWithGradients(input, target, TrainingStep.of(SEED, step)),
                expected,
                1e-4 * Math.max(1, Math.abs(expected)));
    }

    private void gradients(long step) throws ReflectiveOperationException {
        DoubleSupplier loss = () -> loss(true, step);
        int tested = 0;
        int count = network.parameters().size();
        int[] order = count == 0 ? new int[0] : random.ints(count * 2L, 0, count).toArray();
        for (int index : order) {
            Parameter p = network.parameters().get(index);
            if (p.isTrained() && tested++ < TENSORS) {
                float[] actual = p.gradient().data.clone();
                for (int i = 0; i < actual.length; i++) {
                    actual[i] += p.penalty().slope(p.value().data[i]);
                }
                gradient(p.name(), loss, parameters.get(p.name()), actual, 0);
            }
        }
        float[] inputGradient = inputGradient();
        for (int n = 0; n < net.samples(); n++) {
            gradient("input " + n, loss, samples[n], inputGradient, n * samples[n].length);
        }
    }

    private void gradient(String name, DoubleSupplier loss, double[] at, float[] actual, int from) {
        int[] elements = random.ints(ELEMENTS, 0, at.length).toArray();
        double[] expected = CentralDifferences.of(loss, at, elements);
        double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        for (int i = 0; i < ELEMENTS; i++) {
            close(
                    "derivative by element " + elements[i] + " of " + name,
                    actual[from + elements[i]],
                    expected[i],
                    5e-4 * largest + 2e-5 * Math.max(1, loss.getAsDouble()));
        }
    }

    private void statistics(long step) {
        Pass pass = net.pass(parameters, true, SEED, step);
        net.outputs(samples, pass);
        for (Parameter p : network.parameters()) {
            if (p.kind() == Parameter.Kind.STATISTIC) {
                double[] expected =
                        pass.statistics.getOrDefault(p.name(), parameters.get(p.name()));
                for (int i = 0; i < expected.length; i++) {
                    double size = Math.max(1, Math.abs(expected[i]));
                    close(p.name() + " " + i, p.value().data[i], expected[i], 1e-4 * size);
                    expected[i] = p.value().data[i];
                }
                parameters.put(p.name(), expected);
            }
        }
    }

    /** By the definition, with the generated gradients. */
    private void update(RunningOptimizer optimizer, Map<String, double[]> velocities) {
        for (Parameter p : network.parameters()) {
            double[] value = parameters.get(p.name());
            if (p.isTrained()) {
                double[] velocity =
                        velocities.computeIfAbsent(p.name(), n -> new double[value.length]);
                for (int i = 0; i < value.length; i++) {
                    double slope =
                            p.penalty().l1() * Math.signum(value[i])
                                    + 2 * p.penalty().l2() * value[i];
                    velocity[i] = MOMENTUM * velocity[i] + p.gradient().data[i] + slope;
                    value[i] -= RATE * velocity[i];
                }
            }
        }
        network.update(optimizer);
        for (Parameter p : network.parameters()) {
            double[] value = parameters.get(p.name());
            for (int i = 0; i < value.length; i++) {
                double size = Math.max(1, Math.abs(value[i]));
                close("updated " + p.name() + " " + i, p.value().data[i], value[i], 1e-5 * size);
                value[i] = p.value().data[i];
            }
        }
    }

    private void close(String what, double actual, double expected, double tolerance) {
        assertWithMessage("%s of\n%s", what, net.source())
                .that(actual)
                .isWithin(tolerance)
                .of(expected);
    }
}
