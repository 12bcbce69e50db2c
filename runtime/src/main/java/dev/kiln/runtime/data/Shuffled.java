package dev.kiln.runtime.data;

import dev.kiln.runtime.Shape;
import dev.kiln.runtime.kernel.RandomStream;

/** Another data set in random order. */
final class Shuffled implements Dataset {

    private final Dataset whole;
    private final int[] order;

    Shuffled(Dataset whole, long seed) {
        this.whole = whole;
        this.order = new int[whole.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        // Epochs are numbered from 1.
        new RandomStream(seed, RandomStream.Purpose.SHUFFLING, 0).shuffle(order);
    }

    @Override
    public int size() {
        return order.length;
    }

    @Override
    public Shape shape() {
        return whole.shape();
    }

    @Override
    public int classes() {
        return whole.classes();
    }

    @Override
    public int outputs() {
        return whole.outputs();
    }

    @Override
    public void input(int index, float[] into, int offset) {
        whole.input(order[index], into, offset);
    }

    @Override
    public int label(int index) {
        return whole.label(order[index]);
    }

    @Override
    public void values(int index, float[] into, int offset) {
        whole.values(order[index], into, offset);
    }
}
