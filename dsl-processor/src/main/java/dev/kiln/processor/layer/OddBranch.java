package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Position;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Of branches that end with different maps, the one that is meant to end as the others do. Where
 * votes are equal, the map that came in decides.
 */
final class OddBranch {

    private OddBranch() {}

    /**
     * The place in the odd branch at which its map became another; empty where more than one branch
     * is odd.
     */
    static Optional<Position> position(
            List<LayerDeclaration> branches,
            List<Tensor> results,
            Tensor input,
            List<ShapeTrace.Entry> traces) {
        Map<Pair, Integer> votes = new HashMap<>();
        results.forEach(r -> votes.merge(map(r.shape()), 2, Integer::sum));
        votes.computeIfPresent(map(input.shape()), (m, n) -> n + 1);
        int most = votes.values().stream().max(Integer::compare).orElse(0);
        List<Pair> usual = votes.keySet().stream().filter(m -> votes.get(m) == most).toList();
        List<LayerDeclaration> odd = new ArrayList<>();
        IntStream.range(0, branches.size())
                .filter(i -> !usual.contains(map(results.get(i).shape())))
                .forEach(i -> odd.add(branches.get(i)));
        return usual.size() == 1 && odd.size() == 1
                ? Optional.of(position(odd.get(0).site(), traces))
                : Optional.empty();
    }

    private static Position position(Site branch, List<ShapeTrace.Entry> traces) {
        Site site =
                traces.stream()
                        .filter(t -> isInside(branch.path(), t.layer()))
                        .filter(t -> !map(t.before()).equals(map(t.shape())))
                        .map(ShapeTrace.Entry::site)
                        .reduce((first, second) -> second)
                        .orElse(branch);
        return site.at(site.writes("stride") ? "stride" : "padding");
    }

    private static boolean isInside(String branch, String layer) {
        return layer.equals(branch) || layer.startsWith(branch + ".");
    }

    private static Pair map(Shape shape) {
        return new Pair(shape.height(), shape.width());
    }
}
