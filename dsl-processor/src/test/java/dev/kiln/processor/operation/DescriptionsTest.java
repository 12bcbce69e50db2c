package dev.kiln.processor.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kiln.processor.graph.Parameter;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.shape.Padding;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Words and costs of operations. */
class DescriptionsTest {

    private static final Activation RELU = new Activation(Activation.Kind.RELU, 0);
    private static final Shape IMAGE = new Shape(8, 8, 3);
    private static final Tensor INPUT = new Tensor("input", IMAGE);

    private static Parameter weight(Parameter.Layout layout) {
        return new Parameter("weight", Parameter.Kind.WEIGHT, layout, Parameter.Initializer.HE);
    }

    @Test
    void aConvolutionMultipliesAtEachPixel() {
        Window window =
                new Window(IMAGE, new Pair(3, 3), Pair.ONE, Pair.ONE, new Padding(1, 1, 1, 1));
        Operation convolution =
                new ConvolutionOp(
                        "conv",
                        INPUT,
                        new Tensor("output", window.output(5)),
                        window,
                        1,
                        weight(new Parameter.Convolution(5, 3, new Pair(3, 3))),
                        Optional.empty(),
                        RELU);
        assertEquals("conv 3x3, padding 1, 5 filters, relu", convolution.description());
        assertEquals(5 * 27 * 64, convolution.multiplyAdds());
    }

    @Test
    void aDenseLayerMultipliesOnce() {
        Operation dense =
                new DenseOp(
                        "dense",
                        INPUT,
                        new Tensor("output", Shape.vector(10)),
                        weight(new Parameter.Dense(10, IMAGE)),
                        Optional.empty(),
                        Activation.NONE);
        assertEquals("dense, 10 units", dense.description());
        assertEquals(192 * 10, dense.multiplyAdds());
    }

    @Test
    void othersMultiplyByNoWeights() {
        Operation dropout = new DropoutOp("drop", INPUT, new Tensor("output", IMAGE), 0.5f, 0);
        assertEquals("dropout 0.5", dropout.description());
        assertEquals(0, dropout.multiplyAdds());
    }
}
