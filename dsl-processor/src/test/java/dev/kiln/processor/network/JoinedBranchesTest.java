package dev.kiln.processor.network;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kiln.processor.MemoryCompiler;
import dev.kiln.processor.Models;
import dev.kiln.runtime.Network;
import dev.kiln.runtime.NonFiniteLossException;
import dev.kiln.runtime.Target;
import java.util.List;
import java.util.Map;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Branches write their channels of the joined map; only what can't is copied. */
class JoinedBranchesTest {

    private static final Map<String, String> SOURCE =
            Models.of(
                    """
                    @Model(input = @Input(height = 6, width = 6, channels = 2))
                    class Joined {
                        @Conv(filters = 3, kernel = 3, activation = RELU) Layer stem;
                        Outer outer;
                        @Dense(units = 3, activation = SOFTMAX) Layer label;
                        @Inception static class Outer {
                            @Conv(filters = 4, kernel = 3, activation = RELU) Layer conv;
                            Inner inner;
                            @Identity Layer same;
                        }
                        @Inception static class Inner {
                            @Pool(size = 3, stride = 1, padding = 1) Layer pool;
                            @Conv(filters = 5, kernel = 1, activation = ELU) Layer one;
                            @Conv(filters = 2, kernel = 3) Layer linear;
                        }
                    }
                    """);

    static final MemoryCompiler.Result COMPILED = MemoryCompiler.compile(SOURCE);

    @Test
    void branchesWriteWhereTheyAreJoined() {
        String network = COMPILED.sources().get("nets.JoinedNetwork");
        assertThat(network).contains("To6x6x4ReluAt0Of17(");
        assertThat(network).contains("maxPool3x3Padding1From6x6x3At4Of17(");
        assertThat(network).contains("To5Elu1_0At7Of17(");
        assertThat(network).contains("reluGradientOf36Pixels4At0Of17(");
        assertThat(network).contains("maxPoolGradient3x3Padding1From6x6x3At4Of17(");
        assertThat(network).doesNotContain("concatenate");
    }

    @Test
    void onlyWhatOthersReadIsCopied() {
        String kernels = COMPILED.sources().get("nets.JoinedKernels");
        // The identity is the stem's output, which convolutions read.
        assertThat(kernels).contains("put3At14Of17Times36Pixels(");
        assertThat(kernels.split("static void put", -1)).hasLength(2);
        // Behind a convolution without activation, the gradient is read by convolutions.
        assertThat(kernels).contains("take2From12Of17Times36Pixels(");
        assertThat(kernels).contains("take3From14Of17Times36Pixels(");
        assertThat(kernels.split("static void take", -1)).hasLength(3);
    }

    @Test
    void canBeTurnedOff() {
        String network =
                MemoryCompiler.compile(SOURCE, List.of("-Akiln.off=concatenations"))
                        .sources()
                        .get("nets.JoinedNetwork");
        assertThat(network).contains("concatenate36Pixels3And5And2(");
        assertThat(network).contains("concatenate36Pixels4And10And3(");
        assertThat(network).doesNotContain("Of17(");
    }

    @Test
    void numbersThatAreNotFiniteAreFoundInTheBranch() throws ReflectiveOperationException {
        for (String branch : List.of("outer.conv", "outer.inner.one", "outer.inner.linear")) {
            Network network =
                    (Network)
                            COMPILED.loader()
                                    .loadClass("nets.JoinedNetwork")
                                    .getMethod("initialize", long.class)
                                    .invoke(null, 1L);
            network.parameters().stream()
                    .filter(p -> p.name().equals(branch + ".bias"))
                    .forEach(p -> p.value().data[1] = Float.NaN);
            NonFiniteLossException exception =
                    assertThrows(
                            NonFiniteLossException.class,
                            () ->
                                    network.lossWithGradients(
                                            new FMatrixRMaj(2, 72), Target.classes(1, 2)));
            assertThat(exception).hasMessageThat().contains("layer " + branch);
        }
    }
}
