package dev.kiln.processor.pass;

import dev.kiln.processor.graph.Graph;
import dev.kiln.processor.graph.Step;
import java.util.List;

/** The steps from the input of a graph to its logits, with kernels that read the same merged. */
public final class ForwardSteps {

    private ForwardSteps() {}

    public static List<Step> of(Graph graph, Switches switches) {
        List<Step> steps = graph.forward();
        steps = switches.parallel() ? Parallel.apply(steps) : steps;
        return switches.statistics() ? GatherStatistics.apply(steps) : steps;
    }
}
