package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.Parameter;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.layer.attribute.Amount;
import dev.kiln.processor.layer.attribute.Attribute;
import dev.kiln.processor.layer.attribute.Regularization;
import dev.kiln.processor.layer.attribute.Techniques;
import dev.kiln.processor.operation.DenseOp;
import dev.kiln.processor.operation.Descriptions;
import java.util.List;
import java.util.Optional;

/** {@code @Dense} as it was written. Whatever comes in is seen as one vector. */
public record DenseLayer(
        Site site, Amount units, boolean bias, Activation activation, Techniques techniques)
        implements LayerDeclaration {

    @Override
    public Tensor append(NetworkBuilder network, Tensor input) {
        String layer = site.path();
        Shape in = input.shape();
        String description = "dense, " + units + " units";
        Optional<Problem> problem = AmountCheck.problem(site, "units", units, in);
        if (problem.isPresent()) {
            return network.fail(site, in, description, problem.get());
        }
        if (!in.known()) {
            Shape guess = units.dependsOnInput() ? Shape.UNKNOWN : Shape.vector(units.value(0));
            network.trace(site, in, guess, description);
            Tensor linear = new Tensor(layer + ".linear", guess);
            return Activations.append(network, layer, linear, activation);
        }
        int outputs = units.value(in.channels());
        Shape shape = Shape.vector(outputs);
        double weights = (double) in.size() * outputs;
        problem = SizeCheck.problem(site, "units", shape, weights);
        if (problem.isPresent()) {
            return network.fail(site, in, description, problem.get().blaming(Problem.Blame.MAP));
        }
        Techniques effective = network.techniques(techniques);
        Regularization own = techniques.regularization();
        // What a class says of dropout does not mean the last dense layer, whose results are
        // wanted.
        Optional<Double> dropout =
                network.isLastDense(layer) ? own.dropout() : effective.regularization().dropout();
        Parameter weight =
                new Parameter(
                        layer + ".weight",
                        Parameter.Kind.WEIGHT,
                        new Parameter.Dense(outputs, in),
                        effective
                                .initializer()
                                .orElse(Activations.initializer(network.effective(activation))),
                        effective.training());
        PostOps tail =
                new PostOps(
                        site,
                        own.batchNorm().orElse(false),
                        activation,
                        dropout.orElse(0.0),
                        effective.training());
        network.trace(site, in, shape, "dense, " + outputs + " units");
        Optional<Parameter> biases = tail.bias(network, bias, outputs);
        return tail.append(
                network,
                shape,
                output -> new DenseOp(layer, input, output, weight, biases, Activation.NONE));
    }

    @Override
    public List<Attribute> attributes(Shape input) {
        return List.of(
                Attribute.of("units", units.in(input)),
                Attribute.of("bias", bias),
                Attribute.of("activation", Descriptions.of(activation)));
    }
}
