package dev.kiln.processor.network;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kiln.processor.MemoryCompiler;
import dev.kiln.processor.Models;
import dev.kiln.runtime.Network;
import dev.kiln.runtime.NonFiniteLossException;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.Target;
import dev.kiln.runtime.TrainingStep;
import dev.kiln.runtime.train.Sgd;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Losses that the caller computes, from the output in training mode to its gradient. */
class OwnLossTest {

    private static final int SAMPLES = 11;
    private static final int SIZE = 8 * 8 * 2;
    private static final int OUTPUTS = 4;

    /** Chunks of 3 samples, so that there are several. */
    private static final List<String> OPTIONS = List.of("-Akiln.chunk=3");

    private static final String SOURCE =
            """
            @Model(input = @Input(height = 8, width = 8, channels = 2))
            class Chain {
                @Conv(filters = 4, kernel = 3, activation = RELU)    Layer conv;
                @Pool(size = 2)                                      Layer pool;
                @Dense(units = 20, activation = RELU)                Layer hidden;
                @Dense(units = 4, activation = SOFTMAX)              Layer label;
            }

            @Model(input = @Input(height = 8, width = 8, channels = 2))
            @Regularize(batchNorm = true, l2 = 1e-2)
            class Residuals {
                @Conv(filters = 4, kernel = 3, activation = RELU)    Layer stem;
                @Stage(blocks = 2, width = 6, stride = 2)            Two blocks;
                @Pool(type = PoolType.GLOBAL_AVERAGE)                 Layer pool;
                @Dense(units = 9, activation = TANH) @Regularize(dropout = 0.3, batchNorm = true) Layer hidden;
                @Dense(units = 4, activation = SOFTMAX)              Layer label;
            }

            @Residual(activation = RELU)
            class Two {
                @Conv(filters = WIDTH, kernel = 3, stride = STRIDE, activation = RELU) Layer first;
                @Conv(filters = WIDTH, kernel = 3)                                     Layer second;
            }

            @Model(input = @Input(height = 8, width = 8, channels = 2))
            class Dropping {
                @Conv(filters = 4, kernel = 3, activation = RELU) @Regularize(dropout = 0.2) Layer conv;
                @Dense(units = 20, activation = RELU) @Regularize(dropout = 0.5)             Layer hidden;
                @Dense(units = 4, activation = RELU)                                         Layer scores;
                @Activate(SOFTMAX)                                                           Layer label;
            }

            @Model(input = @Input(height = 8, width = 8, channels = 2), loss = Loss.BINARY_CROSS_ENTROPY)
            @Regularize(batchNorm = true)
            class Sigmoids {
                @Conv(filters = 4, kernel = 3, stride = 2, activation = RELU) Layer conv;
                @Dense(units = 4, activation = SIGMOID)                       Layer label;
            }

            @Model(input = @Input(height = 8, width = 8, channels = 2, scale = 0.1), inputGradient = true)
            class Values {
                @Conv(filters = 4, kernel = 3, stride = 2, activation = TANH) Layer conv;
                @Dense(units = 4)                                             Layer value;
            }
            """;

    private static ClassLoader loader;

    @BeforeAll
    static void compile() {
        loader = MemoryCompiler.compile(Models.of(SOURCE), OPTIONS).loader();
    }

    private static Network network(String name, int threads) {
        Network network = Nets.network(loader, name);
        network.threads(threads);
        network.forward(Nets.input(SAMPLES, SIZE), null, TrainingStep.of(5, 17));
        // So that backward does not belong to it.
        network.loadStateDict(network.stateDict());
        return network;
    }

    private static Target target(String name) {
        return switch (name) {
            case "Sigmoids", "Values" -> Target.values(wanted());
            default -> Target.classes(Nets.labels(SAMPLES, OUTPUTS));
        };
    }

    private static FMatrixRMaj wanted() {
        FMatrixRMaj wanted = Nets.input(SAMPLES, OUTPUTS);
        for (int i = 0; i < wanted.data.length; i++) {
            wanted.data[i] = (float) (1 / (1 + Math.exp(-wanted.data[i])));
        }
        return wanted;
    }

    /** The mean loss of an output, as the model has it, and its gradient. */
    private static double loss(String name, FMatrixRMaj y, FMatrixRMaj gradient) {
        gradient.reshape(y.numRows, y.numCols);
        gradient.zero();
        double n = y.numRows;
        double loss = 0;
        int[] labels = Nets.labels(y.numRows, OUTPUTS);
        FMatrixRMaj wanted = wanted();
        for (int row = 0; row < y.numRows; row++) {
            for (int c = 0; c < OUTPUTS; c++) {
                double p = y.get(row, c);
                double t = wanted.get(row, c);
                switch (name) {
                    case "Values" -> {
                        loss += (p - t) * (p - t) / (n * OUTPUTS);
                        gradient.set(row, c, (float) (2 * (p - t) / (n * OUTPUTS)));
                    }
                    case "Sigmoids" -> {
                        loss -= (t * Math.log(p) + (1 - t) * Math.log1p(-p)) / (n * OUTPUTS);
                        gradient.set(row, c, (float) ((p - t) / (p * (1 - p)) / (n * OUTPUTS)));
                    }
                    default -> {
                        if (labels[row] == c) {
                            loss -= Math.log(p) / n;
                            gradient.set(row, c, (float) (-1 / p / n));
                        }
                    }
                }
            }
        }
        return loss;
    }

