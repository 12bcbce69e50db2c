package dev.kiln.processor.network;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kiln.processor.MemoryCompiler;
import dev.kiln.runtime.Network;
import dev.kiln.runtime.NonFiniteLossException;
import dev.kiln.runtime.Target;
import dev.kiln.runtime.weights.WeightsException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Map;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrongInputTest {

    @TempDir Path folder;

    @Test
    void aWrongShapeNamesModelExpectedAndActual() throws ReflectiveOperationException {
        Network network = LeNet.network(1);
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> network.predict(new FMatrixRMaj(2, 28), null))
                        .getMessage();
        assertThat(message).contains("LeNet");
        assertThat(message).contains("[2 x 28]");
        assertThat(message).contains("28x28x1");
    }

    @Test
    void wrongTargetsAreRefused() throws ReflectiveOperationException {
        Network network = LeNet.network(1);
        FMatrixRMaj images = LeNet.images(2, 1);
        for (Target target :
                new Target[] {
                    Target.classes(1),
                    Target.classes(1, 10),
                    Target.classes(-1, 0),
                    Target.values(new FMatrixRMaj(2, 10))
                }) {
            String message =
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> network.lossWithGradients(images, target))
                            .getMessage();
            assertThat(message).startsWith("LeNet: ");
        }
    }

    @Test
    void aLossThatIsNoNumberNamesTheLayer() throws ReflectiveOperationException {
        assertThat(lossWith("conv2.weight", Float.NaN)).contains("layer conv2");
        assertThat(lossWith("hidden1.bias", Float.POSITIVE_INFINITY)).contains("layer hidden1");
        Network network = LeNet.network(1);
        FMatrixRMaj images = LeNet.images(2, 1);
        images.data[5] = Float.NaN;
        assertThat(
                        assertThrows(
                                        NonFiniteLossException.class,
                                        () ->
                                                network.lossWithGradients(
                                                        images, Target.classes(1, 2)))
                                .getMessage())
                .contains("layer input");
    }

    private static String lossWith(String parameter, float value)
            throws ReflectiveOperationException {
        Network network = LeNet.network(1);
        network.parameters().stream()
                .filter(p -> p.name().equals(parameter))
                .forEach(p -> p.value().data[0] = value);
        return assertThrows(
                        NonFiniteLossException.class,
                        () -> network.lossWithGradients(LeNet.images(2, 1), Target.classes(1, 2)))
                .getMessage();
    }

    @Test
    void weightsOfAnotherArchitectureAreRefused() throws ReflectiveOperationException, IOException {
        Network network = LeNet.network(1);
        Path file = folder.resolve("lenet.safetensors");
        network.save(file);
        assertThat(refusal(LeNet.SOURCE.replace("filters = 16", "filters = 12"), file))
                .contains("conv2.weight");
        assertThat(
                        refusal(
                                LeNet.SOURCE.replace(
                                        "@Pool(size = 2)", "@Pool(type = AVERAGE, size = 2)"),
                                file))
                .contains("activation");
    }

    private static String refusal(String source, Path file) throws ReflectiveOperationException {
        String text =
                source.replace(
                        "import dev.kiln.*;",
                        "import static dev.kiln.PoolType.*; import dev.kiln.*;");
        Class<?> type =
                MemoryCompiler.compile(Map.of("demo.LeNet", text))
                        .loader()
                        .loadClass("demo.LeNetNetwork");
        InvocationTargetException thrown =
                assertThrows(
                        InvocationTargetException.class,
                        () -> type.getMethod("load", Path.class).invoke(null, file));
        assertThat(thrown.getCause()).isInstanceOf(WeightsException.class);
        return thrown.getCause().getMessage();
    }
}
