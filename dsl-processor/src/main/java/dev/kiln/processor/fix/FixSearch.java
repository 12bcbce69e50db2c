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

    public FixSearch(Program program, Attempt written) {
        this.program = program;
        this.written = written;
    }

    /** The diagnostics of the model as it is written, each with what mends it. */
    public List<Diagnostic> diagnostics() {
        return written.diagnostics().stream().map(this::mended).toList();
    }

    private Diagnostic mended(Diagnostic fault) {
        if (!fault.code().isError()) {
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
        for (Fix fix : fault.remedies().get()) {
            if (lines.size() == MOST || trials == MOST_TRIALS) {
                break;
            }
            if (proposed.stream().noneMatch(fix::isLike)) {
                trials++;
                Attempt attempt = program.apply(fix.edits());
                Optional<Shape> shape = attempt.shapeAfter(fault.subject());
                if (mends(fault, attempt) && shape.map(Shape::known).orElse(true)) {
                    proposed.add(fix);
                    lines.add(fix.line(fault.subject(), effect(fault.subject(), shape)));
                }
            }
        }
        return lines;
    }

    /** Whether no error is left but those that are there anyway. */
    private boolean mends(Diagnostic fault, Attempt attempt) {
        return attempt.diagnostics().stream()
                .filter(d -> d.code().isError())
                .allMatch(
                        d ->
                                !d.isSameFaultAs(fault)
                                        && written.diagnostics().stream()
                                                .anyMatch(d::isSameFaultAs));
    }

    private static String effect(String layer, Optional<Shape> shape) {
        return shape.map(s -> "    (then " + layer + " gives " + s + ")").orElse("");
    }
}
