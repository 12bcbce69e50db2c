package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.graph.shape.Shape;
import java.util.List;
import java.util.Optional;

/** An input of one pixel whose channels are probably all numbers of an image. */
public final class FlatImage {

    private static final int SMALLEST_SIDE = 8;

    private FlatImage() {}

    /** The image that was meant: a square of one channel, or of three. */
    public static Optional<Shape> of(Shape input) {
        if (!input.known() || input.height() != 1 || input.width() != 1) {
            return Optional.empty();
        }
        for (int channels : List.of(1, 3)) {
            int side = (int) Math.round(Math.sqrt(input.channels() / (double) channels));
            if (side >= SMALLEST_SIDE && side * side * channels == input.channels()) {
                return Optional.of(new Shape(side, side, channels));
            }
        }
        return Optional.empty();
    }

    /** Findings; windows that are too large for one pixel stand at the input that has only one. */
    static List<TracedProblem> place(List<TracedProblem> findings, Model model) {
        if (of(model.input()).isEmpty()) {
            return findings;
        }
        boolean excess = findings.stream().anyMatch(f -> has(f, Code.WINDOW_EXCEEDS_INPUT));
        Code told = excess ? Code.WINDOW_EXCEEDS_INPUT : Code.ONLY_PADDING;
        Optional<TracedProblem> first = findings.stream().filter(f -> has(f, told)).findFirst();
        return findings.stream()
                .filter(f -> !has(f, Code.ONLY_PADDING) || first.filter(f::equals).isPresent())
                .map(f -> has(f, told) ? atInput(f, model) : f)
                .toList();
    }

    private static boolean has(TracedProblem finding, Code code) {
        return finding.problem().code() == code;
    }

    private static TracedProblem atInput(TracedProblem finding, Model model) {
        Problem p = finding.problem();
        String reason = ": @Input has " + model.input().channels() + " channels of one pixel";
        return new TracedProblem(
                new Problem(
                        p.code(),
                        p.layer(),
                        model.site().at("input"),
                        p.headline() + reason,
                        p.blame()),
                finding.traces());
    }
}
