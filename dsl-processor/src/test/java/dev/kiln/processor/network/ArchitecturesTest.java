package dev.kiln.processor.network;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.kiln.processor.MemoryCompiler;
import dev.kiln.runtime.Network;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.Target;
import dev.kiln.runtime.TrainingStep;
import dev.kiln.runtime.train.Sgd;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published networks as annotated classes: as many parameters as theirs, and they train. */
class ArchitecturesTest {

    /** Of torchvision's models with 1000 classes; GoogLeNet's without auxiliary outputs. */
    @Tag("long")
    @ParameterizedTest
    @CsvSource({"ResNet50, 25557032", "DenseNet121, 7978856", "GoogLeNet, 6624904"})
    void largeOnes(String name, long parameters) throws IOException, ReflectiveOperationException {
        hasThePublishedParametersAndTrains(name, parameters);
    }

    @Tag("slow")
    @Test
    void mobileNet() throws IOException, ReflectiveOperationException {
        hasThePublishedParametersAndTrains("MobileNetV2", 3504872);
    }

    private static void hasThePublishedParametersAndTrains(String name, long parameters)
            throws IOException, ReflectiveOperationException {
        long before = System.nanoTime();
        MemoryCompiler.Result result =
                MemoryCompiler.compile(
                        Map.of("architectures." + name, source(name)),
                        List.of("-Akiln.on=winograd"));
        System.out.printf("%s: %.1f s of javac%n", name, (System.nanoTime() - before) / 1e9);
        BytecodeTest.assertSmall(result.classes());
        Network network =
                (Network)
                        result.loader()
                                .loadClass("architectures." + name + "Network")
                                .getMethod("initialize", long.class)
                                .invoke(null, 1L);
        long count =
                network.parameters().stream()
                        .filter(p -> p.kind() != Parameter.Kind.STATISTIC)
                        .mapToLong(p -> p.layout().size())
                        .sum();
        assertThat(count).isEqualTo(parameters);
        assertThat(network.summary()).contains(String.format("%,d", parameters));
        step(network);
    }

    private static void step(Network network) {
        FMatrixRMaj image = new FMatrixRMaj(1, network.input().size());
        Random random = new Random(3);
        for (int i = 0; i < image.data.length; i++) {
            image.data[i] = (float) random.nextGaussian();
        }
        Target target = Target.classes(new int[] {7});
        TrainingStep step = TrainingStep.of(1, 0);
        double before = network.lossWithGradients(image, target, step);
        assertThat(before).isFinite();
        for (Parameter p : network.parameters()) {
            if (p.isTrained()) {
                boolean moves = false;
                for (float g : p.gradient().data) {
                    assertThat(Float.isFinite(g)).isTrue();
                    moves |= g != 0;
                }
                assertWithMessage("gradient of " + p.name()).that(moves).isTrue();
            }
        }
        network.update(Sgd.rate(1e-4).start(network.parameters()));
        double after = network.lossWithGradients(image, target, step);
        assertWithMessage("loss after a step, before it " + before).that(after).isLessThan(before);
    }

    private static String source(String name) throws IOException {
        String file = "/architectures/" + name + ".java";
        try (InputStream stream = ArchitecturesTest.class.getResourceAsStream(file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
