package dev.kiln.processor.graph.kernel;

import java.util.List;
import java.util.Optional;

/**
 * What one generated method computes, with every shape a number. Equal descriptions become one
 * method. How the loops are written is the business of an emitter (plain Java, Vector API); all
 * emitters keep the order of the sums.
 *
 * <p>The generated method is {@code static void name(int samples, float[] argument, ...)}, with a
 * last argument {@code float[] scratch} where {@link #scratch} is not 0, {@code long seed, long
 * step, int first} where it {@link #isRandom}, and {@code double divisor} where it {@link
 * #divides}; {@code int firstRow, int endRow} follow the samples where it has {@link
 * #divisibleRows}. The samples are those of a chunk, {@code first} counting those before it; where
 * a kernel {@link #joins}, they are those of the batch, and {@code int chunk} follows them. A
 * {@link Preparation} takes no samples.
 */
public interface Kernel {

    /**
     * The name of the method: what it does and its shapes, a Java identifier; differs where
     * descriptions differ.
     */
    String name();

    /** The lines of the method's comment: what it computes, with shapes. */
    List<String> comment();

    /** The arrays in the order in which the method takes them. */
    List<Argument> arguments();

    /** Kernels that its plain form calls, one after the other. */
    default List<Kernel> parts() {
        return List.of();
    }

    /** Floats of working memory that it needs beside its parts, whatever the number of samples. */
    default int scratch() {
        return 0;
    }

    /** Whether it draws random numbers, which belong to seed, step and position in the batch. */
    default boolean isRandom() {
        return false;
    }

    /**
     * Whether the first argument that is written may be the same array as the first one that is
     * read.
     */
    default boolean inPlace() {
        return false;
    }

    /** Whether it divides what belongs to one sample by what belongs to the batch. */
    default boolean divides() {
        return false;
    }

    /** Whether it runs once for a batch, when all chunks have left something for it. */
    default boolean joins() {
        return false;
    }

    /**
     * Whether a chunk lets it add to zeros instead of the gradient of parameters, and adds what
     * came out in its turn: for sums over many pixels, which chunks had better not make one by one.
     */
    default boolean sumsApart() {
        return addsSum();
    }

    /**
     * Whether what it adds to a gradient of parameters is a sum of its own, which begins with zero:
     * then it gives the same bits apart and in place.
     */
    default boolean addsSum() {
        return false;
    }

    /**
     * Rows of the result of which any run may be computed apart, by one thread each; 0 where they
     * may not, or where it would not be worth it.
     */
    default int divisibleRows() {
        return 0;
    }

    /** Whether the method returns a number. */
    default boolean returnsNumber() {
        return false;
    }

    /** What makes an argument of a parameter; empty where it is the parameter as it is. */
    default Optional<Preparation> preparation(String argument) {
        return Optional.empty();
    }

    /** Which channels of its array an argument is; empty where it is always all of them. */
    default Optional<ChannelSlice> slice(String argument) {
        return Optional.empty();
    }

    /**
     * This kernel with an argument that lies among the channels of a wider map; empty where it
     * can't. The gradient by an argument lies where the argument does.
     */
    default Optional<Kernel> placed(String argument, ChannelSlice outer) {
        return Optional.empty();
    }
}
