package dev.kiln.processor.emit.kernel.elementwise;

import static dev.kiln.processor.emit.code.KernelForm.body;
import static dev.kiln.processor.emit.code.KernelForm.vector;

import dev.kiln.processor.emit.code.KernelForm;
import dev.kiln.processor.graph.kernel.ActivationBackward;
import dev.kiln.processor.graph.kernel.ActivationForward;
import dev.kiln.processor.graph.kernel.AddToGradient;
import dev.kiln.processor.graph.kernel.Concatenate;
import dev.kiln.processor.graph.kernel.Dropout;
import dev.kiln.processor.graph.kernel.PutChannels;
import dev.kiln.processor.graph.kernel.ScaleInput;
import dev.kiln.processor.graph.kernel.ScaleInputBackward;
import dev.kiln.processor.graph.kernel.Sum;
import dev.kiln.processor.graph.kernel.TakeChannels;
import java.util.List;

/** The forms of kernels that go over numbers one by one. */
public final class ElementwiseForms {

    public static final List<KernelForm<?>> ROWS =
            List.of(
                    body("sweep", ActivationForward.class, PlainActivationForward::body),
                    vector("sweep", ActivationForward.class, VectorSweep::forward)
                            .where(VectorSweep::exists),
                    body("sweep", ActivationBackward.class, PlainActivationBackward::body),
                    vector("sweep", ActivationBackward.class, VectorActivationBackward::methods)
                            .where(VectorActivationBackward::exists),
                    body("sweep", Dropout.class, PlainDropout::body),
                    vector("sweep", Dropout.class, VectorDropout::methods),
                    body("sweep", Sum.class, PlainSum::body),
                    body("sweep", AddToGradient.class, PlainSum::addToGradient),
                    body("sweep", ScaleInput.class, PlainScaleInput::body),
                    body("sweep", ScaleInputBackward.class, PlainScaleInputBackward::body),
                    body("copies", Concatenate.class, PlainConcatenate::join),
                    body("copies", PutChannels.class, PlainConcatenate::put),
                    body("copies", TakeChannels.class, PlainConcatenate::take));

    private ElementwiseForms() {}
}
