package dev.kiln.runtime;

import dev.kiln.runtime.internal.parallel.WorkerTeam;
import dev.kiln.runtime.weights.FileTensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.ejml.data.FMatrixRMaj;

/**
 * A network that can be trained. Subclasses are generated; what they do is four functions: predict,
 * loss, loss with gradients, update. A batch is a matrix of [samples x height*width*channels], one
 * sample per row, channels last. A network keeps buffers between calls, so only one thread may use
 * it at a time; it is given helpers, which change no bit of the result. A second thread that comes
 * while a call is under way is refused with an {@link IllegalStateException}.
 */
public abstract class Network extends NetworkState {

    private final Steps steps = new Steps();
    private Threads threads = Threads.ofProcessors();

    /** Made by the first batch. */
    private WorkerTeam team;

    private Parallel parallel;

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
        super(model, input, output, labels, architecture);
    }

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
     * every parameter. Gradients are those of the mean loss alone: optimizers add those of the
     * penalties in their sweep. Each call is a step: what is dropped differs between steps, and
     * running statistics move.
     *
     * @param input [samples x input size], raw values. Not modified.
     * @param target what the loss compares with. Not modified.
     * @throws IllegalArgumentException if input or target have another shape
     * @throws NonFiniteLossException if the loss or a gradient is NaN or infinite; gradients are of
     *     no use then, but no other state has changed
     */
    public abstract double lossWithGradients(FMatrixRMaj input, Target target);

    /**
     * Mean loss of a batch in training mode and gradients, as {@link
     * #lossWithGradients(FMatrixRMaj, Target)} gives them, in a certain step.
     *
     * @param step decides what is dropped, and what becomes of gradients that are there
     */
    public final double lossWithGradients(FMatrixRMaj input, Target target, TrainingStep step) {
        enterOpen("lossWithGradients");
        try {
            steps.begin(step);
            return lossWithGradients(input, target);
        } finally {
            steps.endGroup();
            leave();
        }
    }

    /**
     * Output in training mode, for a loss that is computed by the caller: with what this step
     * drops, and with batch norm by the mean and variance of this batch. {@link #backward} takes
     * the gradient of that loss; without it nothing has changed but buffers.
     *
     * @param input [samples x input size], raw values. Not modified, and to be left as it is until
     *     {@link #backward} is over.
     * @param output receives [samples x output size], reshaped; may be null. Modified.
     * @return {@code output}, or a new matrix if it was null: what {@link #predict} returns in
     *     evaluation mode, so probabilities behind softmax or sigmoid
     * @throws IllegalArgumentException if the input has another shape
     */
    public final FMatrixRMaj forward(FMatrixRMaj input, FMatrixRMaj output) {
        return forward(input, output, steps.plain());
    }

    /**
     * Output in training mode, as {@link #forward(FMatrixRMaj, FMatrixRMaj)} gives it, in a certain
     * step, to which {@link #backward} belongs too.
     *
     * @param step decides what is dropped, and what becomes of gradients that are there
     */
    public final FMatrixRMaj forward(FMatrixRMaj input, FMatrixRMaj output, TrainingStep step) {
        enterOpen("forward"); // it may be predict
        try {
            steps.forward(step);
            int samples = samples(input, output);
            FMatrixRMaj result = trainingOutput(input, output);
            steps.keep(input, samples);
            return result;
        } finally {
            leave();
        }
    }

    /**
     * Takes the gradient of a loss by the output of {@link #forward}, softmax or sigmoid included;
     * overwrites the gradient of every parameter, unless the step of {@link #forward} accumulates,
     * and ends the step as {@link #lossWithGradients} does. Forward is computed once more on the
     * way, because a batch goes through the buffers in chunks. A penalty is not part of it:
     * optimizers add those of the model in their sweep.
     *
     * @param outputGradient [samples x output size]: derivative of the loss by each output; for a
     *     mean over the samples it contains the division by their number. Not modified.
     * @throws IllegalStateException if no {@link #forward} is right in front of it
     * @throws IllegalArgumentException if the gradient has another shape than the output
     * @throws NonFiniteLossException if it contains NaN or infinity, or if a gradient does;
     *     gradients are of no use then, but no other state has changed
     */
    public final void backward(FMatrixRMaj outputGradient) {
        enter("backward");
        try {
            backwardAlone(outputGradient);
        } finally {
            steps.endGroup();
            leave();
        }
    }

    private void backwardAlone(FMatrixRMaj outputGradient) {
        FMatrixRMaj input = steps.forwarded();
        if (input == null) {
            throw new IllegalStateException(
                    model()
                            + ": backward(...) needs a forward(...) in front of it, with no other"
                            + " step, update or loading in between");
        }
        BatchChecks.outputGradient(
                model(), input, steps.forwardedSamples(), output(), outputGradient);
        steps.backward();
        gradients(input, outputGradient);
    }

    /** {@link #forward}; that of networks which train as they evaluate is {@link #predict}. */
    protected FMatrixRMaj trainingOutput(FMatrixRMaj input, FMatrixRMaj output) {
        return predict(input, output);
    }

    /** {@link #backward}, with a gradient that suits the batch. */
    protected void gradients(FMatrixRMaj input, FMatrixRMaj outputGradient) {
        throw new UnsupportedOperationException(model() + ": backward(...) is not there");
    }

    /**
     * Gradient by the raw input of the loss of the last {@link #lossWithGradients} or {@link
     * #backward}, in training mode: [samples x input size], preprocessing included, penalties not.
     * It is there only for models that ask for it, because it costs time in each step:
     * {@code @Model(inputGradient = true)}.
     *
     * @return the network's own matrix, which the next step overwrites
     * @throws UnsupportedOperationException if the model does not ask for it
     * @throws IllegalStateException if there was no step yet
     */
    public FMatrixRMaj inputGradient() {
        throw new UnsupportedOperationException(
                model()
                        + ": the gradient by the input is computed only for models that ask for it:"
                        + " @Model(inputGradient = true)");
    }

    /** A gradient that a step has computed. */
    protected final FMatrixRMaj ofLastStep(FMatrixRMaj gradient) {
        needStep("inputGradient()");
        return gradient;
    }

    /** Gradients that the caller has written count too. */
    private void needGradients() {
        boolean trained = false;
        List<Parameter> parameters = parameters();
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).hasGradient()) {
                return;
            }
            trained |= parameters.get(i).isTrained();
        }
        if (trained) {
            needStep("update(...)");
        }
    }

    private void needStep(String caller) {
        if (!steps.isCounted()) {
            throw new IllegalStateException(
                    model()
                            + ": "
                            + caller
                            + " needs gradients: lossWithGradients(...) or backward(...) comes first");
        }
    }

    /**
     * Sets how many threads work on a batch: the caller and helpers from the common pool. Without
     * this call there are as many as processors. The results have the same bits for any number.
     *
     * @throws IllegalArgumentException if it is less than one
     */
    public final void threads(int threads) {
        threads(Threads.of(threads));
    }

    /**
     * Sets who lends helpers to the caller, which are asked for in each step and given back. Where
     * the executor has none to spare the caller does everything.
     *
     * @param threads how many work on a batch at the most, the caller among them
     * @throws IllegalArgumentException if it is less than one
     */
    public final void executor(Executor executor, int threads) {
        threads(new Threads(executor, threads));
    }

    /** Sets how many threads work on a batch, and who lends them. */
    public final void threads(Threads threads) {
        Objects.requireNonNull(threads, "the threads are null");
        enter("threads");
        this.threads = threads;
        team = null;
        leave();
    }

    /** How many threads work on a batch, and who lends them. */
    public final Threads threads() {
        return threads;
    }

    /** The threads that work on a batch. */
    protected final WorkerTeam team() {
        if (team == null) {
            team = threads.team();
            parallel = new TeamParallel(team);
        }
        return team;
    }

    /**
     * Lets an optimizer change every parameter by the gradients of the last batch. The {@link
     * #threads} share the work; the results have the same bits for any number.
     */
    public final void update(Updater updater) {
        update(updater, 1);
    }

    /**
     * Lets an optimizer change every parameter by the gradients of the last batches.
     *
     * @param scale factor of all gradients, 1/k where those of k batches were added up
     */
    public final void update(Updater updater, double scale) {
        Objects.requireNonNull(updater, "the optimizer is null");
        if (!Double.isFinite(scale)) {
            throw new IllegalArgumentException(
                    model() + ": the scale of the gradients is " + scale + ", expected a number");
        }
        enterOpen("update");
        try {
            if (!steps.isCounted()) {
                needGradients();
            }
            steps.forget();
            team(); // makes the other
            updater.update(parameters(), scale, parallel);
        } finally {
            leave();
        }
    }

    /**
     * Copies of the gradients of all parameters that are trained, as {@link #stateDict} gives their
     * values.
     *
     * @throws IllegalStateException if there was no step yet
     */
    public final Map<String, FileTensor> gradientDict() {
        enter("gradientDict");
        try {
            needStep("gradientDict()");
            Map<String, FileTensor> gradients = new LinkedHashMap<>();
            for (Parameter parameter : parameters()) {
                if (parameter.isTrained()) {
                    float[] gradient = parameter.gradient().data;
                    gradients.put(parameter.name(), FileTensor.of(parameter.layout(), gradient));
                }
            }
            return Collections.unmodifiableMap(gradients);
        } finally {
            leave();
        }
    }

    @Override
    final void changed() {
        steps.forget();
    }

    /**
     * Weight that the gradients of a batch of weight {@code own} are divided by. Those of a batch
     * without weight are zero, whatever divides them.
     */
    protected final double gradientWeight(double own) {
        return steps.divisor(own);
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
        return steps.seed();
    }

    /** The number of the current step. */
    protected final long step() {
        return steps.number();
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
        if (!steps.accumulates()) {
            Arrays.fill(gradient, from, to, 0f);
        }
    }

    /** Ends a step. */
    protected final void countStep() {
        steps.count();
    }

    /** Gives every parameter its first value; the same seed gives the same bits everywhere. */
    protected final void initializeParameters(long seed) {
        steps.begin(TrainingStep.of(seed, 0));
        List<Parameter> parameters = parameters();
        for (int i = 0; i < parameters.size(); i++) {
            parameters.get(i).initialize(seed, i);
        }
    }
}
