package dev.kiln.processor.operation;

import dev.kiln.processor.graph.Parameter;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.ConvolutionInputGradient;
import dev.kiln.processor.graph.kernel.ConvolutionWeightGradient;
import dev.kiln.processor.graph.kernel.DenseForward;
import dev.kiln.processor.graph.kernel.DenseInputGradient;
import dev.kiln.processor.graph.kernel.DenseWeightGradient;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Cross-correlation of an image with filters, plus bias. */
public record ConvolutionOp(
        String layer,
        Tensor input,
        Tensor output,
        Window window,
        int groups,
        Parameter weight,
        Optional<Parameter> bias,
        Activation activation)
        implements LinearOp {

    @Override
    public Shape inferredShape() {
        return window.output(filters());
    }

    @Override
    public Operation reading(UnaryOperator<Tensor> change) {
        return new ConvolutionOp(
                layer, change.apply(input), output, window, groups, weight, bias, activation);
    }

    @Override
    public LinearOp with(Optional<Parameter> biases, Activation next, Tensor result) {
        return new ConvolutionOp(layer, input, result, window, groups, weight, biases, next);
    }

    @Override
    public Kernel forwardKernel() {
        return isMatrixProduct()
                ? new DenseForward(pixels(), channels(), filters(), bias.isPresent(), activation)
                : new ConvolutionForward(window, groups, filters(), bias.isPresent(), activation);
    }

    @Override
    public Kernel weightGradientKernel() {
        return isMatrixProduct()
                ? new DenseWeightGradient(pixels(), channels(), filters())
                : new ConvolutionWeightGradient(window, groups, filters());
    }

    @Override
    public Kernel inputGradientKernel() {
        return isMatrixProduct()
                ? new DenseInputGradient(pixels(), channels(), filters())
                : new ConvolutionInputGradient(window, groups, filters());
    }

    /** A 1x1 convolution is a dense layer that is applied to every pixel. */
    private boolean isMatrixProduct() {
        return window.isPointwise() && groups == 1;
    }

    private int pixels() {
        return output.shape().pixels();
    }

    private int channels() {
        return input.shape().channels();
    }

    private int filters() {
        return output.shape().channels();
    }

    @Override
    public String description() {
        return Descriptions.convolution(window, groups, filters())
                + Descriptions.suffix(activation);
    }

    @Override
    public long multiplyAdds() {
        return (long) weight.size() * pixels();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }
}
