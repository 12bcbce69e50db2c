package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.graph.Parameter;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.operation.DenseOp;
import dev.kiln.processor.operation.Operation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Warns of a dense layer that holds nearly all of many weights because it reads a map that is
 * hardly smaller than the image: with one pool in front most of them are gone. Behind smaller maps
 * dense layers are heavy too, in ordinary networks (LeNet, VGG).
 */
final class Balance {

    private static final double SHARE = 0.95;
    private static final int FEWEST_LAYERS = 4;
    private static final long FEWEST_WEIGHTS = 500_000;

    /** One pool of 2 leaves no more of the pixels of an image. */
    private static final int POOLED = 4;

    private Balance() {}

    static Optional<Problem> problem(List<Operation> operations, List<LayerDeclaration> layers) {
        List<Operation> weighted =
                operations.stream().filter(o -> !o.parameters().isEmpty()).toList();
        if (weighted.size() < FEWEST_LAYERS) {
            return Optional.empty();
        }
        long total = weighted.stream().mapToLong(Balance::weights).sum();
        int pixels = map(operations.get(0)).pixels();
        return weighted.stream()
                .skip(1)
                .filter(o -> o instanceof DenseOp)
                .filter(o -> weights(o) > Math.max(SHARE * total, FEWEST_WEIGHTS))
                .filter(o -> (long) POOLED * map(o).pixels() > pixels && map(o).pixels() > 1)
                .findFirst()
                .flatMap(o -> problem(o, total, layers));
    }

    private static Shape map(Operation o) {
        return o.inputs().get(0).shape();
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
                                                "it holds %,d of the %,d weights, behind a map of %s",
                                                weights(heavy),
                                                total,
                                                map(heavy))));
    }

    private static long weights(Operation o) {
        return o.parameters().stream().mapToLong(Parameter::size).sum();
    }
}
