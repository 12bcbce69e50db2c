package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.Parameter;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.operation.ActivationOp;
import dev.kiln.processor.operation.Operation;
import java.util.Optional;
import java.util.function.Function;

/**
 * What follows a convolution or a dense layer, in order: batch norm, activation, dropout.
 *
 * @param batchNorm whether there is one; it makes a bias in front of it unnecessary
 * @param dropout rate, 0 for none
 */
record PostOps(
        Site site,
        boolean batchNorm,
        Activation activation,
        double dropout,
        Parameter.Training training) {

    /** The biases of the layer: none in front of batch norm, unless they are asked for in words. */
    Optional<Parameter> bias(NetworkBuilder network, boolean wanted, int size) {
        if (!wanted || (batchNorm && !site.writes("bias"))) {
            return Optional.empty();
        }
        if (batchNorm) {
            network.report(
                    Problem.of(
                            Code.BIAS_BEFORE_NORM,
                            site.path(),
                            site.at("bias"),
                            "the bias has no effect, because batch norm subtracts it again"));
        }
        return Optional.of(Parameter.bias(site.path(), size, training));
    }

    /**
     * Adds the operation and what follows it.
     *
     * @param linear gives the operation for the tensor that it is to write
     */
    Tensor append(NetworkBuilder network, Shape shape, Function<Tensor, Operation> linear) {
        String layer = site.path();
        boolean activates = !activation.isNone();
        boolean drops = dropout > 0;
        String name = batchNorm || activates || drops ? layer + ".linear" : layer;
        Tensor x = new Tensor(network.fresh(name), shape);
        network.add(linear.apply(x));
        if (batchNorm) {
            // Spelled as in the fingerprints of the first weight files, which tensors are part of.
            name = activates || drops ? layer + ".normalised" : layer;
            Tensor output = new Tensor(network.fresh(name), shape);
            network.add(
                    BatchNormLayer.operation(
                            layer,
                            layer + ".norm",
                            x,
                            output,
                            BatchNormLayer.EPSILON,
                            BatchNormLayer.MOMENTUM,
                            true,
                            training));
            x = output;
        }
        if (activates) {
            name = drops ? layer + ".activated" : layer;
            Tensor output = new Tensor(network.fresh(name), shape);
            network.add(new ActivationOp(layer, x, output, activation));
            x = output;
        }
        return drops ? DropoutLayer.append(network, layer, x, dropout) : x;
    }
}
