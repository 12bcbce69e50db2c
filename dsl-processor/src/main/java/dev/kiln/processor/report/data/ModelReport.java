package dev.kiln.processor.report.data;

import dev.kiln.processor.graph.shape.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that a report says of a model: the page and the JSON file are two ways of writing it.
 *
 * @param model name of the class
 * @param packageName its package, empty for the unnamed one
 * @param source name of its source file, empty where the compiler does not tell
 * @param line line of the class in it; 0 where the compiler does not tell
 * @param input what comes in
 * @param output {@link Shape#UNKNOWN} where the model is in error
 * @param loss what training makes small; empty where the model is in error
 * @param valid whether there is no error
 * @param weightBytes size of the file of weights; 0 where the model is in error
 * @param total costs of all layers
 * @param layers the tree of layers
 * @param compilation what the compiler did; empty where the model is in error
 * @param messages warnings and errors, in the order of lines
 */
public record ModelReport(
        String model,
        String packageName,
        String source,
        long line,
        Shape input,
        Shape output,
        String loss,
        boolean valid,
        long weightBytes,
        Cost total,
        List<LayerNode> layers,
        Optional<Compilation> compilation,
        List<Message> messages) {

    public ModelReport {
        layers = List.copyOf(layers);
        messages = List.copyOf(messages);
    }

    /** Layers that are made of no others, in the order of data flow. */
    public List<LayerNode> leaves() {
        return layers.stream().flatMap(ModelReport::leaves).toList();
    }

    private static Stream<LayerNode> leaves(LayerNode node) {
        return node.isLeaf()
                ? Stream.of(node)
                : Stream.concat(
                        node.shortcut().stream(),
                        node.children().stream().flatMap(ModelReport::leaves));
    }
}
