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

    /** Findings, with windows that are too large for one pixel at the input that has only one. */
    static List<TracedProblem> place(List<TracedProblem> findings, Model model) {
        boolean flat =
                of(model.input()).isPresent() && findings.stream().anyMatch(FlatImage::isExcess);
        return flat
                ? findings.stream()
                        .filter(f -> f.problem().code() != Code.ONLY_PADDING)
                        .map(f -> isExcess(f) ? atInput(f, model) : f)
                        .toList()
                : findings;
    }

    private static boolean isExcess(TracedProblem finding) {
        return finding.problem().code() == Code.WINDOW_EXCEEDS_INPUT;
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
