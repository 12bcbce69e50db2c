package dev.kiln.samples.benchmarks.comparison;

import dev.kiln.samples.benchmarks.Line;
import dev.kiln.samples.benchmarks.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The medians of all processes. */
final class Results {

    private final Map<String, List<Double>> medians = new TreeMap<>();
    private final Map<String, String> layers = new LinkedHashMap<>();

    /** Adds what a process measured. */
    void add(Line line) {
        medians.computeIfAbsent(
                        key(line.peer(), line.network(), line.metric()), key -> new ArrayList<>())
                .add(line.spread().median());
        if (line.metric().equals("layers")) {
            layers.put(line.network(), line.unit());
        }
    }

    /** Over the rounds; empty if it was not measured. */
    Optional<Spread> of(String peer, String network, String metric) {
        List<Double> found = medians.get(key(peer, network, metric));
        return found == null
                ? Optional.empty()
                : Optional.of(Spread.of(found.stream().mapToDouble(each -> each).toArray()));
    }

    /** Layers that were measured alone, in their order, with the unit of their speed. */
    Map<String, String> layers() {
        return layers;
    }

    private static String key(String peer, String network, String metric) {
        return peer + " " + network + " " + metric;
    }
}
