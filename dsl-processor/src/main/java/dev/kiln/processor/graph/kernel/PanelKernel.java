package dev.kiln.processor.graph.kernel;

import java.util.List;
import java.util.Optional;

/** A kernel of a large network that calls the micro-kernels of the runtime. */
public sealed interface PanelKernel extends Kernel
        permits PanelForward, PanelInputGradient, PanelWeightGradient, PanelWinograd {

    /** A line of the comment. */
    String SHARED = "By micro-kernels, which all large layers share.";

    /** The kernel in the place of which it stands. */
    Kernel linear();

    @Override
    default String name() {
        return KernelNames.prefixed("panel", linear().name());
    }

    @Override
    default List<String> comment() {
        return KernelNames.with(linear().comment(), SHARED);
    }

    @Override
    default List<Argument> arguments() {
        return PanelWeights.in(linear().arguments());
    }

    /** The kernel that packs the weights; empty where none are read. */
    Optional<Preparation> packing();

    @Override
    default Optional<Preparation> preparation(String argument) {
        return argument.equals(PanelWeights.PANELS) ? packing() : Optional.empty();
    }
}
