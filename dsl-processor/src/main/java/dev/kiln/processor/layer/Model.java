package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Diagnostics;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.Graph;
import dev.kiln.processor.graph.InputScaling;
import dev.kiln.processor.graph.ModelInfo;
import dev.kiln.processor.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code @Model} as it was written, with its layers in order. */
public record Model(
        ModelInfo info,
        Site site,
        Site labels,
        Shape input,
        Optional<InputScaling> scaling,
        LossRule loss,
        List<LayerDeclaration> layers) {

    public Model {
        layers = List.copyOf(layers);
    }

    /** Infers every shape and reports everything that is wrong; empty if anything is. */
    public Optional<Graph> build(Diagnostics diagnostics) {
        Attempt attempt = Attempt.of(this);
        Mending mending = new Mending(this, attempt);
        for (Finding finding : attempt.findings()) {
            diagnostics.add(finding.diagnostic(mending.fixes(finding)));
        }
        return attempt.graph();
    }

    /** With the layer of the same path replaced. */
    Model with(LayerDeclaration replacement) {
        String path = replacement.site().path();
        return with(
                layers.stream().map(l -> l.site().path().equals(path) ? replacement : l).toList());
    }

    Model withInserted(LayerDeclaration layer, String behind) {
        List<LayerDeclaration> all = new ArrayList<>();
        for (LayerDeclaration l : layers) {
            if (l.site().path().equals(behind)) {
                all.add(layer);
            }
            all.add(l);
        }
        return with(all);
    }

    Model with(LossRule rule) {
        return new Model(info, site, labels, input, scaling, rule, layers);
    }

    private Model with(List<LayerDeclaration> others) {
        return new Model(info, site, labels, input, scaling, loss, others);
    }

    /** The layers in front of one. */
    List<LayerDeclaration> before(String path) {
        return layers.stream().takeWhile(l -> !l.site().path().equals(path)).toList();
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
