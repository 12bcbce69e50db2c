package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Detail;
import dev.kiln.processor.diagnostic.Diagnostic;
import java.util.List;

/** A problem, and the layers up to the one at which it shows. */
record TracedProblem(Problem problem, List<ShapeTrace.Entry> traces) {

    TracedProblem {
        traces = List.copyOf(traces);
    }

    /** Errors tell the shapes up to the fault. */
    Diagnostic diagnostic() {
        List<Detail> shapes =
                problem.code().isError() ? ShapeTrace.of(traces, problem.blame()) : List.of();
        return Diagnostic.of(problem.code(), problem.position(), problem.headline()).with(shapes);
    }
}
