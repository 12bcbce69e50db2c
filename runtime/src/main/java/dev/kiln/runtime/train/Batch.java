package dev.kiln.runtime.train;

import dev.kiln.runtime.Target;
import dev.kiln.runtime.data.Dataset;
import org.ejml.data.FMatrixRMaj;

/** Buffers that hold one batch of a data set after the other. */
final class Batch {

    private final Dataset dataset;
    private final FMatrixRMaj input;
    private final FMatrixRMaj values;
    private final int[] labels;
    private final Target target;

    Batch(Dataset dataset, int size) {
        this.dataset = dataset;
        this.input = new FMatrixRMaj(size, dataset.shape().size());
        this.values = new FMatrixRMaj(size, dataset.outputs());
        this.labels = new int[size];
        this.target = hasClasses() ? Target.classes(labels) : Target.values(values);
    }

    boolean hasClasses() {
        return dataset.classes() > 0;
    }

    /** Loads the samples {@code order[from]} to {@code order[to - 1]}. */
    void load(int[] order, int from, int to) {
        resize(to - from);
        for (int row = 0; row < to - from; row++) {
            loadRow(row, order[from + row]);
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
