package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.Parameter;
import dev.kiln.processor.graph.Shape;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Activation;
import java.util.List;
import java.util.Optional;

/** {@code @Dense} as it was written. Whatever comes in is seen as one vector. */
public record DenseLayer(Site site, int units, boolean bias, Activation activation)
        implements LayerDeclaration {

    @Override
    public Tensor append(NetworkBuilder network, Tensor input) {
        String layer = site.path();
        String description = "dense, " + units + " units";
        Shape shape = Shape.vector(units);
        Tensor linear = new Tensor(Activations.linearName(layer, activation), shape);
        if (!input.shape().known()) {
            network.trace(site, shape, description);
            return Activations.append(network, layer, linear, activation);
        }
        double weights = (double) input.shape().size() * units;
        Optional<Problem> problem = SizeCheck.problem(site, "units", shape, weights);
        if (problem.isPresent()) {
            return network.fail(
                    site,
                    description,
                    problem.get()
                            .blaming(Problem.Blame.MAP)
                            .mendedBy(model -> List.of(PoolLayer.globalInFrontOf(site))));
        }
        Parameter weight =
                new Parameter(
                        layer + ".weight",
                        Parameter.Kind.WEIGHT,
                        new Parameter.Dense(units, input.shape()),
                        Activations.initializer(network.effective(activation)));
        Optional<Parameter> biases =
                bias ? Optional.of(Parameter.bias(layer, units)) : Optional.empty();
        FullyConnected dense =
                new FullyConnected(layer, input, linear, weight, biases, Activation.NONE);
        network.add(dense);
        network.trace(site, shape, dense.describe());
        return Activations.append(network, layer, linear, activation);
    }

    @Override
    public Optional<Fix> withChannels(int channels) {
        return Optional.of(
                Fix.of(new DenseLayer(site, channels, bias, activation), "units", channels));
    }

    @Override
    public Optional<Fix> withActivation(Activation.Kind kind) {
        return Optional.of(
                Fix.of(
                        new DenseLayer(site, units, bias, new Activation(kind, 0)),
                        "activation",
                        kind));
    }
}
