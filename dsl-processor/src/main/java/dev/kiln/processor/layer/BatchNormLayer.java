package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.Parameter;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.layer.attribute.Attribute;
import dev.kiln.processor.layer.attribute.Techniques;
import dev.kiln.processor.operation.NormalizationOp;
import dev.kiln.processor.operation.Operation;
import java.util.List;
import java.util.Optional;

/** {@code @BatchNorm} as it was written. */
public record BatchNormLayer(
        Site site, double epsilon, double momentum, boolean affine, Techniques techniques)
        implements LayerDeclaration {

    /** Of batch norm that {@code @Regularize} adds. */
    static final double EPSILON = 1e-5;

    static final double MOMENTUM = 0.1;

    @Override
    public Tensor append(NetworkBuilder network, Tensor input) {
        Shape shape = input.shape();
        network.trace(site, shape, shape, "batch norm");
        Tensor output = new Tensor(network.fresh(site.path()), shape);
        if (shape.known()) {
            network.add(
                    operation(
                            site.path(),
                            site.path(),
                            input,
                            output,
                            epsilon,
                            momentum,
                            affine,
                            network.techniques(techniques).training()));
        }
        return output;
    }

    static Operation operation(
            String layer,
            String prefix,
            Tensor input,
            Tensor output,
            double epsilon,
            double momentum,
            boolean affine,
            Parameter.Training weights) {
        Parameter.Training training = weights.withoutPenalty();
        int size = input.shape().channels();
        return new NormalizationOp(
                layer,
                input,
                Optional.empty(),
                output,
                affine
                        ? Optional.of(
                                new NormalizationOp.Affine(
                                        vector(
                                                prefix + ".weight",
                                                Parameter.Kind.SCALE,
                                                size,
                                                Parameter.Initializer.ONE,
                                                training),
                                        Parameter.bias(prefix, size, training)))
                        : Optional.empty(),
                vector(
                        prefix + ".running_mean",
                        Parameter.Kind.RUNNING_MEAN,
                        size,
                        Parameter.Initializer.ZERO,
                        training),
                vector(
                        prefix + ".running_var",
                        Parameter.Kind.RUNNING_VARIANCE,
                        size,
                        Parameter.Initializer.ONE,
                        training),
                (float) epsilon,
                (float) momentum,
                training.frozen(),
                Activation.NONE);
    }

    private static Parameter vector(
            String name,
            Parameter.Kind kind,
            int size,
            Parameter.Initializer initializer,
            Parameter.Training training) {
        return new Parameter(name, kind, new Parameter.Vector(size), initializer, training);
    }

    @Override
    public List<Attribute> attributes(Shape input) {
        return List.of(
                Attribute.of("epsilon", epsilon),
                Attribute.of("momentum", momentum),
                Attribute.of("affine", affine));
    }
}
