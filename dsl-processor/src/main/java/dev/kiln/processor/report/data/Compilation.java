package dev.kiln.processor.report.data;

import java.util.List;

/**
 * The outcome of compiling a network.
 *
 * @param training the program of a training step
 * @param prediction the program of the predictor
 * @param kernels methods that steps call, each once
 */
public record Compilation(
        ProgramReport training, ProgramReport prediction, List<KernelReport> kernels) {

    public Compilation {
        kernels = List.copyOf(kernels);
    }

    public List<ProgramReport> programs() {
        return List.of(training, prediction);
    }
}
