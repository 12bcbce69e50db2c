package dev.kiln.processor.network;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.processor.MemoryCompiler;
import dev.kiln.processor.Models;
import dev.kiln.runtime.Network;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.Predictor;
import dev.kiln.runtime.Target;
import java.util.List;
import java.util.Map;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Without the module of vectors, wide convolutions take fewer products while they are trained. */
class WideConvolutionsTest {

    private static final Map<String, String> SOURCE =
            Models.of(
                    """
                    @Model(input = @Input(height = 16, width = 16, channels = 3))
                    class Wide {
                        @Conv(filters = 32, kernel = 3, activation = RELU) Layer stem;
                        @Conv(filters = 64, kernel = 3, activation = RELU) Layer wide;
                        @Pool(size = 2) @Regularize(dropout = 0.25) Layer half;
                        @Conv(filters = 64, kernel = 3, activation = RELU) Layer small;
                        @Pool(type = GLOBAL_AVERAGE) Layer pool;
                        @Dense(units = 5, activation = SOFTMAX) Layer label;
                    }
                    """);

    private static final MemoryCompiler.Result COMPILED = MemoryCompiler.compile(SOURCE, List.of());

    private static final int SIZE = 16 * 16 * 3;

    @Test
    void theNetworkHasThemAndThePredictorHasNot() {
        String network = COMPILED.sources().get("nets.WideNetwork");
        String predictor = COMPILED.sources().get("nets.WidePredictor");
        String tiles = ".winogradConvolution3x3Padding1From16x16x32To16x16x64Relu";
        String definition = ".convolution3x3Padding1From16x16x32To16x16x64Relu";
        assertThat(network).contains(tiles);
        assertThat(network).contains(".winogradConvolution3x3Padding1InputGradientFrom16x16x32");
        assertThat(network).contains(".winogradConvolution3x3Padding1WeightGradientFrom16x16x32");
        assertThat(network).contains(".convolution3x3Padding1From8x8x64To8x8x64Relu");
        assertThat(network).doesNotContain(definition);
        assertThat(predictor).contains(definition);
        assertThat(predictor).doesNotContain("winograd");
    }

    @Test
    void lossAndGradientsAreThoseOfTheDefinition() {
        ClassLoader loader = COMPILED.loader();
        ClassLoader definition =
                MemoryCompiler.compile(SOURCE, List.of("-Akiln.off=winograd")).loader();
        Network wide = Nets.network(loader, "Wide");
        Network other = Nets.network(definition, "Wide");
        FMatrixRMaj images = Nets.input(13, SIZE);
        Target target = Target.classes(Nets.labels(13, 5));

        double loss = wide.lossWithGradients(images, target);

        assertThat(loss).isWithin(1e-5).of(other.lossWithGradients(images, target));
        for (int i = 0; i < wide.parameters().size(); i++) {
            Parameter parameter = wide.parameters().get(i);
            float[] expected = other.parameters().get(i).gradient().data;
            for (int j = 0; j < expected.length; j++) {
                assertThat(parameter.gradient().data[j]).isWithin(1e-4f).of(expected[j]);
            }
        }
        Predictor predictor = Nets.predictor(loader, "Wide", wide);
        float[] expected = Nets.predictor(definition, "Wide", other).predict(images, null).data;
        assertThat(predictor.predict(images, null).data).isEqualTo(expected);
        float[] evaluated = wide.predict(images, null).data;
        for (int i = 0; i < expected.length; i++) {
            assertThat(evaluated[i]).isWithin(1e-5f).of(expected[i]);
        }
    }
}
