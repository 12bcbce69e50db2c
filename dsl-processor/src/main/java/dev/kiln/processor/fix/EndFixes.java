package dev.kiln.processor.fix;

import dev.kiln.processor.diagnostic.Edit;
import dev.kiln.processor.diagnostic.Expression;
import dev.kiln.processor.diagnostic.Fix;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.Loss;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.layer.LayerDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the end of the network does not suit its loss, its labels or its class weights. */
final class EndFixes {

    private final Network network;
    private final Optional<LayerDeclaration> end;
    private final List<Fix> fixes = new ArrayList<>();

    private EndFixes(Network network) {
        this.network = network;
        this.end = network.end();
    }

    /** Of a loss for which the end of the network has another form. */
    static List<Fix> ofLoss(Network network) {
        EndFixes search = new EndFixes(network);
        Site model = network.model().site();
        search.end
                .map(LayerDeclaration::site)
                .map(network::globalPool)
                .ifPresent(search.fixes::add);
        search.channels(2);
        Optional<Loss.Kind> kind = network.model().loss().kind();
        boolean binary = kind.filter(k -> k == Loss.Kind.BINARY_CROSS_ENTROPY).isPresent();
        if (!binary) {
            search.activation(Activation.Kind.SOFTMAX);
        }
        if (kind.isEmpty() || binary) {
            search.activation(Activation.Kind.SIGMOID);
        }
        search.loss(binary ? Loss.Kind.CROSS_ENTROPY : Loss.Kind.BINARY_CROSS_ENTROPY);
        search.loss(Loss.Kind.CROSS_ENTROPY);
        for (String attribute : List.of("loss", "labelSmoothing", "classWeights")) {
            if (model.writes(attribute)) {
                search.fixes.add(Fix.erase(model, attribute).asLastResort());
            }
        }
        return search.fixes;
    }

    /** Of as many labels or class weights as there should be outputs. */
    static List<Fix> ofCount(Network network, int count, Site site, String attribute) {
        EndFixes search = new EndFixes(network);
        if (count > 0) {
            search.channels(count);
            search.behind(count);
        }
        search.fixes.add(
                (attribute.equals("value") ? Fix.strip(site) : Fix.erase(site, attribute))
                        .asLastResort());
        return search.fixes;
    }

    private void channels(int count) {
        network.sourceOfChannels("").flatMap(l -> network.channels(l, count)).ifPresent(fixes::add);
    }

    /** A dense layer behind everything. */
    private void behind(int count) {
        List<LayerDeclaration> layers = network.model().layers();
        if (layers.isEmpty() || !layers.get(layers.size() - 1).children().isEmpty()) {
            return;
        }
        Site last = layers.get(layers.size() - 1).site();
        Edit.Write units = new Edit.Write(last.field(), "Dense", "units", Expression.of(count));
        Edit.Write softmax =
                new Edit.Write(last.field(), "Dense", "activation", Expression.constant("SOFTMAX"));
        fixes.add(network.inserted(last, true, "Dense", "output", units, softmax).asLastResort());
    }

    private void activation(Activation.Kind kind) {
        end.flatMap(l -> LayerFixes.activation(l, kind)).ifPresent(fixes::add);
    }

    private void loss(Loss.Kind kind) {
        fixes.add(Fix.write(network.model().site(), "loss", Expression.constant(kind)));
    }
}
