package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Position;
import dev.kiln.processor.graph.Loss;
import dev.kiln.processor.graph.shape.Shape;
import java.util.ArrayList;
import java.util.List;

/** What is declared for each output must be as many as there are outputs. */
final class OutputCheck {

    private OutputCheck() {}

    static List<Problem> problems(Model model, Loss loss, Shape output) {
        List<Problem> problems = new ArrayList<>();
        LabelCheck.problem(model).ifPresent(problems::add);
        boolean classes = loss.kind() == Loss.Kind.CROSS_ENTROPY;
        if (classes && (!output.isVector() || output.size() < 2)) {
            // The loss has said so.
            return problems;
        }
        int names = model.info().labels().size();
        int weights = classes ? loss.classWeights().size() : 0;
        boolean wrongNames = names != 0 && names != output.size();
        boolean wrongWeights = weights != 0 && weights != output.size();
        if (wrongNames) {
            Position position = model.labels().at("value");
            String what = weights == names ? "labels and class weights" : "labels";
            problems.add(problem(Code.LABELS, model, position, names, what, output));
        }
        if (wrongWeights && !(wrongNames && weights == names)) {
            Position position = model.site().at("classWeights");
            problems.add(
                    problem(Code.CLASS_WEIGHTS, model, position, weights, "class weights", output));
        }
        return problems;
    }

    private static Problem problem(
            Code code, Model model, Position position, int count, String what, Shape output) {
        String outputs = output.size() + (output.size() == 1 ? " output" : " outputs");
        return Problem.of(
                        code, model.site().path(), position, count + " " + what + " for " + outputs)
                .blaming(Problem.Blame.CHANNELS);
    }
}
