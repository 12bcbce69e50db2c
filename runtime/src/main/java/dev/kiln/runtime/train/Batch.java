package dev.kiln.runtime.train;

import dev.kiln.runtime.Target;
import dev.kiln.runtime.data.Augmentation;
import dev.kiln.runtime.data.Dataset;
import org.ejml.data.FMatrixRMaj;

/** Buffers that hold one batch of a data set after the other. */
final class Batch {

    private final Dataset dataset;
    private final Augmentation augmentation;
    private final long seed;
    private final FMatrixRMaj input;
    private final FMatrixRMaj values;
    private final int[] labels;
    private final Target target;

    Batch(Dataset dataset, int size) {
        this(dataset, size, Augmentation.none(), 0);
    }

    /**
     * {@code augmentation} changes samples that are loaded in an order; {@code seed} is its own.
     */
    Batch(Dataset dataset, int size, Augmentation augmentation, long seed) {
        this.dataset = dataset;
        this.augmentation = augmentation;
        this.seed = seed;
        this.input = new FMatrixRMaj(size, dataset.shape().size());
        this.values = new FMatrixRMaj(size, dataset.outputs());
        this.labels = new int[size];
        this.target = hasClasses() ? Target.classes(labels) : Target.values(values);
    }

    boolean hasClasses() {
        return dataset.classes() > 0;
    }

    /** Loads the samples {@code order[from]} to {@code order[to - 1]} for an epoch, augmented. */
    void load(int[] order, int from, int to, int epoch) {
        resize(to - from);
        for (int row = 0; row < to - from; row++) {
            int sample = order[from + row];
            loadRow(row, sample);
            augmentation.apply(
                    input.data, row * input.numCols, dataset.shape(), seed, epoch, sample);
        }
    }

    /** Loads the samples {@code from} to {@code to - 1}. */
    void load(int from, int to) {
        resize(to - from);
        for (int row = 0; row < to - from; row++) {
            loadRow(row, from + row);
        }
    }

    private void resize(int size) {
        input.reshape(size, input.numCols);
        values.reshape(size, values.numCols);
    }

    private void loadRow(int row, int sample) {
        dataset.input(sample, input.data, row * input.numCols);
        if (hasClasses()) {
            labels[row] = dataset.label(sample);
        } else {
            dataset.values(sample, values.data, row * values.numCols);
        }
    }

    FMatrixRMaj input() {
        return input;
    }

    Target target() {
        return target;
    }

    int label(int row) {
        return labels[row];
    }
}
