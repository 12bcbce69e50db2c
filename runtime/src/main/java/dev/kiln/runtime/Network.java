package dev.kiln.runtime;

import dev.kiln.runtime.parallel.Crew;
import dev.kiln.runtime.train.Optimizer;
import dev.kiln.runtime.weights.WeightCheck;
import dev.kiln.runtime.weights.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.ejml.data.FMatrixRMaj;

/**
 * A network that can be trained. Subclasses are generated; what they do is four functions: predict,
 * loss, loss with gradients, update. A batch is a matrix of [samples x height*width*channels], one
 * sample per row, channels last. A network keeps buffers between calls, so only one thread may use
 * it at a time; it is given helpers, which change no bit of the result.
 */
public abstract class Network {

    private final String model;
    private final Shape input;
    private final Shape output;
    private final List<String> labels;
    private final String architecture;
    private long seed;
    private long step;
    private boolean accumulating;
    private double gradientWeight;
    private Crew crew;
    private List<String> classNames;
    private List<String> inputNames = List.of();

    /**
     * Creates the frame of a generated network.
     *
     * @param model name of the annotated class
     * @param input shape of one sample
     * @param output shape of one result
     * @param labels names of the classes, empty if none were declared
     * @param architecture fingerprint of the layers, hexadecimal
     */
    protected Network(
            String model, Shape input, Shape output, List<String> labels, String architecture) {
        this.model = model;
        this.input = input;
        this.output = output;
        this.labels = List.copyOf(labels);
        this.classNames = this.labels;
        this.architecture = architecture;
    }

    /** Name of the annotated class. */
    public final String model() {
        return model;
    }

    /** Shape of one sample. */
    public final Shape input() {
        return input;
    }

    /** Shape of one result. */
    public final Shape output() {
        return output;
    }

    /** Names of the classes, empty if none were declared. */
    public final List<String> labels() {
        return labels;
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
        classNames = labels.isEmpty() ? List.copyOf(classes) : labels;
    }

    /** Fingerprint of the layers, hexadecimal; equal for equal architectures. */
    public final String architecture() {
        return architecture;
    }

    /** All parameters in declaration order. */
    public abstract List<Parameter> parameters();

    /**
     * Output in evaluation mode.
     *
     * @param input [samples x input size], raw values. Not modified.
     * @param output receives [samples x output size], reshaped; may be null. Modified.
     * @return {@code output}, or a new matrix if it was null
     * @throws IllegalArgumentException if the input has another shape
     */
    public abstract FMatrixRMaj predict(FMatrixRMaj input, FMatrixRMaj output);

    /**
     * Mean loss of a batch in evaluation mode.
     *
     * @param input [samples x input size], raw values. Not modified.
     * @param target what the loss compares with. Not modified.
     * @throws IllegalArgumentException if input or target have another shape
     */
    public abstract double loss(FMatrixRMaj input, Target target);

    /**
     * Mean loss of a batch in training mode, plus {@link #penalty}; overwrites the gradient of
     * every parameter, or adds to it after {@link #accumulateGradients}. Gradients are those of the
     * mean loss alone: optimizers add those of the penalties in their sweep. Each call is a step:
     * what is dropped differs between steps, and running statistics move.
     *
     * @param input [samples x input size], raw values. Not modified.
     * @param target what the loss compares with. Not modified.
     * @throws IllegalArgumentException if input or target have another shape
     * @throws NonFiniteLossException if the loss is NaN or infinite; gradients are of no use then,
     *     but no other state has changed
     */
    public abstract double lossWithGradients(FMatrixRMaj input, Target target);

    /**
     * Names the next step: together with the position of an element the two numbers decide what is
     * dropped. Each {@link #lossWithGradients} counts one step on.
     */
    public final void nextStep(long seed, long step) {
        this.seed = seed;
        this.step = step;
    }

    /** Whether gradients are added to those that are there, instead of overwriting them. */
    public final void accumulateGradients(boolean accumulate) {
        accumulating = accumulate;
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
     * Sets the weight that the following batches' gradients are divided by, instead of that of each
     * batch itself. Gradients of several batches that are added up are then weighted as those of
     * one large batch: divide all by the {@link #lossWeight} of the first, and give {@link
     * #update(Optimizer, double)} that weight over the sum of all as its scale.
     *
     * @param weight above 0, or 0 for the weight of each batch itself
     * @throws IllegalArgumentException if it is negative, NaN or infinite
     */
    public final void divideGradientsBy(double weight) {
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    model + ": the weight of gradients is " + weight + ", expected 0 or above");
        }
        gradientWeight = weight;
    }

    /**
     * Sets how many threads work on a batch: the caller and helpers from the common pool. Without
     * this call there are as many as processors. The results have the same bits for any number.
     *
     * @throws IllegalArgumentException if it is less than one
     */
    public final void threads(int threads) {
        crew = Crew.ofCommonPool(threads);
    }

