package dev.kiln.processor.emit.kernel.norm;

import static dev.kiln.processor.emit.code.KernelForm.body;
import static dev.kiln.processor.emit.code.KernelForm.vector;

import dev.kiln.processor.emit.code.KernelForm;
import dev.kiln.processor.graph.kernel.BatchStatistics;
import dev.kiln.processor.graph.kernel.JoinGradientSums;
import dev.kiln.processor.graph.kernel.JoinStatistics;
import dev.kiln.processor.graph.kernel.Normalize;
import dev.kiln.processor.graph.kernel.NormalizeGradientFactors;
import dev.kiln.processor.graph.kernel.NormalizeGradientSums;
import dev.kiln.processor.graph.kernel.NormalizeInputGradient;
import dev.kiln.processor.graph.kernel.RunningInputGradient;
import dev.kiln.processor.graph.kernel.RunningStatistics;
import java.util.List;

/** The forms of batch norm's kernels. */
public final class NormalizationForms {

    public static final List<KernelForm<?>> ROWS =
            List.of(
                    body("runs", BatchStatistics.class, PlainBatchStatistics::body),
                    body("channels", JoinStatistics.class, PlainJoining::body),
                    body("sweep", Normalize.class, PlainNormalize::forward),
                    vector("sweep", Normalize.class, VectorNormalize::forward)
                            .where(VectorNormalize::exists),
                    body("runs", NormalizeGradientSums.class, PlainNormalizeGradientSums::body),
                    vector(
                                    "runs",
                                    NormalizeGradientSums.class,
                                    VectorNormalizeGradientSums::methods)
                            .where(VectorNormalizeGradientSums::exists),
                    body("channels", JoinGradientSums.class, PlainJoining::body),
                    body("channels", NormalizeGradientFactors.class, PlainJoining::body),
                    body("sweep", NormalizeInputGradient.class, PlainNormalize::inputGradient),
                    vector("sweep", NormalizeInputGradient.class, VectorNormalize::inputGradient)
                            .where(VectorNormalize::exists),
                    body("channels", RunningStatistics.class, PlainJoining::body),
                    body("sweep", RunningInputGradient.class, PlainNormalize::runningInputGradient),
                    vector(
                                    "sweep",
                                    RunningInputGradient.class,
                                    VectorNormalize::runningInputGradient)
                            .where(VectorNormalize::exists));

    private NormalizationForms() {}
}
