package dev.kiln.processor.pass;

import dev.kiln.processor.graph.Folding;
import dev.kiln.processor.operation.Graph;
import java.util.List;

/**
 * A graph that stands on parameters which are changed first.
 *
 * @param foldings what is to be done with the parameters
 */
public record FoldedGraph(Graph graph, List<Folding> foldings) {

    public FoldedGraph {
        foldings = List.copyOf(foldings);
    }

    static FoldedGraph of(Graph graph) {
        return new FoldedGraph(graph, List.of());
    }

    FoldedGraph with(Graph changed) {
        return new FoldedGraph(changed, foldings);
    }
}
