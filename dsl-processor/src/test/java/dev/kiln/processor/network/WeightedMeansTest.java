package dev.kiln.processor.network;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.kiln.processor.MemoryCompiler;
import dev.kiln.runtime.Network;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.Shape;
import dev.kiln.runtime.Target;
import dev.kiln.runtime.data.Dataset;
import dev.kiln.runtime.train.Evaluation;
import dev.kiln.runtime.train.History;
import dev.kiln.runtime.train.Sgd;
import dev.kiln.runtime.train.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Means over several batches, of losses and of gradients, against those of one batch of all
 * samples: batches count by what their losses were divided by.
 */
class WeightedMeansTest {

    private static final Map<String, String> MODELS =
            Map.of(
                    "Rare", "classWeights = {1, 9}",
                    "Smooth", "classWeights = {1, 9}, labelSmoothing = 0.1",
                    "Ignored", "classWeights = {1, 0}",
                    "Plain", "labelSmoothing = 0.1",
                    "Binary", "loss = Loss.BINARY_CROSS_ENTROPY",
                    "Squares", "loss = Loss.MEAN_SQUARED_ERROR");

    private static ClassLoader loader;

    @BeforeAll
    static void compile() {
        StringBuilder source = new StringBuilder("package nets;\n\nimport dev.kiln.*;\n");
        MODELS.forEach(
                (name, loss) ->
                        source.append(
                                """

                                @Model(input = @Input(channels = 2), %s)
                                @Regularize(l1 = 1e-2, l2 = 1e-2)
                                class %s {
                                    @Dense(units = 2%s) Layer label;
                                }
                                """
                                        .formatted(loss, name, activation(name))));
        loader = MemoryCompiler.compile(Map.of("nets.Nets", source + "\nclass Nets {}\n")).loader();
    }

    private static String activation(String name) {
        return switch (name) {
            case "Binary" -> ", activation = Activation.SIGMOID";
            case "Squares" -> "";
            default -> ", activation = Activation.SOFTMAX";
        };
    }

    /** A network whose logits are its inputs. */
    private static Network identity(String name) {
        Network network = Nets.network(loader, name);
        network.parameters().get(0).value().setTo(new FMatrixRMaj(2, 2, true, 1, 0, 0, 1));
        return network;
    }

    private static Dataset data(int... labels) {
        float[] inputs = new float[2 * labels.length];
        for (int i = 0; i < labels.length; i++) {
            inputs[2 * i] = 2;
            inputs[2 * i + 1] = -2;
        }
        return Dataset.ofFloats(Shape.vector(2), inputs, labels, 2);
    }

    private static int[] labels(int rare) {
        int[] labels = new int[65];
        labels[rare] = 1;
        return labels;
    }

    /** (64 log(1 + e^-4) + 9 log(1 + e^4)) / (64 + 9). */
    private static final double RIGHT =
            (64 * Math.log1p(Math.exp(-4)) + 9 * Math.log1p(Math.exp(4))) / 73;

    @Test
    void evaluationDividesByTheWeightsOfAllLabels() {
        assertThat(RIGHT).isWithin(1e-7).of(0.5113006);
        for (int rare : new int[] {0, 30, 63, 64}) {
            Evaluation evaluation = Evaluation.of(identity("Rare"), data(labels(rare)));
            assertThat(evaluation.loss().getAsDouble()).isWithin(1e-7).of(RIGHT);
        }
    }

    /** The rate is so small that the parameters stay. */
    @Test
    void soDoTheLossesOfAnEpoch() {
        for (int size : new int[] {1, 7, 64, 65}) {
            Network network = identity("Rare");
            double penalty = network.penalty();
            History history =
                    Trainer.of(network)
                            .quiet()
                            .optimizer(Sgd.rate(1e-30))
                            .batchSize(size)
                            .validateOn(data(labels(64)))
                            .fit(data(labels(3)));
            assertThat(history.last().loss()).isWithin(1e-6).of(RIGHT + penalty);
            assertThat(history.last().validationLoss().getAsDouble()).isWithin(1e-6).of(RIGHT);
        }
    }

    /** 0 / 0 would end a training in which a class does not count. */
    @Test
    void aBatchWithoutWeightChangesNothing() {
        Network network = identity("Ignored");
        FMatrixRMaj input = new FMatrixRMaj(2, 2, true, 2, -2, 2, -2);
        assertThat(network.loss(input, Target.classes(1, 1))).isEqualTo(0);
        assertThat(network.lossWithGradients(input, Target.classes(1, 1)))
                .isEqualTo(network.penalty());
        for (Parameter parameter : network.parameters()) {
            assertThat(parameter.gradient().data).isEqualTo(new float[parameter.layout().size()]);
        }
        double right = Math.log1p(Math.exp(-4));
        int[] labels = new int[130];
        Arrays.fill(labels, 64, 130, 1);
        assertThat(Evaluation.of(network, data(labels)).loss().getAsDouble())
                .isWithin(1e-7)
                .of(right);
        History history =
                Trainer.of(network)
                        .quiet()
                        .optimizer(Sgd.rate(1e-30))
                        .batchSize(1)
                        .accumulate(3)
                        .fit(data(labels));
        assertThat(history.last().loss()).isWithin(1e-6).of(right + network.penalty());
    }

    private static Dataset random(String name, int samples) {
        Random random = new Random(5);
        float[] inputs = new float[2 * samples];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = (float) random.nextGaussian();
        }
        if (List.of("Binary", "Squares").contains(name)) {
            float[] values = new float[2 * samples];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextFloat();
            }
            return Dataset.ofValues(Shape.vector(2), inputs, 2, values);
        }
        int[] labels = random.ints(samples, 0, 2).toArray();
        return Dataset.ofFloats(Shape.vector(2), inputs, labels, 2);
    }

    private static float[] trained(
            String name, int samples, int batchSize, int accumulated, boolean prefetch) {
        Network network = Nets.network(loader, name);
        Trainer trainer =
                Trainer.of(network)
                        .quiet()
                        .optimizer(Sgd.rate(0.5).clipNorm(0.3))
                        .batchSize(batchSize)
                        .accumulate(accumulated)
                        .epochs(3);
        (prefetch ? trainer.prefetch() : trainer).fit(random(name, samples));
        return network.parameters().get(0).value().data;
    }

    /** Also where the last batch, or the last group of an epoch, is smaller. */
    @Test
    void accumulatedBatchesAreOneLargeBatch() {
        for (String name : MODELS.keySet()) {
            float[] five = trained(name, 5, 5, 1, false);
            float[] groups = trained(name, 11, 6, 1, false);
            for (boolean prefetch : new boolean[] {false, true}) {
                assertWithMessage(name)
                        .that(trained(name, 5, 2, 3, prefetch))
                        .usingTolerance(1e-6)
                        .containsExactly(five)
                        .inOrder();
                assertWithMessage(name)
                        .that(trained(name, 11, 2, 3, prefetch))
                        .usingTolerance(1e-6)
                        .containsExactly(groups)
                        .inOrder();
            }
        }
    }
}
