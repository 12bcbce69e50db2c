package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Diagnostics;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.Graph;
import dev.kiln.processor.graph.GraphBuilder;
import dev.kiln.processor.graph.InputScaling;
import dev.kiln.processor.graph.Loss;
import dev.kiln.processor.graph.ModelInfo;
import dev.kiln.processor.graph.Operation;
import dev.kiln.processor.graph.Shape;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Activation;
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
        GraphBuilder graph = new GraphBuilder(diagnostics);
        Tensor raw = new Tensor("input", input);
        graph.trace("input", input, "");
        Tensor x = raw;
        if (scaling.isPresent()) {
            Tensor scaled = new Tensor("input.scaled", input);
            graph.add(new Scaling("input", raw, scaled, scaling.get()));
            x = scaled;
        }
        for (LayerDeclaration layer : layers) {
            x = layer.append(graph, x);
        }
        if (!x.shape().known()) {
            return Optional.empty();
        }
        Optional<Graph> result = Optional.of(finish(graph, raw, x));
        Balance.check(graph, layers);
        return diagnostics.hasErrors() ? Optional.empty() : result;
    }

    private Graph finish(GraphBuilder graph, Tensor raw, Tensor output) {
        Tensor produced = output;
        Activation last =
                graph.last()
                        .filter(o -> o.output().equals(produced))
                        .flatMap(Operation::activationOnly)
                        .orElse(Activation.NONE);
        Loss resolved = loss.resolve(last);
        loss.check(graph, site, resolved, last, output.shape());
        checkLabels(graph, output.shape());
        if (LossRule.contains(resolved, last)) {
            Tensor logits = graph.removeLast().inputs().get(0);
            return new Graph(raw, graph.operations(), logits, last, resolved);
        }
        return new Graph(raw, graph.operations(), output, Activation.NONE, resolved);
    }

    private void checkLabels(GraphBuilder graph, Shape output) {
        int names = info.labels().size();
        if (names != 0 && names != output.size()) {
            graph.report(
                    Code.LABELS,
                    labels.at("value"),
                    site.path() + ": " + names + " labels for " + output.size() + " outputs");
        }
    }
}
