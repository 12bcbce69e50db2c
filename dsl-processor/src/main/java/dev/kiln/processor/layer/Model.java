package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Diagnostics;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.InputScaling;
import dev.kiln.processor.graph.ModelInfo;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.layer.attribute.LossRule;
import dev.kiln.processor.layer.attribute.Techniques;
import dev.kiln.processor.operation.Graph;
import java.util.ArrayList;
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
        List<LayerDeclaration> layers) {

    public Model {
        layers = List.copyOf(layers);
    }

    /** Infers every shape and reports everything that is wrong; empty if anything is. */
    public Optional<Graph> build(Diagnostics diagnostics) {
        BuildResult attempt = BuildResult.of(this);
        FixSearch mending = new FixSearch(this, attempt);
        for (TracedProblem finding : attempt.findings()) {
            diagnostics.add(finding.diagnostic(mending.fixes(finding)));
        }
        return attempt.graph();
    }

    /** With the layer replaced wherever it stands: a block may be used in several places. */
    Model with(LayerDeclaration replacement) {
        return with(replaced(layers, replacement));
    }

    private static List<LayerDeclaration> replaced(
            List<LayerDeclaration> layers, LayerDeclaration replacement) {
        return layers.stream()
                .map(
                        l -> {
                            LayerDeclaration same =
                                    l.getClass().equals(replacement.getClass())
                                                    && l.site().isSameAs(replacement.site())
                                            ? replacement.at(l.site())
                                            : l;
                            return same.children().isEmpty()
                                    ? same
                                    : same.with(replaced(same.children(), replacement));
                        })
                .toList();
    }

    Model withInserted(LayerDeclaration layer, String behind) {
        return with(inserted(layers, layer, behind));
    }

    private static List<LayerDeclaration> inserted(
            List<LayerDeclaration> layers, LayerDeclaration layer, String behind) {
        List<LayerDeclaration> all = new ArrayList<>();
        for (LayerDeclaration l : layers) {
            if (l.site().path().equals(behind)) {
                all.add(layer);
            }
            all.add(l.children().isEmpty() ? l : l.with(inserted(l.children(), layer, behind)));
        }
        return all;
    }

    Model with(LossRule rule) {
        return new Model(info, site, labels, input, scaling, rule, techniques, layers);
    }

    private Model with(List<LayerDeclaration> others) {
        return new Model(info, site, labels, input, scaling, loss, techniques, others);
    }

    /** All single layers, in the order of declaration. */
    List<LayerDeclaration> leaves() {
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

    /** The single layers inside of a block. */
    List<LayerDeclaration> inside(Site block) {
        return leaves().stream()
                .filter(
                        l ->
                                l.site().path().equals(block.path())
                                        || l.site().path().startsWith(block.path() + "."))
                .toList();
    }

    /** The single layers in front of one. */
    List<LayerDeclaration> before(String path) {
        return leaves().stream().takeWhile(l -> !l.site().path().equals(path)).toList();
    }

    /** The layer that decides how many channels come into another; empty if the input does. */
    Optional<LayerDeclaration> sourceOfChannels(String path) {
        return before(path).stream()
                .filter(l -> l.withChannels(1).isPresent())
                .reduce((first, second) -> second);
    }

    /** The layer that decides how many channels the network ends with. */
    Optional<LayerDeclaration> sourceOfOutputs() {
        return sourceOfChannels("");
    }
}
