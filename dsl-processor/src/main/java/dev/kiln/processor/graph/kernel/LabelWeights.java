package dev.kiln.processor.graph.kernel;

import java.util.List;

/** The sum of the weights of the labels of a batch, by which the mean of their losses divides. */
public record LabelWeights(List<Float> classWeights) implements Kernel {

    public LabelWeights {
        classWeights = List.copyOf(classWeights);
    }

    @Override
    public String name() {
        return "labelWeights" + classWeights.size();
    }

    @Override
    public List<String> comment() {
        return List.of("Sum of the weights of the labels.");
    }

    @Override
    public List<Argument> arguments() {
        return List.of(Argument.readInts("labels"));
    }

    @Override
    public boolean returnsNumber() {
        return true;
    }
}
