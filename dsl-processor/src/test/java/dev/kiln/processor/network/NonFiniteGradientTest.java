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
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

/** A gradient that is NaN or infinite where the loss is not has a name, and changes nothing. */
class NonFiniteGradientTest {

    private static final int INPUTS = 100;
    private static final int SAMPLES = 5;
    private static final float[] BAD = {
        Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY
    };

    private static final ClassLoader LOADER =
            MemoryCompiler.compile(
                            Models.of(
                                    """
                                    @Model(input = @Input(height = 1, width = 1, channels = 100))
                                    class Squashed {
                                        @Dense(units = 60, activation = SIGMOID) Layer squash;
                                        @Dense(units = 8, activation = RELU)
                                        @Regularize(batchNorm = true, dropout = 0.5) Layer hidden;
                                        @Dense(units = 3, activation = SOFTMAX) Layer label;
                                    }
                                    """,
                                    """
                                    @Model(input = @Input(height = 5, width = 4, channels = 2))
                                    class Seen {
                                        @Conv(filters = 6, kernel = 3, activation = TANH) Layer first;
                                        @Conv(filters = 48, kernel = 3, activation = TANH) Layer second;
                                        @Dense(units = 3, activation = SOFTMAX) Layer label;
                                    }
                                    """,
                                    """
                                    @Model(input = @Input(height = 1, width = 1, channels = 100))
                                    class Line {
                                        @Dense(units = 50) Layer bent;
                                        @Dense(units = 2) Layer line;
                                    }
                                    """))
                    .loader();

    private static String refusal(Network network, FMatrixRMaj input, Target target) {
        NonFiniteLossException thrown = null;
        try {
            network.lossWithGradients(input, target);
        } catch (NonFiniteLossException e) {
            thrown = e;
        }
        return thrown == null ? "" : thrown.getMessage();
    }

    /** Each of them in turn, in each sample. */
    private static void namesEachInput(String name, int inputs, String where) {
        Network network = Nets.network(LOADER, name);
        FMatrixRMaj input = Nets.input(SAMPLES, inputs);
        Target target = Target.classes(Nets.labels(SAMPLES, 3));
        for (int i = 0; i < SAMPLES * inputs; i++) {
            float good = input.data[i];
            float bad = BAD[i % BAD.length];
            input.data[i] = bad;
            String message = refusal(network, input, target);
            assertWithMessage(name + " " + i).that(message).startsWith(name + ": the ");
            assertThat(message).contains("sample " + i / inputs + " of the batch has " + bad);
            input.data[i] = good;
        }
        assertThat(refusal(network, input, target)).isEmpty();
        input.data[7] = BAD[1];
        assertThat(refusal(network, input, target)).endsWith(where);
    }

    @Test
    void anInfiniteInputIsNamed() {
        namesEachInput("Squashed", INPUTS, "has Infinity at channel 7");
        namesEachInput("Seen", 40, "has Infinity at row 0, column 3, channel 1");
    }

    @Test
    void theLossIsFiniteThen() {
        Network network = Nets.network(LOADER, "Squashed");
        FMatrixRMaj input = Nets.input(SAMPLES, INPUTS);
        input.data[3 * INPUTS] = Float.POSITIVE_INFINITY;
        assertThat(network.loss(input, Target.classes(Nets.labels(SAMPLES, 3)))).isFinite();
        assertThat(refusal(network, input, Target.classes(Nets.labels(SAMPLES, 3))))
                .isEqualTo(
                        "Squashed: the gradient of squash.weight has values of NaN: sample 3 of the"
                                + " batch has Infinity at channel 0");
    }

    /** The mean squared error is a double, its derivative a float. */
    @Test
    void whatOverflowsOnTheWayBackIsNamed() {
        Network network = Nets.network(LOADER, "Line");
        FMatrixRMaj wanted = new FMatrixRMaj(1, 2);
        wanted.data[1] = 3e38f;
        String message = refusal(network, Nets.input(1, INPUTS), Target.values(wanted));
        assertThat(message).startsWith("Line: the gradient of line.");
        wanted.data[1] = 1e20f;
        FMatrixRMaj input = Nets.input(1, INPUTS);
        input.data[40] = 1e25f;
        assertThat(refusal(network, input, Target.values(wanted)))
                .startsWith("Line: the gradient of line.weight has values of ");
    }

    @Test
    void nothingButGradientsHasChanged() {
        Network network = Nets.network(LOADER, "Squashed");
        Network fresh = Nets.network(LOADER, "Squashed");
        Target target = Target.classes(Nets.labels(SAMPLES, 3));
        FMatrixRMaj input = Nets.input(SAMPLES, INPUTS);
        network.lossWithGradients(input, target);
        fresh.lossWithGradients(input, target);
        List<float[]> before = values(network);
        FMatrixRMaj infinite = new FMatrixRMaj(input);
        infinite.data[5] = Float.POSITIVE_INFINITY;
        assertThrows(
                NonFiniteLossException.class, () -> network.lossWithGradients(infinite, target));
        for (int i = 0; i < before.size(); i++) {
            assertThat(values(network).get(i)).isEqualTo(before.get(i));
        }
        // The step decides what is dropped.
        assertThat(network.lossWithGradients(input, target))
                .isEqualTo(fresh.lossWithGradients(input, target));
        for (int i = 0; i < before.size(); i++) {
            assertThat(values(network).get(i)).isEqualTo(values(fresh).get(i));
            assertThat(network.parameters().get(i).gradient().data)
                    .isEqualTo(fresh.parameters().get(i).gradient().data);
        }
    }

    private static List<float[]> values(Network network) {
        List<float[]> values = new ArrayList<>();
        for (Parameter parameter : network.parameters()) {
            values.add(parameter.values().clone());
        }
        return values;
    }
}
