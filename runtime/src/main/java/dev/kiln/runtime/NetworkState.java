package dev.kiln.runtime;

import dev.kiln.runtime.weights.FileTensor;
import dev.kiln.runtime.weights.StateDict;
import dev.kiln.runtime.weights.WeightCheck;
import dev.kiln.runtime.weights.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.ejml.data.FMatrixRMaj;

/** The state of a network: its name, its shapes, and its parameters, which files hold. */
abstract class NetworkState {

    private final Signature signature;
    private List<String> classNames;
    private List<String> inputNames = List.of();
    private final SoleUser user = new SoleUser();

    NetworkState(
            String model, Shape input, Shape output, List<String> labels, String architecture) {
        this.signature = new Signature(model, input, output, labels, architecture);
        this.classNames = signature.labels();
    }

    /**
     * Begins a call that nobody else may be in meanwhile; {@link #leave} must follow.
     *
     * @param call its name, for messages
     * @throws IllegalStateException if another thread is in a call, or this one in any but {@link
     *     Network#update}, whose optimizer may ask for the loss
     */
    protected final void enter(String call) {
        user.enter(model(), call, false);
    }

    /** Begins a call within which its thread may begin others. */
    final void enterOpen(String call) {
        user.enter(model(), call, true);
    }

    /** Ends a call. */
    protected final void leave() {
        user.leave();
    }

    /** Called when values of parameters were set. */
    abstract void changed();

    /** Names and shapes of the model. */
    public final Signature signature() {
        return signature;
    }

    /** Name of the annotated class. */
    public final String model() {
        return signature.model();
    }

    /** Shape of one sample. */
    public final Shape input() {
        return signature.input();
    }

    /** Shape of one result. */
    public final Shape output() {
        return signature.output();
    }

    /** Names of the classes, empty if none were declared. */
    public final List<String> labels() {
        return signature.labels();
    }

    /**
     * Names of the classes: those that the model declares, else those of the data that it was last
     * trained on; empty if neither has any. Only declared ones are part of a predictor.
     */
    public final List<String> classNames() {
        return classNames;
    }

    /** Names of the inputs of the data that it was last trained on; empty if they had none. */
    public final List<String> inputNames() {
        return inputNames;
    }

    /**
     * Remembers which data it is trained on, so that others can be compared with them. {@link
     * dev.kiln.runtime.train.Trainer Trainers} do this.
     *
     * @param inputs names of the inputs, or empty
     * @param classes names of the classes, or empty; those that the model declares count more
     */
    public final void trainedOn(List<String> inputs, List<String> classes) {
        inputNames = List.copyOf(inputs);
        classNames = labels().isEmpty() ? List.copyOf(classes) : labels();
    }

    /** Fingerprint of the layers, hexadecimal; equal for equal architectures. */
    public final String architecture() {
        return signature.architecture();
    }

    /** All parameters in declaration order. */
    public abstract List<Parameter> parameters();

    /**
     * Table of the layers: output shape, parameters, multiply-adds, totals; the first line says it
     * all in short.
     */
    public abstract String summary();

    /** The first line of the summary: model, shapes, number of parameters, multiply-adds. */
    @Override
    public String toString() {
        String summary = summary();
        int end = summary.indexOf('\n');
        return end < 0 ? summary : summary.substring(0, end);
    }

