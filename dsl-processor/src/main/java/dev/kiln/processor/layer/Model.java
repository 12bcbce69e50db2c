package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Diagnostic;
import dev.kiln.processor.diagnostic.Diagnostics;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.Graph;
import dev.kiln.processor.graph.InputScaling;
import dev.kiln.processor.graph.Loss;
import dev.kiln.processor.graph.ModelInfo;
import dev.kiln.processor.graph.Operation;
import dev.kiln.processor.graph.Shape;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Activation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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
        Set<String> known = errors(this);
        return build(diagnostics, fix -> solves(known, fix));
    }

    /** With the fix nothing is wrong but what is wrong elsewhere anyway. */
    private boolean solves(Set<String> known, LayerDeclaration fix) {
        Set<String> left = errors(with(fix));
        return known.containsAll(left)
                && left.stream().noneMatch(e -> e.startsWith(fix.site().path() + ":"));
    }

    /** The errors of a model, without its fixes. */
    private static Set<String> errors(Model model) {
        Diagnostics diagnostics = new Diagnostics();
        model.build(diagnostics, fix -> false);
        return diagnostics.all().stream()
                .filter(d -> d.code().isError())
                .map(Diagnostic::headline)
                .collect(Collectors.toSet());
    }

    private Model with(LayerDeclaration fixed) {
        return new Model(
                info,
                site,
                labels,
                input,
                scaling,
                loss,
                layers.stream()
                        .map(l -> l.site().path().equals(fixed.site().path()) ? fixed : l)
                        .toList());
    }

    private Optional<Graph> build(Diagnostics diagnostics, Predicate<LayerDeclaration> solves) {
        NetworkBuilder network = new NetworkBuilder(diagnostics, solves);
        Tensor raw = new Tensor("raw input", input);
        network.trace("input", input, "");
        Tensor x = raw;
        if (scaling.isPresent()) {
            Tensor scaled = new Tensor("scaled input", input);
            network.add(new Scaling("scaled input", raw, scaled, scaling.get()));
            x = scaled;
        }
        for (LayerDeclaration layer : layers) {
            x = layer.append(network, x);
        }
        if (!x.shape().known()) {
            return Optional.empty();
        }
        Optional<Graph> result = Optional.of(finish(network, raw, x));
        Balance.check(network, layers);
        InnerSoftmax.check(network, layers);
        return diagnostics.hasErrors() ? Optional.empty() : result;
    }

    private Graph finish(NetworkBuilder network, Tensor raw, Tensor output) {
        Tensor produced = output;
        Activation last =
                network.last()
                        .filter(o -> o.output().equals(produced))
                        .flatMap(Operation::activationOnly)
                        .orElse(Activation.NONE);
        Loss resolved = loss.resolve(last);
        loss.check(network, site, resolved, last, output.shape());
        checkLabels(network, output.shape());
        if (LossRule.contains(resolved, last)) {
            Tensor logits = network.removeLast().inputs().get(0);
            return new Graph(raw, network.operations(), logits, last, resolved);
        }
        return new Graph(raw, network.operations(), output, Activation.NONE, resolved);
    }

    private void checkLabels(NetworkBuilder network, Shape output) {
        int names = info.labels().size();
        if (names != 0 && names != output.size()) {
            network.report(
                    Code.LABELS,
                    labels.at("value"),
                    site.path() + ": " + names + " labels for " + output.size() + " outputs");
        }
    }
}