    private static List<float[]> gradients(Network network) {
        List<float[]> gradients = new ArrayList<>();
        for (Parameter parameter : network.parameters()) {
            gradients.add(
                    (parameter.isTrained() ? parameter.gradient().data : parameter.values())
                            .clone());
        }
        return gradients;
    }

    private static void assertAlike(String name, List<float[]> expected, List<float[]> actual) {
        for (int i = 0; i < expected.size(); i++) {
            assertWithMessage(name + " " + i)
                    .that(actual.get(i))
                    .usingTolerance(2e-6)
                    .containsExactly(expected.get(i))
                    .inOrder();
        }
    }

    /** For two steps, so that what is dropped and what batch norm has learned count too. */
    @Test
    void theLossOfTheModelByHandHasItsGradients() {
        FMatrixRMaj input = Nets.input(SAMPLES, SIZE);
        for (String name : List.of("Chain", "Residuals", "Dropping", "Sigmoids", "Values")) {
            for (int threads = 1; threads <= 3; threads += 2) {
                Network builtIn = network(name, threads);
                Network own = network(name, threads);
                FMatrixRMaj gradient = new FMatrixRMaj(1, 1);
                for (int step = 0; step < 2; step++) {
                    double expected = builtIn.lossWithGradients(input, target(name));
                    FMatrixRMaj output = own.forward(input, null);
                    double loss = loss(name, output, gradient) + own.penalty();
                    assertWithMessage(name).that(loss).isWithin(1e-6).of(expected);
                    own.backward(gradient);
                    assertAlike(name, gradients(builtIn), gradients(own));
                    builtIn.update(Sgd.rate(0.1).start(builtIn.parameters()));
                    own.update(Sgd.rate(0.1).start(own.parameters()));
                }
            }
        }
    }

    @Test
    void forwardAloneChangesNothing() {
        FMatrixRMaj input = Nets.input(SAMPLES, SIZE);
        Network untouched = network("Residuals", 2);
        Network network = network("Residuals", 2);
        FMatrixRMaj first = network.forward(input, null);
        FMatrixRMaj second = network.forward(input, new FMatrixRMaj(1, 1));
        assertThat(second.data).isEqualTo(first.data);
        assertThat(network.predict(input, null).data)
                .isEqualTo(untouched.predict(input, null).data);
        assertThat(network.predict(input, null).data).isNotEqualTo(first.data);
        assertThat(network.lossWithGradients(input, target("Residuals")))
                .isEqualTo(untouched.lossWithGradients(input, target("Residuals")));
    }

    /** Evaluation in between goes through the same buffers. */
    @Test
    void evaluationMayComeInBetween() {
        FMatrixRMaj input = Nets.input(SAMPLES, SIZE);
        List<List<float[]>> results = new ArrayList<>();
        for (boolean between : new boolean[] {false, true}) {
            Network network = network("Residuals", 1);
            FMatrixRMaj gradient = new FMatrixRMaj(1, 1);
            loss("Residuals", network.forward(input, null), gradient);
            if (between) {
                network.loss(Nets.input(2, SIZE), Target.classes(0, 1));
            }
            network.backward(gradient);
            results.add(gradients(network));
        }
        for (int i = 0; i < results.get(0).size(); i++) {
            assertThat(results.get(1).get(i)).isEqualTo(results.get(0).get(i));
        }
    }

    /** Huber's loss of a step of its own, against differences of it in the network's weights. */
    @Test
    void anotherLossIsThatOfItsDifferences() {
        FMatrixRMaj input = Nets.input(SAMPLES, SIZE);
        for (String name : List.of("Values", "Sigmoids", "Residuals")) {
            Network network = network(name, 2);
            FMatrixRMaj gradient = new FMatrixRMaj(SAMPLES, OUTPUTS);
            huber(network.forward(input, null), gradient);
            network.backward(gradient);
            for (Parameter parameter : network.parameters()) {
                if (parameter.isTrained() && parameter.name().contains("l")) {
                    float[] slopes = parameter.gradient().data.clone();
                    int place = slopes.length / 2;
                    float[] values = parameter.values();
                    float old = values[place];
                    double[] ends = new double[2];
                    float step = 5e-3f;
                    for (int i = 0; i < 2; i++) {
                        values[place] = old + (2 * i - 1) * step;
                        TrainingStep first = TrainingStep.of(5, 17);
                        ends[i] = huber(network.forward(input, null, first), gradient);
                    }
                    values[place] = old;
                    double slope = (ends[1] - ends[0]) / (2 * step);
                    assertWithMessage(name + " " + parameter.name())
                            .that(slopes[place])
                            .isWithin((float) (2e-4 + 0.02 * Math.abs(slope)))
                            .of((float) slope);
                }
            }
        }
    }

