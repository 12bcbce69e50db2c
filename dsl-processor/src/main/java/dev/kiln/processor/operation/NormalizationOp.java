package dev.kiln.processor.operation;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Parameter;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.AddToGradient;
import dev.kiln.processor.graph.kernel.BatchStatistics;
import dev.kiln.processor.graph.kernel.JoinGradientSums;
import dev.kiln.processor.graph.kernel.JoinStatistics;
import dev.kiln.processor.graph.kernel.Normalize;
import dev.kiln.processor.graph.kernel.NormalizeGradientFactors;
import dev.kiln.processor.graph.kernel.NormalizeGradientSums;
import dev.kiln.processor.graph.kernel.NormalizeInputGradient;
import dev.kiln.processor.graph.kernel.RunningInputGradient;
import dev.kiln.processor.graph.kernel.RunningStatistics;
import dev.kiln.processor.graph.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Batch normalization of each channel; a residual addition and an activation may follow while the
 * result is stored.
 *
 * @param affine scale and shift, or empty
 * @param running whether the running statistics are used instead of those of the batch
 */
public record NormalizationOp(
        String layer,
        Tensor input,
        Optional<Tensor> addend,
        Tensor output,
        Optional<Affine> affine,
        Parameter mean,
        Parameter variance,
        float epsilon,
        float momentum,
        boolean running,
        Activation activation)
        implements Operation {

    /** Factors and offsets of channels after they are normalized. */
    public record Affine(Parameter scale, Parameter shift) {}

    @Override
    public List<Tensor> inputs() {
        return Stream.concat(Stream.of(input), addend.stream()).toList();
    }

    @Override
    public Shape inferredShape() {
        return input.shape();
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        affine.ifPresent(a -> parameters.addAll(List.of(a.scale(), a.shift())));
        parameters.addAll(List.of(mean, variance));
        return List.copyOf(parameters);
    }

    @Override
    public boolean keepsStatistics() {
        return !running;
    }

    @Override
    public Operation reading(UnaryOperator<Tensor> change) {
        return new NormalizationOp(
                layer,
                change.apply(input),
                addend.map(change),
                output,
                affine,
                mean,
                variance,
                epsilon,
                momentum,
                running,
                activation);
    }

    @Override
    public Optional<Operation> trained() {
        return Optional.of(
                new NormalizationOp(
                        layer,
                        input,
                        addend,
                        output,
                        affine,
                        mean,
                        variance,
                        epsilon,
                        momentum,
                        true,
                        activation));
    }

    @Override
    public Optional<Operation> withEpilogue(Activation next, Tensor result) {
        return activation.isNone() && next.isElementwise()
                ? Optional.of(with(addend, next, result))
                : Optional.empty();
    }

    @Override
    public Optional<Operation> withAddend(Tensor other, Tensor result) {
        return activation.isNone() && addend.isEmpty()
                ? Optional.of(with(Optional.of(other), activation, result))
                : Optional.empty();
    }

    private NormalizationOp with(Optional<Tensor> other, Activation next, Tensor result) {
        return new NormalizationOp(
                layer, input, other, result, affine, mean, variance, epsilon, momentum, running,
                next);
    }

    @Override
    public List<Step> forward() {
        List<Step> steps = new ArrayList<>();
        if (!running) {
            steps.add(
                    Step.of(
                            layer,
                            new BatchStatistics(pixels(), channels()),
                            Operand.of(input),
                            moments()));
            steps.add(
                    Step.of(
                            layer,
                            new JoinStatistics(pixels(), channels()),
                            moments(),
                            batchMean(),
                            batchVariance()));
        }
        List<Operand> operands = new ArrayList<>();
        operands.add(Operand.of(input));
        operands.add(usedMean());
        operands.add(usedVariance());
        affine.ifPresent(
                a -> {
                    operands.add(new Operand.Value(a.scale()));
                    operands.add(new Operand.Value(a.shift()));
                });
        addend.ifPresent(a -> operands.add(Operand.of(a)));
        operands.add(Operand.of(output));
        steps.add(
                new Step(
                        layer,
                        new Normalize(
                                pixels(),
                                channels(),
                                epsilon,
                                affine.isPresent(),
                                addend.isPresent(),
                                activation),
                        operands));
        return steps;
    }

    @Override
    public List<Step> backward(Gradients gradients) {
        List<Step> steps = new ArrayList<>();
        Tensor slope = gradients.of(output);
        boolean learns = affine.map(a -> a.scale().isTrained()).orElse(false);
        boolean passesOn = gradients.needed(input);
        if (learns || (passesOn && !running)) {
            steps.add(sums(slope, gradients));
            steps.add(joinedSums());
        }
        if (learns) {
            steps.add(toGradient(productSum(), affine.orElseThrow().scale()));
            steps.add(toGradient(gradientSum(), affine.orElseThrow().shift()));
        }
        if (!running) {
            steps.add(
                    Step.of(
                            layer,
                            new RunningStatistics(pixels(), channels(), momentum),
                            batchMean(),
                            batchVariance(),
                            new Operand.Value(mean),
                            new Operand.Value(variance)));
        }
        Optional<Tensor> other = addend.filter(gradients::needed);
        if (passesOn && running) {
            steps.add(runningInputGradient(slope, gradients, other));
        } else if (passesOn) {
            steps.add(factors());
            steps.add(inputGradient(gradients, other));
        } else {
            other.ifPresent(
                    o -> steps.addAll(new Slope(layer, activation, output).into(o, gradients)));
        }
        return steps;
    }

    /**
     * The sums, and where others follow who need it the gradient in front of the activation, which
     * is at hand here.
     */
    private Step sums(Tensor slope, Gradients gradients) {
        boolean keeps = !activation.isNone() && gradients.needed(input) && !running;
        List<Operand> operands = new ArrayList<>();
        operands.add(Operand.of(slope));
        if (!activation.isNone()) {
            operands.add(Operand.of(output));
        }
        operands.addAll(List.of(Operand.of(input), usedMean()));
        if (keeps) {
            operands.add(Operand.of(gradients.beforeActivation(output)));
        }
        operands.addAll(List.of(gradientSums(), productSums()));
        return new Step(
                layer,
                new NormalizeGradientSums(pixels(), channels(), activation, keeps),
                operands);
    }

    private Step joinedSums() {
        return Step.of(
                layer,
                new JoinGradientSums(channels(), epsilon),
                gradientSums(),
                productSums(),
                usedVariance(),
                gradientSum(),
                productSum());
    }

    private Step factors() {
        List<Operand> operands = new ArrayList<>();
        operands.add(usedVariance());
        affine.ifPresent(a -> operands.add(new Operand.Value(a.scale())));
        operands.addAll(List.of(gradientSum(), productSum(), gradientFactors()));
        return new Step(
                layer,
                new NormalizeGradientFactors(pixels(), channels(), epsilon, affine.isPresent()),
                operands);
    }

    private Step inputGradient(Gradients gradients, Optional<Tensor> other) {
        Tensor slope = new Slope(layer, activation, output).tensor(gradients);
        // The addend comes first, as if the sum were an operation of its own behind this one: where
        // both are one tensor, its gradients are then added up in the same order.
        other.ifPresent(o -> gradients.pass(o, slope));
        return Step.of(
                layer,
                new NormalizeInputGradient(pixels(), channels()),
                Operand.of(slope),
                Operand.of(input),
                usedMean(),
                gradientFactors(),
                Operand.of(gradients.into(input)));
    }

    private Step runningInputGradient(Tensor slope, Gradients gradients, Optional<Tensor> other) {
        // Without an activation the gradient by the addend is that by the output itself.
        boolean writesOther = other.isPresent() && !activation.isNone();
        Optional<Tensor> addendGradient = other.filter(o -> writesOther).map(gradients::into);
        other.filter(o -> !writesOther).ifPresent(o -> gradients.pass(o, slope));
        List<Operand> operands = new ArrayList<>();
        operands.add(Operand.of(slope));
        if (!activation.isNone()) {
            operands.add(Operand.of(output));
        }
        operands.add(usedVariance());
        affine.ifPresent(a -> operands.add(new Operand.Value(a.scale())));
        operands.add(Operand.of(gradients.into(input)));
        addendGradient.map(Operand::of).ifPresent(operands::add);
        return new Step(
                layer,
                new RunningInputGradient(
                        pixels(), channels(), epsilon, affine.isPresent(), writesOther, activation),
                operands);
    }

    private Step toGradient(Operand sum, Parameter parameter) {
        return Step.of(layer, new AddToGradient(channels()), sum, new Operand.Gradient(parameter));
    }

    /** Its own: several may read the same tensor. */
    private String name() {
        return mean.name().substring(0, mean.name().lastIndexOf('.'));
    }

    private Operand usedMean() {
        return running ? new Operand.Value(mean) : batchMean();
    }

    private Operand usedVariance() {
        return running ? new Operand.Value(variance) : batchVariance();
    }

    private Operand batchMean() {
        return ofBatch("batch mean", "mean", channels());
    }

    private Operand batchVariance() {
        return ofBatch("batch variance", "variance", channels());
    }

    private Operand gradientSum() {
        return ofBatch("sum of gradients", "gradientSum", channels());
    }

    private Operand productSum() {
        return ofBatch("sum of products", "productSum", channels());
    }

    private Operand gradientFactors() {
        return ofBatch("gradient factors", "factors", 3 * channels());
    }

    private Operand moments() {
        return ofChunks("moments", "moments", 2 * channels(), true);
    }

    private Operand gradientSums() {
        return ofChunks("sums of gradients", "gradientSums", channels(), false);
    }

    private Operand productSums() {
        return ofChunks("sums of products", "productSums", channels(), false);
    }

    private Operand ofBatch(String what, String member, int size) {
        return new Operand.Batchwise(what + " of " + name(), size, member(member));
    }

    private Operand ofChunks(String what, String member, int size, boolean doubles) {
        return new Operand.Chunkwise(what + " of " + name(), size, doubles, member(member));
    }

    private Optional<Operand.Member> member(String name) {
        return Optional.of(new Operand.Member(name(), channels(), name));
    }

    private int pixels() {
        return input.shape().pixels();
    }

    private int channels() {
        return input.shape().channels();
    }

    @Override
    public String description() {
        return "batch norm"
                + (epsilon == 1e-5f ? "" : ", epsilon " + epsilon)
                + addend.map(a -> ", plus " + a.name()).orElse("")
                + Descriptions.suffix(activation);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }
}
