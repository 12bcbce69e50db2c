package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.graph.Operation;
import dev.kiln.processor.graph.Parameter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Warns of one layer that holds nearly all of the weights: often a dense layer behind a map that is
 * still large.
 */
final class Balance {

    private static final double SHARE = 0.95;
    private static final int FEWEST_LAYERS = 4;

    private Balance() {}

    static Optional<Problem> problem(List<Operation> operations, List<LayerDeclaration> layers) {
        List<Operation> weighted =
                operations.stream().filter(o -> !o.parameters().isEmpty()).toList();
        if (weighted.size() < FEWEST_LAYERS) {
            return Optional.empty();
        }
        long total = weighted.stream().mapToLong(Balance::weights).sum();
        return weighted.stream()
                .filter(o -> weights(o) > SHARE * total)
                .findFirst()
                .flatMap(o -> problem(o, total, layers));
    }

    private static Optional<Problem> problem(
            Operation heavy, long total, List<LayerDeclaration> layers) {
        return layers.stream()
                .filter(l -> l.site().path().equals(heavy.layer()))
                .findFirst()
                .map(
                        l ->
                                Problem.of(
                                        Code.LOPSIDED,
                                        heavy.layer(),
                                        l.site().at(""),
                                        String.format(
                                                Locale.ROOT,
                                                "it holds %,d of the %,d weights",
                                                weights(heavy),
                                                total)));
    }

    private static long weights(Operation o) {
        return o.parameters().stream().mapToLong(Parameter::size).sum();
    }
}