    /** The mean over the samples, with its corner at 0.3. */
    private static double huber(FMatrixRMaj y, FMatrixRMaj gradient) {
        FMatrixRMaj wanted = wanted();
        double loss = 0;
        for (int i = 0; i < y.getNumElements(); i++) {
            double error = y.data[i] - wanted.data[i];
            boolean near = Math.abs(error) <= 0.3;
            loss += near ? error * error / 2 : 0.3 * (Math.abs(error) - 0.15);
            gradient.data[i] = (float) ((near ? error : Math.copySign(0.3, error)) / y.numRows);
        }
        return loss / y.numRows;
    }

    @Test
    void gradientsAddUpWhereTheyAreAccumulated() {
        FMatrixRMaj input = Nets.input(SAMPLES, SIZE);
        Network network = network("Chain", 1);
        FMatrixRMaj gradient = new FMatrixRMaj(1, 1);
        loss("Chain", network.forward(input, null), gradient);
        network.backward(gradient);
        List<float[]> once = gradients(network);
        network.forward(input, null, TrainingStep.of(5, 18).accumulating());
        network.backward(gradient);
        List<float[]> twice = gradients(network);
        for (float[] numbers : once) {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] *= 2;
            }
        }
        assertAlike("Chain", once, twice);
    }

    /** By differences of the loss, one for each input of a sample; raw values are scaled by 0.1. */
    @Test
    void theGradientByTheInputIsThatOfTheRawValues() {
        FMatrixRMaj input = Nets.input(SAMPLES, SIZE);
        Network network = network("Values", 1);
        Target target = target("Values");
        network.lossWithGradients(input, target);
        float[] expected = network.inputGradient().data.clone();
        assertThat(network.inputGradient().numRows).isEqualTo(SAMPLES);
        assertThat(network.inputGradient().numCols).isEqualTo(SIZE);
        for (int i = 0; i < SIZE; i += 5) {
            int place = 7 * SIZE + i;
            float old = input.data[place];
            input.data[place] = old + 0.5f;
            double above = network.loss(input, target);
            input.data[place] = old - 0.5f;
            double below = network.loss(input, target);
            input.data[place] = old;
            assertThat(above - below).isWithin(2e-6).of(expected[place]);
        }
        FMatrixRMaj gradient = new FMatrixRMaj(1, 1);
        loss("Values", network.forward(input, null), gradient);
        network.backward(gradient);
        assertThat(network.inputGradient().data)
                .usingTolerance(1e-7)
                .containsExactly(expected)
                .inOrder();
    }

    private static void refused(Class<? extends Exception> type, String message, Runnable call) {
        assertThat(assertThrows(type, call::run).getMessage()).isEqualTo(message);
    }

    @Test
    void whatIsOutOfOrderIsRefused() {
        Network network = network("Chain", 1);
        FMatrixRMaj input = Nets.input(SAMPLES, SIZE);
        FMatrixRMaj gradient = new FMatrixRMaj(SAMPLES, OUTPUTS);
        String order =
                "Chain: backward(...) needs a forward(...) in front of it, with no other step,"
                        + " update or loading in between";
        Runnable backward = () -> network.backward(gradient);
        refused(IllegalStateException.class, order, backward);
        network.forward(input, null);
        backward.run();
        refused(IllegalStateException.class, order, backward);
        List<Runnable> between =
                List.of(
                        () -> network.lossWithGradients(input, target("Chain")),
                        () -> network.update(Sgd.rate(0.1).start(network.parameters())),
                        () ->
                                network.lossWithGradients(
                                        input, target("Chain"), TrainingStep.of(1, 2)),
                        () -> network.loadStateDict(network.stateDict()));
        for (Runnable other : between) {
            network.forward(input, null);
            other.run();
            refused(IllegalStateException.class, order, backward);
        }
        network.forward(input, null);
        refused(
                IllegalArgumentException.class,
                "Chain: the gradient by the output is [11 x 3], expected [11 x 4], as the output is",
                () -> network.backward(new FMatrixRMaj(SAMPLES, 3)));
        gradient.set(2, 1, Float.NaN);
        refused(
                NonFiniteLossException.class,
                "Chain: the gradient by output 1 of sample 2 is NaN",
                backward);
        input.reshape(3, SIZE);
        refused(
                IllegalStateException.class,
                "Chain: the batch of forward(...) had 11 samples and now has 3;"
                        + " it must stay as it is until backward(...) is over",
                backward);
        refused(
                UnsupportedOperationException.class,
                "Chain: the gradient by the input is computed only for models that ask for it:"
                        + " @Model(inputGradient = true)",
                network::inputGradient);
        refused(
                IllegalStateException.class,
                "Values: inputGradient() needs gradients:"
                        + " lossWithGradients(...) or backward(...) comes first",
                network("Values", 1)::inputGradient);
    }
}
