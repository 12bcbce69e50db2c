package dev.kiln.processor.graph;

import java.util.List;

/**
 * What generated classes are called and carry besides the network itself.
 *
 * @param packageName the package of the annotated class; empty for the unnamed one
 * @param name its simple name
 * @param labels the names of the classes, or empty
 * @param inputGradient whether the network also computes the gradient by its input
 */
public record ModelInfo(
        String packageName, String name, List<String> labels, boolean inputGradient) {

    public ModelInfo {
        labels = List.copyOf(labels);
    }
}
