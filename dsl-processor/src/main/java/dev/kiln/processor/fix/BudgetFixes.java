package dev.kiln.processor.fix;

import dev.kiln.processor.diagnostic.Detail;
import dev.kiln.processor.diagnostic.Fix;
import dev.kiln.processor.layer.Attempt;
import dev.kiln.processor.layer.DenseLayer;
import dev.kiln.processor.layer.LayerDeclaration;
import dev.kiln.processor.layer.attribute.Budget;
import dev.kiln.processor.layer.attribute.Budget.Quantity;
import dev.kiln.processor.operation.Graph;
import dev.kiln.processor.operation.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes of one layer with which a network keeps to a limit: as many channels as the limit allows,
 * or a pool in front of a dense layer. Each was tried on the whole network.
 */
final class BudgetFixes {

    private static final int MOST = 3;

    /** Channels above this are proposed in multiples of {@link #STEP}. */
    private static final int FEW = 16;

    private static final int STEP = 8;

    /** A layer that would keep less than this part of its channels is another network. */
    private static final int SMALLEST = 4;

    private final FixSearch.Program program;
    private final Network network;
    private final Graph graph;
    private final Quantity quantity;
    private final long limit;
    private final Budget.Measure measure;

    BudgetFixes(
            FixSearch.Program program,
            Attempt written,
            Quantity quantity,
            long limit,
            Budget.Measure measure) {
        this.program = program;
        this.network = new Network(written);
        this.graph = written.graph().orElseThrow();
        this.quantity = quantity;
        this.limit = limit;
        this.measure = measure;
    }

    /** {@code layers}: those to change, in the order of the proposals. */
    List<Detail> of(List<String> layers) {
        List<Detail> lines = new ArrayList<>();
        for (String layer : layers) {
            for (LayerDeclaration leaf : network.model().leaves()) {
                if (leaf.site().path().equals(layer)) {
                    pool(leaf).flatMap(this::kept).ifPresent(lines::add);
                    channels(leaf).ifPresent(lines::add);
                }
            }
        }
        return lines.stream().limit(MOST).toList();
    }

    private Optional<Fix> pool(LayerDeclaration leaf) {
        boolean map =
                graph.operations().stream()
                        .filter(o -> o.layer().equals(leaf.site().path()))
                        .findFirst()
                        .map(o -> o.inputs().get(0).shape().pixels() > 1)
                        .orElse(false);
        return leaf instanceof DenseLayer && map
                ? Optional.of(network.globalPool(leaf.site()))
                : Optional.empty();
    }

    /** The most channels that keep to the limit; what decides the outputs is left alone. */
    private Optional<Detail> channels(LayerDeclaration leaf) {
        boolean last =
                network.sourceOfChannels("")
                        .filter(l -> l.site().isSameAs(leaf.site()))
                        .isPresent();
        int most = channelsNow(leaf.site().path());
        if (last || most <= 1 || network.channels(leaf, 1).flatMap(this::taken).isEmpty()) {
            return Optional.empty();
        }
        int low = 1;
        int high = most;
        while (high - low > 1) {
            int middle = (low + high) / 2;
            boolean fits =
                    network.channels(leaf, middle)
                            .flatMap(this::taken)
                            .filter(n -> n <= limit)
                            .isPresent();
            low = fits ? middle : low;
            high = fits ? high : middle;
        }
        int round = low > FEW ? low / STEP * STEP : low;
        return round * SMALLEST < most
                ? Optional.empty()
                : network.channels(leaf, round).flatMap(this::kept);
    }

    private int channelsNow(String layer) {
        return graph.operations().stream()
                .filter(o -> o.layer().equals(layer))
                .map(Operation::output)
                .mapToInt(t -> t.shape().channels())
                .findFirst()
                .orElse(0);
    }

    /** How much the changed network takes; empty if it is not sound. */
    private Optional<Long> taken(Fix fix) {
        return program.apply(fix.edits()).graph().map(g -> measure.of(g, quantity));
    }

    private Optional<Detail> kept(Fix fix) {
        return taken(fix)
                .filter(n -> n <= limit)
                .map(
                        n ->
                                fix.line(
                                        network.model().info().name(),
                                        network.model().site().field(),
                                        "    (then " + BudgetCheck.number(n) + ")"));
    }
}
