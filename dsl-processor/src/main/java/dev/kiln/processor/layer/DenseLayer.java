package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.Parameter;
import dev.kiln.processor.graph.Shape;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Activation;
import java.util.Optional;

/** {@code @Dense} as it was written. Whatever comes in is seen as one vector. */
public record DenseLayer(Site site, int units, boolean bias, Activation activation)
        implements LayerDeclaration {

    @Override
    public Tensor append(NetworkBuilder network, Tensor input) {
        String layer = site.path();
        Shape shape = Shape.vector(units);
        if (!input.shape().known()) {
            network.trace(layer, shape, "dense, " + units + " units");
            return new Tensor(layer, Shape.UNKNOWN);
        }
        double weights = (double) input.shape().size() * units;
        if (!SizeCheck.passes(network, layer, site.at("units"), shape, weights)) {
            network.trace(layer, Shape.UNKNOWN, "dense, " + units + " units");
            return new Tensor(layer, Shape.UNKNOWN);
        }
        Parameter weight =
                new Parameter(
                        layer + ".weight",
                        Parameter.Kind.WEIGHT,
                        new Parameter.Dense(units, input.shape()),
                        Activations.initializer(activation));
        Optional<Parameter> biases =
                bias ? Optional.of(Parameter.bias(layer, units)) : Optional.empty();
        Tensor linear = new Tensor(Activations.linearName(layer, activation), shape);
        FullyConnected dense =
                new FullyConnected(layer, input, linear, weight, biases, Activation.NONE);
        network.add(dense);
        network.trace(layer, shape, dense.describe());
        return Activations.append(network, layer, linear, activation);
    }
}
