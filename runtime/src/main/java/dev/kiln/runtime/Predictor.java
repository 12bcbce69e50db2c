package dev.kiln.runtime;

import dev.kiln.runtime.internal.panel.Products;
import dev.kiln.runtime.internal.parallel.WorkerTeam;
import dev.kiln.runtime.weights.WeightCheck;
import dev.kiln.runtime.weights.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.ejml.data.FMatrixRMaj;

/**
 * A network that only predicts: what an application ships. Subclasses are generated. Weights do not
 * change after loading and each call has buffers of its own, so any number of threads may share a
 * predictor. It has as many buffers as calls were under way at the same time.
 */
public abstract class Predictor {

    private final Signature signature;

    private final ContextPool contexts = new ContextPool();

    /** Whether layers are large enough to be divided among threads. */
    private boolean large;

    /** Whether large layers wait for the first prediction to be through. */
    private volatile boolean firstImage;

    /** Null where callers work alone. */
    private volatile SharedPrediction shared;

    /** Generated code and its working memory, with which one thread at a time predicts. */
    protected interface Context {

        /** Makes room for so many samples. */
        void reserve(int samples);

        /**
         * Predicts some samples of a batch.
         *
         * @param batch [batch x input size]. Not modified.
         * @param first the first of these samples
         * @param samples how many they are; there must be room for them
         * @param result [batch x output size]; receives their rows. Modified.
         */
        void predict(float[] batch, int first, int samples, float[] result);
    }

    /**
     * Creates the frame of a generated predictor.
     *
     * @param model name of the annotated class
     * @param input shape of one sample
     * @param output shape of one result
     * @param labels names of the classes, empty if none were declared
     * @param architecture fingerprint of the layers, hexadecimal
     */
    protected Predictor(
            String model, Shape input, Shape output, List<String> labels, String architecture) {
        this.signature = new Signature(model, input, output, labels, architecture);
    }

    /**
     * Says that layers share the micro-kernels of large networks: vectors are compiled while
     * weights are read, and one sample may be divided among threads.
     */
    protected final void expectLargeLayers() {
        large = true;
        firstImage = true;
        Products.expectImage();
    }

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

    /** Fingerprint of the layers, hexadecimal; equal for equal architectures. */
    public final String architecture() {
        return signature.architecture();
    }

    /**
     * Sets how many threads work on a batch: the caller and helpers from the common pool. Without
     * this call the caller works alone, which is best where many call at the same time. While the
     * helpers work for one caller, others go on alone. A batch too small to be cut is shared layer
     * by layer in large networks, from 150 million multiply-adds a sample on, and else not at all.
     * The results have the same bits for any number.
     *
     * @throws IllegalArgumentException if it is less than one
     */
    public final void threads(int threads) {
        share(WorkerTeam.ofCommonPool(threads));
    }

    /**
     * Sets who lends helpers to callers, which are asked for in each call of {@code predict} and
     * given back. Where the executor has none to spare the caller does everything.
     *
     * @param threads how many work on a batch at the most, the caller among them
     * @throws IllegalArgumentException if it is less than one
     */
    public final void executor(Executor executor, int threads) {
        share(new WorkerTeam(Objects.requireNonNull(executor, "the executor is null"), threads));
    }

    private void share(WorkerTeam team) {
        shared = team.threads() == 1 ? null : new SharedPrediction(this, team, large);
    }

    /**
     * Output for a batch.
     *
     * @param input [samples x input size], raw values. Not modified.
     * @param output receives [samples x output size], reshaped; may be null. Modified.
     * @return {@code output}, or a new matrix if it was null
     * @throws IllegalArgumentException if the input has another shape
     */
    public abstract FMatrixRMaj predict(FMatrixRMaj input, FMatrixRMaj output);

    /**
     * Output for one sample.
     *
     * @param input raw values in row, column, channel order, of images pixels from 0 to 255 as
     *     {@link dev.kiln.runtime.data.Images#read} gives them. Not modified.
     * @return a new array of the output size
     * @throws IllegalArgumentException if the input has another length
     */
    public final float[] predict(float[] input) {
        Objects.requireNonNull(input, "the input is null");
        BatchChecks.samples(model(), input(), 1, input.length);
        float[] result = new float[output().size()];
        predict(1, 1, input, result);
        return result;
    }