    /** The addition of the model's L1 and L2 regularization to the loss. */
    public final double penalty() {
        double sum = 0;
        List<Parameter> parameters = parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Penalty penalty = parameters.get(i).penalty();
            if (!penalty.isNone()) {
                sum += penalty.of(parameters.get(i).values());
            }
        }
        return sum;
    }

    /**
     * Copies of the values of all parameters by name, running statistics among them, in the order
     * of their declaration and in the layout of files, which is PyTorch's: what {@code
     * state_dict()} is there.
     */
    public final Map<String, FileTensor> stateDict() {
        enter("stateDict");
        try {
            return StateDict.values(parameters());
        } finally {
            leave();
        }
    }

    /**
     * Sets the values of all parameters, as {@link #stateDict} gives them. Nothing is changed
     * unless everything fits.
     *
     * @throws IllegalArgumentException if tensors are missing, unknown or misshapen, naming them
     */
    public final void loadStateDict(Map<String, FileTensor> state) {
        enter("loadStateDict");
        try {
            StateDict.load(model(), parameters(), state);
            changed();
        } finally {
            leave();
        }
    }

    /**
     * Writes all parameters to a safetensors file, in PyTorch's layouts and under PyTorch's names.
     * The file appears under its name only when it is complete.
     *
     * @throws IOException if the file cannot be written
     */
    public final void save(Path file) throws IOException {
        Objects.requireNonNull(file, "the file to save to is null");
        enter("save");
        try {
            Weights.of(model(), architecture(), parameters()).write(file);
        } finally {
            leave();
        }
    }

    /**
     * Reads all parameters from a safetensors file. Nothing is changed unless everything fits.
     *
     * @throws IOException if the file cannot be read, is damaged or does not fit
     */
    protected final void read(Path file) throws IOException {
        Objects.requireNonNull(file, "the file of weights is null");
        Weights.of(model(), architecture(), parameters()).read(file);
    }

    /**
     * Reads all parameters from a safetensors file, as {@link #read(Path)} does.
     *
     * @param check which numbers are allowed
     */
    protected final void read(Path file, WeightCheck check) throws IOException {
        Objects.requireNonNull(file, "the file of weights is null");
        Weights.of(model(), architecture(), parameters()).read(file, check);
    }

    /**
     * Number of samples in a batch.
     *
     * @throws IllegalArgumentException if the matrix is not [samples x input size]
     */
    protected final int samples(FMatrixRMaj input) {
        return BatchChecks.samples(model(), input(), input);
    }

    /**
     * Number of samples in a batch whose output goes into another matrix.
     *
     * @throws IllegalArgumentException if the input is not [samples x input size], or is the output
     */
    protected final int samples(FMatrixRMaj input, FMatrixRMaj output) {
        return BatchChecks.samples(model(), input(), input, output);
    }

    /**
     * Class indices of a batch; only the first {@code samples} count.
     *
     * @throws IllegalArgumentException if the target holds values, is too short, or has an index
     *     that is not between 0 and the output size - 1
     */
    protected final int[] classes(Target target, int samples) {
        return BatchChecks.classes(model(), output().size(), target, samples);
    }

    /**
     * Wanted outputs of a batch, [samples x output size].
     *
     * @throws IllegalArgumentException if the target holds classes or has another shape
     */
    protected final float[] values(Target target, int samples) {
        return BatchChecks.values(model(), output(), target, samples);
    }

    /**
     * The exception for a loss that is NaN or infinite.
     *
     * @param layer where such a value appears first
     */
    protected final NonFiniteLossException nonFinite(double loss, String layer) {
        return new NonFiniteLossException(
                model()
                        + ": the loss is "
                        + loss
                        + "; the first value that is NaN or infinite is in layer "
                        + layer);
    }

    /**
     * Weight of the mean loss of a batch in a mean over several batches: what the sum of the losses
     * of its samples was divided by, but for a constant factor. It is the number of samples, or the
     * sum of the class weights of their labels where the loss has class weights.
     *
     * @param target what the loss compares with. Not modified.
     * @param samples number of samples in the batch
     * @throws IllegalArgumentException if the target does not suit the loss
     */
    public double lossWeight(Target target, int samples) {
        return samples;
    }

    /**
     * The mean of the losses of samples, which are added up in their order; 0 if all have weight 0.
     */
    protected static double mean(double[] losses, int samples, double divisor) {
        double sum = 0;
        for (int i = 0; i < samples; i++) {
            sum += losses[i];
        }
        return sum == 0 && divisor == 0 ? 0 : sum / divisor;
    }

    /** Whether the first {@code length} numbers are neither NaN nor infinite. */
    protected static boolean finite(float[] data, int length) {
        for (int i = 0; i < length; i++) {
            if (!Float.isFinite(data[i])) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether the channels {@code from} to {@code from + channels - 1} of all pixels, of {@code
     * total} channels each, are neither NaN nor infinite.
     */
    protected static boolean finite(float[] data, int pixels, int from, int channels, int total) {
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int channel = from; channel < from + channels; channel++) {
                if (!Float.isFinite(data[pixel * total + channel])) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The exception for such a loss, which also names the value of the input that is at fault. */
    protected final NonFiniteLossException nonFinite(double loss, String layer, FMatrixRMaj batch) {
        return nonFinite(loss, layer + NonFinite.input(input(), batch));
    }

    /**
     * Checks that gradients are finite: an infinite input may leave the loss finite, and numbers
     * may overflow on the way back.
     *
     * @param batch [samples x input size]. Not modified.
     * @throws NonFiniteLossException if one is not, naming it, and the input if that is at fault
     */
    protected final void checkGradients(FMatrixRMaj batch) {
        if (GradientCheck.areSuspicious(parameters())) {
            Parameter parameter = NonFinite.lastGradient(parameters());
            if (parameter != null) {
                throw NonFinite.gradient(model(), input(), parameter, batch);
            }
        }
    }
}
