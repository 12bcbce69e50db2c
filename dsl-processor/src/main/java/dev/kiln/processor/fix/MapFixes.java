package dev.kiln.processor.fix;

import dev.kiln.processor.diagnostic.Expression;
import dev.kiln.processor.diagnostic.Fix;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.layer.InceptionLayer;
import dev.kiln.processor.layer.LayerDeclaration;
import dev.kiln.processor.layer.ResidualLayer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where paths that meet end with different maps or channels. */
final class MapFixes {

    /** Windows in the order in which people write them. */
    private static final List<Integer> SIZES = List.of(3, 5, 7, 2, 4, 1);

    private static final List<Integer> STRIDES = List.of(1, 2, 3, 4);

    private final Network network;

    private MapFixes(Network network) {
        this.network = network;
    }

    /** Of a residual block: the shortcut changes, or the path does. */
    static List<Fix> of(Network network, ResidualLayer block) {
        MapFixes search = new MapFixes(network);
        String path = block.site().path();
        Shape from = network.before(path);
        List<LayerDeclaration> inside = network.inside(path);
        List<Fix> fixes = new ArrayList<>();
        boolean identity = block.shortcut() == ResidualLayer.Shortcut.IDENTITY;
        if (identity) {
            fixes.add(
                    Fix.write(
                            block.site(),
                            "shortcut",
                            Expression.constant(ResidualLayer.Shortcut.CONVOLUTION)));
        }
        List<Fix> maps = search.maps(inside, List.of());
        Optional<Fix> channels =
                identity ? search.channels(inside, from.channels()) : Optional.empty();
        channels.ifPresent(fixes::add);
        if (identity && !inside.isEmpty()) {
            String first = inside.get(inside.size() - 1).site().path();
            int end = network.behind(inside.get(0).site().path()).channels();
            network.sourceOfChannels(first)
                    .filter(l -> end > 0)
                    .flatMap(l -> network.channels(l, end))
                    .ifPresent(fixes::add);
        }
        fixes.addAll(maps);
        channels.ifPresent(c -> maps.forEach(m -> fixes.add(m.and(c))));
        return fixes;
    }

    /** The last layer that decides the channels of the path gets those of the shortcut. */
    private Optional<Fix> channels(List<LayerDeclaration> inside, int channels) {
        return inside.stream().flatMap(l -> network.channels(l, channels).stream()).findFirst();
    }

    /** Of branches: those that end unlike most, then all. */
    static List<Fix> of(Network network, InceptionLayer block) {
        MapFixes search = new MapFixes(network);
        List<List<LayerDeclaration>> odd = new ArrayList<>();
        List<List<LayerDeclaration>> usual = new ArrayList<>();
        Pair common = search.commonMap(block);
        for (LayerDeclaration branch : block.branches()) {
            List<LayerDeclaration> inside = network.inside(branch.site().path());
            (search.map(branch).equals(common) ? usual : odd).add(inside);
        }
        List<Fix> fixes = new ArrayList<>();
        List<Integer> strides =
                network.inside(block.site().path()).stream()
                        .map(l -> LayerFixes.stride(l).rows())
                        .distinct()
                        .toList();
        odd.forEach(inside -> fixes.addAll(search.maps(inside, strides)));
        usual.forEach(inside -> fixes.addAll(search.maps(inside, strides)));
        return fixes;
    }

    /** The map with which most branches end; of as many, the largest. */
    private Pair commonMap(InceptionLayer block) {
        Map<Pair, Long> counts =
                block.branches().stream()
                        .map(this::map)
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return counts.entrySet().stream()
                .max(
                        Comparator.comparingLong((Map.Entry<Pair, Long> e) -> e.getValue())
                                .thenComparingInt(e -> e.getKey().rows()))
                .orElseThrow()
                .getKey();
    }

    private Pair map(LayerDeclaration branch) {
        Shape end = network.behind(branch.site().path());
        return new Pair(end.height(), end.width());
    }

    /** Changes of one of the layers, then of all of them; {@code strides} are those of others. */
    private List<Fix> maps(List<LayerDeclaration> inside, List<Integer> strides) {
        List<Fix> fixes = new ArrayList<>();
        List<LayerDeclaration> windows = inside.stream().filter(LayerFixes::isWindow).toList();
        for (LayerDeclaration window : windows) {
            LayerFixes.samePadding(window).ifPresent(fixes::add);
            LayerFixes.stride(window, 1).ifPresent(fixes::add);
            Optional<Fix> same = LayerFixes.samePadding(window);
            LayerFixes.stride(window, 1).flatMap(s -> same.map(s::and)).ifPresent(fixes::add);
        }
        for (LayerDeclaration window : windows) {
            strides.forEach(s -> LayerFixes.stride(window, s).ifPresent(fixes::add));
            if (LayerFixes.samePadding(window).isEmpty()) {
                fixes.add(Fix.write(window.site(), "padding", Expression.VALID));
            }
        }
        windows.stream()
                .flatMap(w -> LayerFixes.samePadding(w).stream())
                .reduce(Fix::and)
                .ifPresent(fixes::add);
        for (LayerDeclaration window : windows) {
            if (window.site().writes("padding")) {
                fixes.add(Fix.erase(window.site(), "padding").asLastResort());
            }
            STRIDES.forEach(
                    s -> LayerFixes.stride(window, s).map(Fix::asLastResort).ifPresent(fixes::add));
            SIZES.forEach(
                    s ->
                            LayerFixes.size(window, new Pair(s, s))
                                    .map(Fix::asLastResort)
                                    .ifPresent(fixes::add));
        }
        return fixes;
    }
}
