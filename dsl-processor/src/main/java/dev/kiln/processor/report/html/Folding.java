package dev.kiln.processor.report.html;

import dev.kiln.processor.report.data.LayerNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Blocks of a chain that are alike and follow each other, drawn as one. Their maps may grow, as
 * those of DenseNet do.
 *
 * @param node the first of them
 * @param all each of them
 */
record Folding(LayerNode node, List<LayerNode> all) {

    /** But for sizes of windows, strides and padding. */
    private static final Pattern NUMBER =
            Pattern.compile("[\\d,]+(?= (filters|units|groups|weights|branches))");

    Folding {
        all = List.copyOf(all);
    }

    int times() {
        return all.size();
    }

    /** Whether all give what the first one does. */
    boolean isEven() {
        return all.stream().allMatch(n -> n.output().equals(node.output()));
    }

    LayerNode last() {
        return all.get(all.size() - 1);
    }

    /** Blocks are folded, single layers are not. */
    static List<Folding> of(List<LayerNode> chain) {
        List<Folding> folded = new ArrayList<>();
        for (LayerNode node : chain) {
            Folding last = folded.isEmpty() ? null : folded.get(folded.size() - 1);
            if (last != null && !node.isLeaf() && signature(last.node).equals(signature(node))) {
                List<LayerNode> all = new ArrayList<>(last.all);
                all.add(node);
                folded.set(folded.size() - 1, new Folding(last.node, all));
            } else {
                folded.add(new Folding(node, List.of(node)));
            }
        }
        return folded;
    }

    /** All of a block but its place, and numbers of channels. */
    private static String signature(LayerNode node) {
        return node.kind()
                + node.type()
                + NUMBER.matcher(node.description()).replaceAll("")
                + node.output().known()
                + node.line()
                + node.shortcut().map(Folding::signature).orElse("")
                + node.children().stream()
                        .map(Folding::signature)
                        .collect(Collectors.joining(",", "(", ")"));
    }
}
