package dev.kiln.runtime.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kiln.runtime.Initializer;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.Shape;
import dev.kiln.runtime.SoftmaxRegression;
import dev.kiln.runtime.Target;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDictTest {

    @TempDir Path folder;

    private static SoftmaxRegression network(long seed) {
        return SoftmaxRegression.initialize(new Shape(2, 2, 3), 4, seed);
    }

    private static FMatrixRMaj input() {
        FMatrixRMaj input = new FMatrixRMaj(2, 12);
        for (int i = 0; i < 24; i++) {
            input.data[i] = i * i % 7;
        }
        return input;
    }

    /** Memory [kernel height * kernel width * inputs x outputs], channels last. */
    @Test
    void convolutionsHaveTheLayoutOfFiles() {
        Parameter weight = Parameter.convolution("conv.weight", 2, 3, 1, 2, Initializer.ZERO);
        Parameter mean = Parameter.runningMean("norm.running_mean", 2);
        for (int i = 0; i < 12; i++) {
            weight.values()[i] = i;
            weight.gradient().data[i] = -i;
        }
        Map<String, FileTensor> values = StateDict.values(List.of(weight, mean));
        assertEquals(List.of("conv.weight", "norm.running_mean"), List.copyOf(values.keySet()));
        FileTensor tensor = values.get("conv.weight");
        assertEquals(List.of(2, 3, 1, 2), tensor.shape());
        assertArrayEquals(new float[] {0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11}, tensor.data());
        float[] gradient = FileTensor.of(weight.layout(), weight.gradient().data).data();
        assertEquals(-10, gradient[5]);
    }

    @Test
    void whatIsReadIsWhatFilesHold() throws Exception {
        SoftmaxRegression network = network(1);
        Path file = folder.resolve("weights.safetensors");
        network.save(file);
        SoftmaxRegression loaded = network(2);
        loaded.load(file);
        SoftmaxRegression set = network(3);
        set.loadStateDict(network.stateDict());
        for (int i = 0; i < 2; i++) {
            float[] expected = network.parameters().get(i).values();
            assertArrayEquals(expected, loaded.parameters().get(i).values());
            assertArrayEquals(expected, set.parameters().get(i).values());
        }
        float[] before = network.parameters().get(0).values().clone();
        network.stateDict().get("label.weight").data()[0] = 99;
        assertArrayEquals(before, network.parameters().get(0).values(), "a copy");
    }

    /** Gradient descent by hand in the layout of files. */
    @Test
    void aStepInTheLayoutOfFilesIsAStep() {
        SoftmaxRegression network = network(1);
        assertEquals(
                "SoftmaxRegression: gradientDict() needs gradients: lossWithGradients(...) or"
                        + " backward(...) comes first",
                assertThrows(IllegalStateException.class, network::gradientDict).getMessage());
        double before = network.lossWithGradients(input(), Target.classes(1, 3));
        Map<String, FileTensor> state = network.stateDict();
        network.gradientDict()
                .forEach(
                        (name, gradient) -> {
                            float[] values = state.get(name).data();
                            for (int i = 0; i < values.length; i++) {
                                values[i] -= 0.01f * gradient.data()[i];
                            }
                        });
        network.loadStateDict(state);
        double after = network.loss(input(), Target.classes(1, 3));
        double squares = 0;
        for (Parameter parameter : network.parameters()) {
            for (float g : parameter.gradient().data) {
                squares += g * g;
            }
        }
        assertEquals(before - 0.01 * squares, after, 0.2 * 0.01 * squares);
    }

    @Test
    void nothingIsSetUnlessAllFits() {
        SoftmaxRegression network = network(1);
        float[] before = network.parameters().get(0).values().clone();
        Map<String, FileTensor> state = new HashMap<>(network(2).stateDict());
        FileTensor bias = state.remove("label.bias");
        state.put("label.bais", bias);
        assertEquals(
                "SoftmaxRegression: the tensors do not fit; missing: label.bias [4];"
                        + " unknown: label.bais F32 [4]",
                assertThrows(IllegalArgumentException.class, () -> network.loadStateDict(state))
                        .getMessage());
        assertArrayEquals(before, network.parameters().get(0).values());
        assertEquals(
                "the tensor has 3 numbers, but its shape is [2, 2]",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new FileTensor(List.of(2, 2), new float[3]))
                        .getMessage());
    }
}
