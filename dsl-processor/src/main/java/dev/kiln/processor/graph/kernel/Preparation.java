package dev.kiln.processor.graph.kernel;

/**
 * What is made of one parameter before any sample is seen: it reads the parameter and writes {@link
 * #size} numbers, once for all chunks of a batch, or once for all predictions. Its method doesn't
 * take a number of samples.
 */
public interface Preparation extends Kernel {

    /** Floats that it writes. */
    int size();

    /** What it makes of a parameter, in words. */
    String of(String parameter);
}
