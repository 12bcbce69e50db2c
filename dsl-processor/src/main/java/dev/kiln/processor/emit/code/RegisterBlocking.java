package dev.kiln.processor.emit.code;

/**
 * How many sums a tile holds in registers: {@code positions} (pixels, rows) times {@code vectors}.
 * The choice is by a model of the core: two multiply-adds and two loads a cycle, results after four
 * cycles, 32 registers; for products 16.
 *
 * @param positions of a whole tile; what is left over of a row takes a smaller tile
 */
public record RegisterBlocking(int positions, int vectors) {

    public static final int REGISTERS = 32;

    /**
     * Registers of AVX2. A product that is made for them reaches 94 to 97 % of the limit there, in
     * tiles of 6 times two, where 8 times two reach 52 %, and all of it with AVX-512: so it is made
     * for them everywhere. What is loaded for kernel columns needs more.
     */
    private static final int FEW_REGISTERS = 16;

    public static final int LATENCY = 4;
    private static final int MOST_POSITIONS = 16;
    private static final int MOST_VECTORS = 4;

    /**
     * Sums in a tile of four vectors. Of 24, with what they are made of in the last registers, C2
     * of JDK 17 moved some to memory and back in every turn, in two of three processes: 64 channels
     * by Winograd ran at 390 GFLOP/s there, at 450 in the others and in tiles of 12 times two.
     */
    private static final int MOST_OF_FOUR = 20;

    /**
     * Vector operations in the method of a tile. C1, whose code must count the turns before C2
     * takes over, gives up on longer ones ("out of virtual registers"): they would stay slow.
     */
    public static final int MOST_OPERATIONS = 154;

    /**
     * The cheapest tile.
     *
     * @param count positions in a row
     * @param lanes numbers at each position
     * @param taps kernel columns that share what is loaded; 1 for a product
     * @param stride distance of the source positions of neighbors
     */
    public static RegisterBlocking of(int count, int lanes, int taps, int stride) {
        RegisterBlocking best = null;
        double least = Double.POSITIVE_INFINITY;
        for (int vectors = 1; vectors <= MOST_VECTORS; vectors++) {
            if (vectors > 1 && vectors * Lanes.MOST > lanes) {
                break;
            }
            for (int positions = Math.min(count, MOST_POSITIONS); positions >= 1; positions--) {
                RegisterBlocking choice = new RegisterBlocking(positions, vectors);
                double cycles = choice.cycles(count, lanes, taps, stride);
                if (choice.fits(taps, stride) && cycles < least * 0.999) {
                    least = cycles;
                    best = choice;
                }
            }
        }
        return best == null ? new RegisterBlocking(1, 1) : best;
    }

    /** Whether a product leaves registers for its weights, one number of the source, one more. */
    public boolean fitsProduct() {
        return positions * vectors + vectors + 2 <= FEW_REGISTERS;
    }

    /** Sums, the weights of a kernel row, one number of the source and one to spare. */
    private boolean fits(int taps, int stride) {
        return (taps == 1 ? fitsProduct() : positions * vectors + taps * vectors + 2 <= REGISTERS)
                && (vectors < MOST_VECTORS || positions * vectors <= MOST_OF_FOUR)
                && operations(taps, stride) <= MOST_OPERATIONS;
    }

    /** Products, what is loaded for them; each sum begins, passes an activation and is stored. */
    private int operations(int taps, int stride) {
        int products = positions * taps * vectors;
        int loads = (positions - 1) * stride + taps + taps * vectors;
        return products + loads + 3 * positions * vectors;
    }

    /** For a row of positions and all lanes, one source channel. */
    public double cycles(int count, int lanes, int taps, int stride) {
        int blocks = (lanes + vectors * Lanes.MOST - 1) / (vectors * Lanes.MOST);
        int tiles = count / positions;
        int rest = count % positions;
        double row =
                tiles * tile(positions, taps, stride) + (rest == 0 ? 0 : tile(rest, taps, stride));
        return blocks * row;
    }

    private double tile(int size, int taps, int stride) {
        double products = (double) size * taps * vectors;
        double loads = (size - 1.0) * stride + taps + (double) taps * vectors;
        double cycles = Math.max(products / 2, loads / 2);
        // A loop around it: counters, addresses, a branch.
        return Math.max(cycles, (double) LATENCY * taps) + 1;
    }
}
