package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Detail;
import dev.kiln.processor.diagnostic.Position;
import dev.kiln.processor.graph.shape.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tries changes to a faulty model. A change is proposed if with it the whole network is valid, but
 * for errors that are there anyway.
 */
final class FixSearch {

    private static final int MOST = 3;

    private final Model model;
    private final Set<String> errors;

    FixSearch(Model model, BuildResult attempt) {
        this.model = model;
        this.errors = errors(attempt);
    }

    /** The fixes of a finding as lines; none where nothing that was tried mends it. */
    List<Detail> fixes(TracedProblem finding) {
        if (!finding.isError()) {
            return List.of();
        }
        Problem problem = finding.problem();
        Set<String> others = new HashSet<>(errors);
        others.remove(problem.headline());
        List<Detail> lines = new ArrayList<>();
        for (Fix fix : problem.fixes().apply(model)) {
            BuildResult attempt = BuildResult.of(fix.edit().apply(model));
            Optional<Shape> shape = attempt.shapeAfter(problem.layer());
            boolean mends =
                    others.containsAll(errors(attempt)) && shape.map(Shape::known).orElse(true);
            if (mends && lines.size() < MOST) {
                lines.add(line(fix, problem.layer(), shape));
            }
        }
        return lines;
    }

    private static Set<String> errors(BuildResult attempt) {
        return attempt.findings().stream()
                .filter(TracedProblem::isError)
                .map(f -> f.problem().headline())
                .collect(Collectors.toSet());
    }

    private static Detail line(Fix fix, String layer, Optional<Shape> shape) {
        String effect = shape.map(s -> "    (then " + layer + " gives " + s + ")").orElse("");
        return fix.path().equals(layer)
                ? new Detail("fix: " + fix.change(), Position.none(), effect)
                : new Detail("fix: " + fix.change() + " at " + fix.path(), fix.position(), effect);
    }
}
