package dev.kiln.runtime.internal.kernel;

/**
 * A sequence of random numbers read from {@link Philox}. A stream is named by seed, purpose and
 * index; different names give independent streams, the same name the same numbers everywhere.
 */
public final class RandomStream {

    /** What random numbers are used for, so that uses never share bits. */
    public enum Purpose {
        /** First values of parameters; the index is the parameter's. */
        INITIALIZATION(0),
        /** Order of the samples; the index is the epoch's. */
        SHUFFLING(1),
        /** Changes of training samples; the indices are the epoch's and the sample's. */
        AUGMENTATION(2);

        private final int number;

        Purpose(int number) {
            this.number = number;
        }
    }

    private static final double TWO_POW_MINUS_53 = 0x1p-53;

    private final long key;
    private final long high;
    private final int[] words = new int[4];
    private long block;
    private int used = 4;
    private double spare;
    private boolean spareReady;

    /** Starts the stream of this name at its beginning. */
    public RandomStream(long seed, Purpose purpose, int index) {
        this(seed, purpose, index, 0);
    }

    /** Starts the stream of this name at its beginning; it has 2^32 blocks. */
    public RandomStream(long seed, Purpose purpose, int index, int second) {
        this.key = seed;
        this.high = (long) purpose.number << 32 | (index & 0xFFFFFFFFL);
        this.block = (long) second << 32;
    }

    /** The next 32 bits. */
    public int nextInt() {
        if (used == 4) {
            Philox.generate(key, block++, high, words);
            used = 0;
        }
        return words[used++];
    }

    /**
     * A number from 0 to bound - 1, each exactly as likely as the others (Lemire, "Fast Random
     * Integer Generation in an Interval", 2019).
     *
     * @throws IllegalArgumentException if the bound is below 1
     */
    public int nextInt(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound " + bound + " is below 1");
        }
        long rejected = (1L << 32) % bound;
        long product = (nextInt() & 0xFFFFFFFFL) * bound;
        while ((product & 0xFFFFFFFFL) < rejected) {
            product = (nextInt() & 0xFFFFFFFFL) * bound;
        }
        return (int) (product >>> 32);
    }

    /** Uniform in [0, 1), a multiple of 2^-53. */
    public double nextDouble() {
        int high26 = nextInt() >>> 6;
        int low27 = nextInt() >>> 5;
        return ((long) high26 << 27 | low27) * TWO_POW_MINUS_53;
    }

    /** Normal with mean 0 and deviation 1 (Box and Muller, 1958). */
    public double nextGaussian() {
        if (spareReady) {
            spareReady = false;
            return spare;
        }
        double radius = Math.sqrt(-2 * StrictMath.log(1 - nextDouble()));
        double angle = 2 * Math.PI * nextDouble();
        spare = radius * StrictMath.sin(angle);
        spareReady = true;
        return radius * StrictMath.cos(angle);
    }

    /**
     * Puts the numbers into random order, every order equally likely (Fisher and Yates). Modified.
     */
    public void shuffle(int[] numbers) {
        for (int i = numbers.length - 1; i > 0; i--) {
            int j = nextInt(i + 1);
            int swapped = numbers[i];
            numbers[i] = numbers[j];
            numbers[j] = swapped;
        }
    }
}
