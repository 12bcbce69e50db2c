package dev.kiln.processor.emit.kernel.loss;

import static dev.kiln.processor.emit.code.KernelForm.body;
import static dev.kiln.processor.emit.code.KernelForm.plain;
import static dev.kiln.processor.emit.code.KernelForm.vector;

import dev.kiln.processor.emit.code.KernelForm;
import dev.kiln.processor.graph.kernel.BinaryCrossEntropy;
import dev.kiln.processor.graph.kernel.CrossEntropy;
import dev.kiln.processor.graph.kernel.LabelWeights;
import dev.kiln.processor.graph.kernel.MeanSquaredError;
import dev.kiln.processor.graph.kernel.SoftmaxBackward;
import dev.kiln.processor.graph.kernel.SoftmaxForward;
import java.util.List;

/** The forms of losses, and of softmax, with which cross entropy shares its rows. */
public final class LossForms {

    public static final List<KernelForm<?>> ROWS =
            List.of(
                    plain("rows", CrossEntropy.class, PlainCrossEntropy::methods),
                    vector("rows", CrossEntropy.class, VectorCrossEntropy::methods)
                            .where(VectorCrossEntropy::exists)
                            .scratch(VectorCrossEntropy::scratch),
                    body("rows", LabelWeights.class, PlainCrossEntropy::labelWeights),
                    body("rows", BinaryCrossEntropy.class, PlainBinaryCrossEntropy::body),
                    body("rows", MeanSquaredError.class, PlainMeanSquaredError::body),
                    body("rows", SoftmaxForward.class, PlainSoftmaxForward::body),
                    vector("rows", SoftmaxForward.class, VectorSoftmax::methods)
                            .where(VectorSoftmax::exists)
                            .scratch(VectorSoftmax::scratch),
                    body("rows", SoftmaxBackward.class, PlainSoftmaxBackward::body));

    private LossForms() {}
}
