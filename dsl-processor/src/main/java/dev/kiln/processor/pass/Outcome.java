package dev.kiln.processor.pass;

import java.util.List;

/** Result of a pass, and what it decided at each place that it considered. */
public record Outcome<T>(T result, List<Decision> decisions) {

    public Outcome {
        decisions = List.copyOf(decisions);
    }
}
