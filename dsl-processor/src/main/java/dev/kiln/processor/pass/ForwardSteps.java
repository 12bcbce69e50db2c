package dev.kiln.processor.pass;

import dev.kiln.processor.graph.Graph;
import dev.kiln.processor.graph.Step;
import java.util.List;

/** The steps from the input of a graph to its logits, with products of one input merged. */
public final class ForwardSteps {

    private ForwardSteps() {}

    public static List<Step> of(Graph graph, Switches switches) {
        return switches.parallel() ? Parallel.apply(graph.forward()) : graph.forward();
    }
}
