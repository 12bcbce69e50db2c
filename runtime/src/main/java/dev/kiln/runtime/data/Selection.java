package dev.kiln.runtime.data;

import dev.kiln.runtime.internal.kernel.RandomStream;

/** Some samples of another data set, in an order of their own. */
final class Selection extends View {

    private final int[] order;

    /** {@code order}: numbers of samples of the whole. Not copied. */
    Selection(Dataset whole, int[] order) {
        super(whole);
        this.order = order;
    }

    /** All samples in random order. */
    static Selection shuffled(Dataset whole, long seed) {
        int[] order = new int[whole.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        shuffle(order, seed);
        return new Selection(whole, order);
    }

    /** Puts numbers into the order of a seed. Modified. */
    static void shuffle(int[] order, long seed) {
        // Epochs are numbered from 1.
        new RandomStream(seed, RandomStream.Purpose.SHUFFLING, 0).shuffle(order);
    }

    @Override
    public int size() {
        return order.length;
    }

    @Override
    int place(int index) {
        return order[index];
    }
}
