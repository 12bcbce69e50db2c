package dev.kiln.processor.report.data;

import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.layer.attribute.Attribute;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A layer, or a block of layers.
 *
 * @param path path of fields; a residual block on a field has that of its layer
 * @param type name of the block's class; empty for a single layer
 * @param description in words, as errors and tables have it
 * @param attributes with the values that they have here
 * @param written values as they are written, by attribute
 * @param input {@link Shape#UNKNOWN} behind an error
 * @param output {@link Shape#UNKNOWN} where the layer is in error
 * @param line where it is declared; 0 where the compiler does not tell
 * @param cost its own and that of all that it is made of
 * @param field pixels of the input of which one pixel of the output is made
 * @param children chained one after the other, or the branches of an inception block
 * @param shortcut the convolution around a residual block, where there is one
 */
public record LayerNode(
        String path,
        Kind kind,
        String type,
        String description,
        List<Attribute> attributes,
        Map<String, String> written,
        Shape input,
        Shape output,
        long line,
        Cost cost,
        Optional<ReceptiveField> field,
        List<LayerNode> children,
        Optional<LayerNode> shortcut) {

    /** The kind of a layer. */
    public enum Kind {
        CONV,
        DENSE,
        POOL,
        ACTIVATE,
        BATCH_NORM,
        DROPOUT,
        IDENTITY,
        BLOCK,
        STAGE,
        RESIDUAL,
        INCEPTION,
        SCALING,
        FAULTY
    }

    public LayerNode {
        attributes = List.copyOf(attributes);
        written = Map.copyOf(written);
        children = List.copyOf(children);
    }

    public boolean isLeaf() {
        return children.isEmpty();
    }

    /** The last part of the path. */
    public String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
