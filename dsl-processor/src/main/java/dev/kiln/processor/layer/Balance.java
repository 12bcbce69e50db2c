package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.graph.Operation;
import dev.kiln.processor.graph.Parameter;
import java.util.List;

/**
 * Warns of one layer that holds nearly all of the weights: often a dense layer behind a map that is
 * still large.
 */
final class Balance {

    private static final double SHARE = 0.95;
    private static final int FEWEST_LAYERS = 4;

    private Balance() {}

    static void check(NetworkBuilder network, List<LayerDeclaration> layers) {
        List<Operation> weighted =
                network.operations().stream().filter(o -> !o.parameters().isEmpty()).toList();
        long total = weighted.stream().mapToLong(Balance::weights).sum();
        if (weighted.size() < FEWEST_LAYERS) {
            return;
        }
        for (Operation o : weighted) {
            if (weights(o) > SHARE * total) {
                layers.stream()
                        .filter(l -> l.site().path().equals(o.layer()))
                        .findFirst()
                        .ifPresent(
                                l ->
                                        network.report(
                                                Code.LOPSIDED,
                                                l.site().at(""),
                                                o.layer()
                                                        + " holds "
                                                        + weights(o)
                                                        + " of the "
                                                        + total
                                                        + " weights"));
            }
        }
    }

    private static long weights(Operation o) {
        return o.parameters().stream().mapToLong(Parameter::size).sum();
    }
}
