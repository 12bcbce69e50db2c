package dev.kiln.processor.report.diff;

import dev.kiln.processor.report.diff.Snapshot.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A layer that is not the same in two reports.
 *
 * @param before empty for a new layer
 * @param after empty for one that is gone
 */
record LayerChange(String path, Optional<Layer> before, Optional<Layer> after) {

    /** In the order of the later network; layers that are gone stand where they stood. */
    static List<LayerChange> between(Map<String, Layer> before, Map<String, Layer> after) {
        List<LayerChange> changes = new ArrayList<>();
        List<String> gone = new ArrayList<>(before.keySet());
        gone.removeAll(after.keySet());
        List<String> earlier = new ArrayList<>(before.keySet());
        for (Map.Entry<String, Layer> layer : after.entrySet()) {
            String path = layer.getKey();
            int place = earlier.indexOf(path);
            while (place >= 0 && !gone.isEmpty() && earlier.indexOf(gone.get(0)) < place) {
                changes.add(gone(gone.remove(0), before));
            }
            Optional<Layer> old = Optional.ofNullable(before.get(path));
            if (old.filter(layer.getValue()::equals).isEmpty()) {
                changes.add(new LayerChange(path, old, Optional.of(layer.getValue())));
            }
        }
        gone.forEach(path -> changes.add(gone(path, before)));
        return changes;
    }

    private static LayerChange gone(String path, Map<String, Layer> before) {
        return new LayerChange(path, Optional.of(before.get(path)), Optional.empty());
    }

    /** {@code added}, {@code removed} or {@code changed}. */
    String kind() {
        return before.isEmpty() ? "added" : after.isEmpty() ? "removed" : "changed";
    }

    /** {@code conv 3x3, 8 filters -> conv 3x3, 16 filters}. */
    String description() {
        return text(before.map(Layer::description), after.map(Layer::description));
    }

    /** {@code 8x8x8 -> 8x8x16}. */
    String output() {
        return text(before.map(Layer::output), after.map(Layer::output));
    }

    String parameters() {
        return text(
                before.map(l -> Figures.number(l.parameters())),
                after.map(l -> Figures.number(l.parameters())));
    }

    String multiplyAdds() {
        return text(
                before.map(l -> Figures.number(l.multiplyAdds())),
                after.map(l -> Figures.number(l.multiplyAdds())));
    }

    private static String text(Optional<String> old, Optional<String> now) {
        if (old.isPresent() && now.isPresent() && !old.equals(now)) {
            return old.get() + " -> " + now.get();
        }
        return now.or(() -> old).orElse("");
    }
}
