package dev.kiln.runtime;

import dev.kiln.runtime.internal.kernel.RandomStream;
import dev.kiln.runtime.internal.panel.Panels;
import dev.kiln.runtime.weights.Layout;
import dev.kiln.runtime.weights.Stored;
import org.ejml.data.FMatrixRMaj;

/**
 * One learned tensor of a network: its value and its gradient, both in memory layout, and the name
 * and layout it has in files.
 */
public final class Parameter implements Stored {

    /** What a parameter is for; penalties and weight decay reach weights only. */
    public enum Kind {
        /** Kernel of a convolution or a dense layer. */
        WEIGHT,
        /** One number per channel or unit, added to it. */
        BIAS,
        /** One number per channel, by which batch normalization multiplies it. */
        SCALE,
        /** Running mean or variance of a channel: kept by training, but not by gradients. */
        STATISTIC
    }

    private final String name;
    private final Kind kind;
    private final Layout layout;
    private final Initializer initializer;
    private final float[] initial;
    private volatile FMatrixRMaj value;
    private Penalty penalty;
    private boolean frozen;
    private boolean variance;
    private FMatrixRMaj gradient;

    private Parameter(String name, Kind kind, Layout layout, Initializer initializer) {
        this.name = name;
        this.kind = kind;
        this.layout = layout;
        this.initializer = initializer;
        this.initial = new float[layout.memorySize()];
    }

    /**
     * Weights of a convolution: [kernelHeight*kernelWidth*inputsPerGroup x outputs] in memory,
     * [outputs, inputsPerGroup, kernelHeight, kernelWidth] in files. All zero until initialized or
     * loaded.
     */
    public static Parameter convolution(
            String name,
            int outputs,
            int inputsPerGroup,
            int kernelHeight,
            int kernelWidth,
            Initializer initializer) {
        Layout layout = Layout.convolution(outputs, inputsPerGroup, kernelHeight, kernelWidth);
        return new Parameter(name, Kind.WEIGHT, layout, initializer);
    }

    /**
     * Weights of a convolution of a predictor, with the columns of {@link #convolution} in panels,
     * as the micro-kernels of large layers read them.
     */
    public static Parameter convolutionInPanels(
            String name,
            int outputs,
            int inputsPerGroup,
            int kernelHeight,
            int kernelWidth,
            Initializer initializer) {
        Layout layout = Layout.convolution(outputs, inputsPerGroup, kernelHeight, kernelWidth);
        return new Parameter(name, Kind.WEIGHT, layout.inPanels(Panels.WIDTH), initializer);
    }

    /**
     * Weights of a dense layer: [height*width*channels x units] in memory, [units,
     * channels*height*width] in files. All zero until initialized or loaded.
     */
    public static Parameter dense(String name, int units, Shape input, Initializer initializer) {
        return new Parameter(
                name,
                Kind.WEIGHT,
                Layout.dense(units, input.height(), input.width(), input.channels()),
                initializer);
    }

    /** Biases: [1 x size] in memory, [size] in files. They start at zero. */
    public static Parameter bias(String name, int size) {
        return new Parameter(name, Kind.BIAS, Layout.vector(size), Initializer.ZERO);
    }

    /** Factors of batch normalization: [1 x size] in memory, [size] in files. They start at one. */
    public static Parameter scale(String name, int size) {
        return new Parameter(name, Kind.SCALE, Layout.vector(size), Initializer.ONE);
    }

    /** Running means of batch normalization: [1 x size] in memory, [size] in files; first zero. */
    public static Parameter runningMean(String name, int size) {
        return new Parameter(name, Kind.STATISTIC, Layout.vector(size), Initializer.ZERO);
    }

    /**
     * Running variances of batch normalization: [1 x size] in memory, [size] in files; first one.
     */
    public static Parameter runningVariance(String name, int size) {
        Parameter parameter =
                new Parameter(name, Kind.STATISTIC, Layout.vector(size), Initializer.ONE);
        parameter.variance = true;
        return parameter;
    }

    /**
     * Puts a penalty on its values.
     *
     * @return this parameter
     */
    public Parameter penalize(double l1, double l2) {
        penalty = new Penalty((float) l1, (float) l2);
        return this;
    }

    /**
     * Makes training leave it as it is.
     *
     * @return this parameter
     */
    public Parameter freeze() {
        frozen = true;
        return this;
    }

    /** Whether training leaves it as it is because of {@link #freeze}. */
    public boolean isFrozen() {
        return frozen;
    }

    /** Whether gradients change it: not if it is frozen or a running statistic. */
    public boolean isTrained() {
        return !frozen && kind != Kind.STATISTIC;
    }

    /** Whether it holds running variances, which are never below 0. */
    @Override
    public boolean isVariance() {
        return variance;
    }

    /** What the loss adds for its values; none for what is not trained. */
    public Penalty penalty() {
        return isTrained() && penalty != null ? penalty : Penalty.NONE;
    }

    /** Name in files, for example {@code conv1.weight}. */
    @Override
    public String name() {
        return name;
    }

    /** What it is for. */
    public Kind kind() {
        return kind;
    }

    /** The value itself, not a copy. */
    public synchronized FMatrixRMaj value() {
        if (value == null) {
            value = FMatrixRMaj.wrap(layout.rows(), layout.columns(), initial);
        }
        return value;
    }

    /**
     * The array of the value, not a copy. A predictor asks for nothing else, so that its first
     * prediction need not wait for the classes of matrices.
     */
    @Override
    public float[] values() {
        FMatrixRMaj matrix = value;
        return matrix == null ? initial : matrix.data;
    }

    /** The gradient itself, of the shape of the value; allocated as zero by the first call. */
    public FMatrixRMaj gradient() {
        if (gradient == null) {
            gradient = new FMatrixRMaj(layout.rows(), layout.columns());
        }
        return gradient;
    }

    /** Whether {@link #gradient} was ever asked for. */
    boolean hasGradient() {
        return gradient != null;
    }

    /** Shapes in memory and in files. */
    @Override
    public Layout layout() {
        return layout;
    }

    /**
     * Draws the first value. The stream belongs to (seed, index) alone, so that a parameter's start
     * does not depend on the sizes of the others; elements are drawn in file order.
     */
    void initialize(long seed, int index) {
        RandomStream random = new RandomStream(seed, RandomStream.Purpose.INITIALIZATION, index);
        float[] file = new float[layout.size()];
        for (int i = 0; i < file.length; i++) {
            file[i] = initializer.draw(random, layout.fanIn(), layout.fanOut());
        }
        layout.toMemory(file, values());
    }
}
