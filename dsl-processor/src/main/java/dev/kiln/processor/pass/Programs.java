package dev.kiln.processor.pass;

/** Programs that the {@linkplain Pipeline pipeline} makes of a network. */
public record Programs(
        TrainingProgram training, EvaluationProgram evaluation, PredictionProgram prediction) {

    /** Whether evaluating takes other steps than training does. */
    public boolean evaluatesApart() {
        return !evaluation.graph().equals(training.graph());
    }
}
