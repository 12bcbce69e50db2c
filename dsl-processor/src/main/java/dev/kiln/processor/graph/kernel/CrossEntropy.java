package dev.kiln.processor.graph.kernel;

import java.util.List;

/**
 * Cross-entropy of softmax. With q = (1 - smoothing) * onehot + smoothing / classes, the loss of a
 * sample is {@code -sum q[c] w[c] log p[c]}, all weights w being 1 where there are none. The mean
 * divides their sum by {@code sum w[label n]}.
 *
 * @param classWeights one weight a class, not all equal, or empty
 * @param withGradient whether the gradient by the logits is written too; it may replace them
 */
public record CrossEntropy(
        int classes, float smoothing, List<Float> classWeights, boolean withGradient)
        implements Kernel {

    public CrossEntropy {
        if (!classWeights.isEmpty() && classWeights.size() != classes) {
            throw new IllegalArgumentException(
                    classWeights.size() + " weights for " + classes + " classes");
        }
        // Equal weights cancel.
        classWeights =
                classWeights.stream().distinct().count() == 1
                        ? List.of()
                        : List.copyOf(classWeights);
    }

    @Override
    public String name() {
        return "crossEntropy" + (withGradient ? "AndGradient" : "") + classes;
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Cross-entropy of the softmax of "
                        + classes
                        + " logits a sample"
                        + (smoothing == 0 ? "" : ", label smoothing " + smoothing)
                        + (classWeights.isEmpty() ? "" : ", weighted by class")
                        + (withGradient ? "; also its gradient by the logits." : "."));
    }

    @Override
    public List<Argument> arguments() {
        return LossArguments.of(Argument.readInts("labels"), withGradient);
    }

    @Override
    public boolean inPlace() {
        return withGradient;
    }

    @Override
    public boolean divides() {
        return withGradient;
    }
}
