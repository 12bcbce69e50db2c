package dev.kiln.processor.layer;

import dev.kiln.processor.graph.Parameter.Initializer;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.operation.ActivationOp;

/** What layers with an activation have in common. */
final class Activations {

    private Activations() {}

    static Tensor append(
            NetworkBuilder network, String layer, Tensor linear, Activation activation) {
        if (activation.isNone()) {
            return linear;
        }
        Tensor output = new Tensor(network.fresh(layer), linear.shape());
        network.add(new ActivationOp(layer, linear, output, activation));
        return output;
    }

    /**
     * He's before ReLU-like activations (He et al. 2015), else Glorot's (Glorot and Bengio 2010).
     */
    static Initializer initializer(Activation activation) {
        return activation.isReluLike() ? Initializer.HE : Initializer.GLOROT;
    }
}
