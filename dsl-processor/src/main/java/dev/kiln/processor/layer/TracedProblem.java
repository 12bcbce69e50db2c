package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Detail;
import dev.kiln.processor.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;

/** A problem, and the layers up to the one at which it shows. */
record TracedProblem(Problem problem, List<ShapeTrace.Entry> traces) {

    TracedProblem {
        traces = List.copyOf(traces);
    }

    boolean isError() {
        return problem.code().isError();
    }

    /** Errors tell the shapes up to the fault, then the fixes; warnings are one line. */
    Diagnostic diagnostic(List<Detail> fixes) {
        List<Detail> details = new ArrayList<>();
        if (isError()) {
            details.addAll(ShapeTrace.of(traces, problem.blame()));
            details.addAll(fixes);
        }
        return Diagnostic.of(problem.code(), problem.position(), problem.headline()).with(details);
    }
}