    /** Model and shapes; generated predictors say more. */
    @Override
    public String toString() {
        return model() + ": " + input() + " to " + output();
    }

    /** A context for one more thread. */
    protected abstract Context newContext();

    /**
     * Output for a batch, chunk by chunk.
     *
     * @param samples in the batch
     * @param most samples in a chunk
     * @param batch [samples x input size]. Not modified.
     * @param result [samples x output size]. Modified.
     */
    protected final void predict(int samples, int most, float[] batch, float[] result) {
        SharedPrediction helped = shared;
        if (helped == null || !helped.run(samples, most, batch, result)) {
            predictAlone(samples, most, batch, result);
        }
        if (firstImage) {
            firstImage = false;
            Products.endImage();
        }
    }

    private void predictAlone(int samples, int most, float[] batch, float[] result) {
        ContextPool.Lease lease = contexts.take(this);
        try {
            lease.context.reserve(Math.min(most, samples));
            for (int first = 0; first < samples; first += most) {
                lease.context.predict(batch, first, Math.min(most, samples - first), result);
            }
        } finally {
            lease.end();
        }
    }

    /**
     * Reads parameters from a safetensors file. If that fails this predictor can't be used.
     *
     * @throws IOException if the file cannot be read, is damaged or does not fit
     */
    protected final void read(Path file, List<Parameter> parameters) throws IOException {
        read(file, parameters, WeightCheck.FINITE);
    }

    /**
     * Reads parameters from a safetensors file, as {@link #read(Path, List)} does.
     *
     * @param check which numbers are allowed
     */
    protected final void read(Path file, List<Parameter> parameters, WeightCheck check)
            throws IOException {
        Weights.of(model(), architecture(), parameters).fill(file, check);
    }

    /**
     * Reads parameters from safetensors data, to the end of the stream, which is not closed. If
     * that fails this predictor can't be used.
     *
     * @throws IOException if the data cannot be read, are damaged or do not fit
     */
    protected final void read(InputStream stream, List<Parameter> parameters) throws IOException {
        read(stream, parameters, WeightCheck.FINITE);
    }

    /**
     * Reads parameters from safetensors data, as {@link #read(InputStream, List)} does.
     *
     * @param check which numbers are allowed
     */
    protected final void read(InputStream stream, List<Parameter> parameters, WeightCheck check)
            throws IOException {
        Weights.of(model(), architecture(), parameters).fill(stream, check);
    }

    /**
     * Copies the values of a network's parameters of the same names.
     *
     * @param network a {@link Network}, which is not the type that is named: to verify a predictor
     *     would load the classes of the network too. Not modified.
     * @param parameters those of this predictor
     * @throws IllegalArgumentException if the network lacks one or has it in another layout
     * @throws IllegalStateException if another thread uses the network, and so may change them
     */
    protected final void copy(Object network, List<Parameter> parameters) {
        Network source = (Network) network;
        source.enter("copying to a predictor");
        try {
            copy(source.model(), source.parameters(), parameters);
        } finally {
            source.leave();
        }
    }

    private void copy(String network, List<Parameter> source, List<Parameter> parameters) {
        Map<String, Parameter> theirs = new HashMap<>();
        for (Parameter parameter : source) {
            theirs.put(parameter.name(), parameter);
        }
        for (Parameter ours : parameters) {
            Parameter found = theirs.get(ours.name());
            if (found == null || !found.layout().isLike(ours.layout())) {
                throw new IllegalArgumentException(
                        model()
                                + ": the network "
                                + network
                                + " has no parameter "
                                + ours.name()
                                + " of shape "
                                + ours.layout().fileShape());
            }
        }
        for (Parameter ours : parameters) {
            Parameter found = theirs.get(ours.name());
            ours.layout().copy(found.layout(), found.values(), ours.values());
        }
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
}
