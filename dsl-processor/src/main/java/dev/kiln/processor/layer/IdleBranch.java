package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.Tensor;
import java.util.List;
import java.util.Optional;

/** Warns of branches and paths that add nothing to a network. */
final class IdleBranch {

    private IdleBranch() {}

    /** A path that hands its input on: the block then only doubles it. */
    static Optional<Problem> path(Site site, Tensor input, Tensor end, boolean convolves) {
        return end.equals(input) && !convolves
                ? Optional.of(
                        problem(site, "the path changes nothing, so the sum doubles its input"))
                : Optional.empty();
    }

    /** Branches that are one, or that hand the input on twice. */
    static Optional<Problem> branches(
            Site site, List<LayerDeclaration> branches, Tensor input, List<Tensor> ends) {
        if (ends.size() == 1) {
            String only = branches.get(0).site().path();
            return Optional.of(
                    problem(site, "its only branch is " + only + ", so there is nothing to join"));
        }
        int first = ends.indexOf(input);
        int last = ends.lastIndexOf(input);
        return first == last
                ? Optional.empty()
                : Optional.of(
                        problem(
                                branches.get(last).site(),
                                "the branch hands the input on, as "
                                        + branches.get(first).site().path()
                                        + " does"));
    }

    private static Problem problem(Site site, String fault) {
        return Problem.of(Code.IDLE_BRANCH, site.path(), site.at(""), fault);
    }
}
