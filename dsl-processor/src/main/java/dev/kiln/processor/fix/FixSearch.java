package dev.kiln.processor.fix;

import dev.kiln.processor.diagnostic.Detail;
import dev.kiln.processor.diagnostic.Diagnostic;
import dev.kiln.processor.diagnostic.Edit;
import dev.kiln.processor.diagnostic.Fix;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.layer.Attempt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tries edits of a faulty model. The classes are read again with the edit, because what is written
 * once may be used often. An edit is proposed if with it the whole model is valid, but for errors
 * that are there anyway.
 */
public final class FixSearch {

    private static final int MOST = 3;

    /** Of one fault; each reads and infers the whole model. */
    private static final int MOST_TRIALS = 40;

    /** The model with edits. */
    @FunctionalInterface
    public interface Program extends Function<List<Edit>, Attempt> {}

    private final Program program;
    private final Attempt written;
    private final Remedies remedies;

    public FixSearch(Program program, Attempt written) {
        this.program = program;
        this.written = written;
        this.remedies = new Remedies(new Network(written));
    }

    /** The diagnostics of the model as it is written, each with what mends it. */
    public List<Diagnostic> diagnostics() {
        return written.diagnostics().stream().map(this::mended).toList();
    }

    private Diagnostic mended(Diagnostic fault) {
        if (fault.isSuppressed()) {
            return fault;
        }
        List<Detail> details = new ArrayList<>(fault.details());
        details.addAll(lines(fault));
        return fault.with(details);
    }

    private List<Detail> lines(Diagnostic fault) {
        List<Detail> lines = new ArrayList<>();
        List<Fix> proposed = new ArrayList<>();
        int trials = 0;
        for (Fix fix : remedies.of(fault)) {
            if (lines.size() == MOST || trials == MOST_TRIALS) {
                break;
            }
            if (isNew(fix, proposed)) {
                trials++;
                Attempt attempt = program.apply(fix.edits());
                Optional<Shape> shape = attempt.shapeAfter(fault.subject());
                if (mends(fault, attempt) && isInferred(fault.subject(), attempt)) {
                    proposed.add(fix);
                    lines.add(
                            fix.line(
                                    fault.subject(),
                                    fault.position(),
                                    effect(fault.subject(), shape)));
                }
            }
        }
        return lines;
    }

    private static boolean isNew(Fix fix, List<Fix> proposed) {
        return !(fix.isLastResort() && !proposed.isEmpty())
                && proposed.stream().noneMatch(p -> fix.isLike(p) || fix.contains(p));
    }

    /**
     * Whether nothing is left but what is there anyway. An error may leave warnings behind, which
     * the next build tells.
     */
    private boolean mends(Diagnostic fault, Attempt attempt) {
        return attempt.diagnostics().stream()
                .filter(d -> d.code().isError() || !fault.code().isError())
                .allMatch(
                        d ->
                                !d.isSameFaultAs(fault)
                                        && written.diagnostics().stream()
                                                .anyMatch(d::isSameFaultAs));
    }

    /** Whether a shape can be told of the layer, unless one in front of it is in error too. */
    private boolean isInferred(String layer, Attempt attempt) {
        return attempt.shapeAfter(layer).map(Shape::known).orElse(true)
                || attempt.diagnostics().stream().anyMatch(d -> d.subject().equals(layer))
                || written.traces().stream()
                        .anyMatch(t -> t.layer().equals(layer) && !t.before().known());
    }

    private static String effect(String layer, Optional<Shape> shape) {
        return shape.filter(Shape::known)
                .map(s -> "    (then " + layer + " gives " + s + ")")
                .orElse("");
    }
}
