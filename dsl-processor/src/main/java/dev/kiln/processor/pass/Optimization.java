package dev.kiln.processor.pass;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Optimizations, each of which may be left out to find out whether it is to blame. */
public enum Optimization {
    ACTIVATIONS("activations are applied while the layer in front of them stores its result"),
    ADDITIONS("sums of residual blocks are taken while the batch norm in front stores its result"),
    MASKS("gradients of ReLU join those of the maximum pools behind it"),
    PARALLEL("products of one input are one kernel, so that it is read once"),
    STATISTICS("statistics of batch norm are gathered while a convolution writes"),
    RECOMPUTATION("outputs of batch norm are computed again in the backward pass, not kept"),
    CONCATENATIONS("branches write where they are joined, so that nothing is copied"),
    FOLDING("the predictor folds batch norm into the weights in front of it", Bits.OF_PREDICTOR),
    MEMORY("tensors share buffers"),
    CHUNKS("batches are cut into chunks that fit the cache", Bits.ALL),
    HALVES("large products of the raw input are sums of two halves", Bits.ALL),
    PANELS("convolutions and products of large networks share micro-kernels", Bits.ALL, true),
    WINOGRAD("3x3 convolutions take fewer products", Bits.ALL, true),
    POOLS("the predictor finds maxima of pools before the convolution in front stores its result"),
    VECTORS("kernels have a second form, with the Vector API", Bits.NONE, true);

    /** Results of which some bits differ with an optimization and without. */
    public enum Bits {
        NONE,
        OF_PREDICTOR,
        ALL
    }

    private final String sentence;
    private final Bits bits;
    private final boolean forcible;

    Optimization(String sentence) {
        this(sentence, Bits.NONE);
    }

    Optimization(String sentence, Bits bits) {
        this(sentence, bits, false);
    }

    Optimization(String sentence, Bits bits, boolean forcible) {
        this.sentence = sentence;
        this.bits = bits;
        this.forcible = forcible;
    }

    /** The name in {@code -Akiln.off} and {@code -Akiln.on}. */
    public String option() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its effect. */
    public String sentence() {
        return sentence;
    }

    public Bits bits() {
        return bits;
    }

    /** Whether {@code -Akiln.on} can ask for it where it would not be on. */
    public boolean forcible() {
        return forcible;
    }

    /** Names of all. */
    static List<String> names() {
        return EnumSet.allOf(Optimization.class).stream().map(Optimization::option).toList();
    }

    /** Names of those that can be asked for. */
    static List<String> forcibleNames() {
        return EnumSet.allOf(Optimization.class).stream()
                .filter(Optimization::forcible)
                .map(Optimization::option)
                .toList();
    }

    /** Those of these names; names of nothing are left out. */
    static EnumSet<Optimization> named(Set<String> names) {
        return EnumSet.allOf(Optimization.class).stream()
                .filter(o -> names.contains(o.option()))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Optimization.class)));
    }
}