    /**
     * Sets who lends helpers to the caller, which are asked for in each step and given back. Where
     * the executor has none to spare the caller does everything.
     *
     * @param threads how many work on a batch at the most, the caller among them
     * @throws IllegalArgumentException if it is less than one
     */
    public final void executor(Executor executor, int threads) {
        crew = new Crew(Objects.requireNonNull(executor), threads);
    }

    /** Those who work on a batch. */
    protected final Crew crew() {
        if (crew == null) {
            crew = Crew.ofCommonPool(Runtime.getRuntime().availableProcessors());
        }
        return crew;
    }

    /** What the L1 and L2 regularisation of the model adds to the loss. */
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
     * Lets the optimizer change every parameter by the gradients of the last batch. The {@link
     * #threads} share the work; the results have the same bits for any number.
     */
    public final void update(Optimizer optimizer) {
        update(optimizer, 1);
    }

    /**
     * Lets the optimizer change every parameter by the gradients of the last batches.
     *
     * @param scale factor of all gradients, 1/k where those of k batches were added up
     */
    public final void update(Optimizer optimizer, double scale) {
        optimizer.update(parameters(), scale, crew());
    }

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

    /**
     * Writes all parameters to a safetensors file, in PyTorch's layouts and under PyTorch's names.
     * The file appears under its name only when it is complete.
     *
     * @throws IOException if the file cannot be written
     */
    public final void save(Path file) throws IOException {
        Weights.of(model, architecture, parameters()).write(file);
    }

    /**
     * Reads all parameters from a safetensors file. Nothing is changed unless everything fits.
     *
     * @throws IOException if the file cannot be read, is damaged or does not fit
     */
    protected final void read(Path file) throws IOException {
        Weights.of(model, architecture, parameters()).read(file);
    }

    /**
     * Reads all parameters from a safetensors file, as {@link #read(Path)} does.
     *
     * @param check which numbers are allowed
     */
    protected final void read(Path file, WeightCheck check) throws IOException {
        Weights.of(model, architecture, parameters()).read(file, check);
    }

    /**
     * Weight that the gradients of a batch of weight {@code own} are divided by. Those of a batch
     * without weight are zero, whatever divides them.
     */
    protected final double gradientWeight(double own) {
        double weight = gradientWeight == 0 ? own : gradientWeight;
        return weight == 0 ? 1 : weight;
    }

    /**
     * Fewest values of a channel that batch norm finds in one sample when it takes mean and
     * variance from the batch, which is the number of pixels of a map; 0 without batch norm.
     */
    public int batchNormPixels() {
        return 0;
    }

    /** The seed of the current step. */
    protected final long seed() {
        return seed;
    }

    /** The number of the current step. */
    protected final long step() {
        return step;
    }

    /** Makes ready for the gradients of a step, but for those that are cleared in parts. */
    protected final void clearGradients() {
        List<Parameter> parameters = parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            if (parameter.isTrained()) {
                // Its first call makes it; threads only look it up.
                float[] gradient = parameter.gradient().data;
                if (!clearsInParts(parameter)) {
                    clearGradient(gradient, 0, gradient.length);
                }
            }
        }
    }

    /** Whether {@link #clearGradient} makes the gradient of a parameter ready, part by part. */
    protected boolean clearsInParts(Parameter parameter) {
        return false;
    }

    /** Makes the elements {@code from} to {@code to - 1} of a gradient ready for a step. */
    protected final void clearGradient(float[] gradient, int from, int to) {
        if (!accumulating) {
            Arrays.fill(gradient, from, to, 0f);
        }
    }

    /** Ends a step. */
    protected final void countStep() {
        step++;
    }

    /** Gives every parameter its first value; the same seed gives the same bits everywhere. */
    protected final void initializeParameters(long seed) {
        nextStep(seed, 0);
        List<Parameter> parameters = parameters();
        for (int i = 0; i < parameters.size(); i++) {
            parameters.get(i).initialize(seed, i);
        }
    }

    /**
     * Number of samples in a batch.
     *
     * @throws IllegalArgumentException if the matrix is not [samples x input size]
     */
    protected final int samples(FMatrixRMaj input) {
        return Checks.samples(model, this.input, input.numRows, input.numCols);
    }

    /**
     * Class indices of a batch; only the first {@code samples} count.
     *
     * @throws IllegalArgumentException if the target holds values, is too short, or has an index
     *     that is not between 0 and the output size - 1
     */
    protected final int[] classes(Target target, int samples) {
        return Checks.classes(model, output.size(), target, samples);
    }

    /**
     * Wanted outputs of a batch, [samples x output size].
     *
     * @throws IllegalArgumentException if the target holds classes or has another shape
     */
    protected final float[] values(Target target, int samples) {
        return Checks.values(model, output, target, samples);
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

    /**
     * The exception for a loss that is NaN or infinite.
     *
     * @param layer where such a value appears first
     */
    protected final NonFiniteLossException nonFinite(double loss, String layer) {
        return new NonFiniteLossException(
                model
                        + ": the loss is "
                        + loss
                        + "; the first value that is NaN or infinite is in layer "
                        + layer);
    }
}
