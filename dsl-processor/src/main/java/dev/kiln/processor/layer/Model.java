package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.InputScaling;
import dev.kiln.processor.graph.ModelInfo;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.layer.attribute.Budget;
import dev.kiln.processor.layer.attribute.LossRule;
import dev.kiln.processor.layer.attribute.Techniques;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code @Model} as it was written, with its layers in order. */
public record Model(
        ModelInfo info,
        Site site,
        Site labels,
        Shape input,
        Optional<InputScaling> scaling,
        LossRule loss,
        Techniques techniques,
        List<LayerDeclaration> layers,
        Optional<Budget> budget) {

    public Model {
        layers = List.copyOf(layers);
    }

    /** All single layers, in the order of declaration. */
    public List<LayerDeclaration> leaves() {
        return leaves(layers).toList();
    }

    private static Stream<LayerDeclaration> leaves(List<LayerDeclaration> layers) {
        return layers.stream()
                .flatMap(l -> l.children().isEmpty() ? Stream.of(l) : leaves(l.children()));
    }

    /** The last single layer that does anything. */
    Optional<LayerDeclaration> endingLayer() {
        return leaves().stream()
                .filter(l -> !(l instanceof IdentityLayer))
                .reduce((first, second) -> second);
    }

    /** Where the layer or block of this path is written; the model's site for all others. */
    Site siteOf(String path) {
        return all(layers)
                .map(LayerDeclaration::site)
                .filter(s -> s.path().equals(path))
                .findFirst()
                .orElse(site);
    }

    private static Stream<LayerDeclaration> all(List<LayerDeclaration> layers) {
        return layers.stream().flatMap(l -> Stream.concat(Stream.of(l), all(l.children())));
    }
}
