package dev.kiln.processor.emit.kernel.conv;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.emit.code.RegisterBlocking;
import dev.kiln.processor.graph.kernel.Axis;
import dev.kiln.processor.graph.shape.Shape;

/**
 * How a convolution to fewer channels than a vector has lanes uses them all: several parts of a row
 * of pixels lie side by side in a vector, {@code group} lanes each. With 6 channels and 16 lanes a
 * vector holds a pixel of the left half of the row and one of the right half.
 *
 * <p>Sizes are those for any width of vectors; what depends on the width is computed by the
 * generated code.
 *
 * @param group lanes of a pixel: the channels, rounded up to a power of two
 * @param high rows of a tile
 * @param positions vectors of a tile, for each row
 * @param span source columns that a pixel sees beyond the first
 * @param top rows of zeros above the source
 * @param height rows of the source with zeros above and below
 */
public record FewChannelsShape(
        Axis rows,
        Axis columns,
        Shape source,
        int lanes,
        int group,
        int high,
        int positions,
        int span,
        int top,
        int height) {

    private static final int MOST_HIGH = 2;

    public static FewChannelsShape of(Axis rows, Axis columns, Shape source, int lanes) {
        int group = 1;
        while (group < lanes) {
            group *= 2;
        }
        int top = rows.taps() == 0 ? 0 : Math.max(0, -rows.lowest());
        int bottom = rows.taps() == 0 ? 0 : Math.max(0, rows.highest() - source.height() + 1);
        int across = (columns.count() * group + Lanes.MOST - 1) / Lanes.MOST;
        FewChannelsShape best = null;
        double least = Double.POSITIVE_INFINITY;
        for (int high = 1; high <= MOST_HIGH && rows.count() % high == 0; high++) {
            for (int positions = 1; positions <= Math.min(across, Lanes.MOST); positions++) {
                FewChannelsShape shape =
                        new FewChannelsShape(
                                rows,
                                columns,
                                source,
                                lanes,
                                group,
                                high,
                                positions,
                                Math.max(0, columns.taps() - 1) * Math.abs(columns.sourceTap()),
                                top,
                                top + source.height() + bottom);
                int tiles = (across + positions - 1) / positions;
                double cycles = shape.cycles() * tiles / high;
                if (shape.fits() && cycles < least * 0.999) {
                    best = shape;
                    least = cycles;
                }
            }
        }
        return best;
    }

    private int loads() {
        return high * (positions + span) + columns.taps();
    }

    private boolean fits() {
        int sums = high * positions;
        int operations = sums * columns.taps() + loads() + 3 * sums;
        return sums == 1
                || (sums + columns.taps() + 2 <= RegisterBlocking.REGISTERS
                        && operations <= RegisterBlocking.MOST_OPERATIONS);
    }

    /** Of a tile, for one source channel and kernel row; as in {@link RegisterBlocking}. */
    private double cycles() {
        double products = (double) high * positions * columns.taps() / 2;
        return Math.max(
                        Math.max(products, loads() / 2.0),
                        RegisterBlocking.LATENCY * columns.taps())
                + 1;
    }

    /** Vectors in a row of the source, one more than are used because stores run over. */
    int slots() {
        return filled() + span + 1;
    }

    /** Vectors in a row of the target. */
    int filled() {
        return (columns.count() + positions - 1) / positions * positions;
    }

    int rowPitch() {
        return slots() * Lanes.MOST;
    }

    int channelPitch() {
        return height * rowPitch();
    }

    /** Floats of the source. */
    int size() {
        return source.channels() * channelPitch();
    }

    /** A row of one source channel with zeros on both sides. */
    int padded() {
        return columns.count() + positions + span + Lanes.MOST;
    }

    /** The first column of the source that is read, and where it lies in a padded row. */
    int firstColumn() {
        return Math.max(0, columns.taps() == 0 ? 0 : columns.lowest());
    }

    int firstPadded() {
        return Math.max(0, columns.taps() == 0 ? 0 : -columns.lowest());
    }

    /** Columns that a padded row takes from the source. */
    int taken() {
        return Math.max(0, Math.min(source.width() - firstColumn(), padded() - firstPadded()));
    }

    int rowOfSums() {
        return filled() * Lanes.MOST;
    }

    /** Whether even the narrowest vectors, of four lanes, hold all channels of a pixel. */
    boolean oneVector() {
        return group <= 4;
    }

    /** What is added to an index where a pixel may take several vectors. */
    String laneTerm() {
        return oneVector() ? "" : " + lane";
    }

    /** The number of parts and the vectors in a row, which depend on the machine. */
    CodeBlock parts() {
        return parts(columns.count());
    }

    /** The same for rows of so many pixels. */
    CodeBlock parts(int count) {
        return CodeBlock.builder()
                .add(Comment.of("Parts of a row lie side by side in a vector."))
                .addStatement("int parts = Math.max(1, SPECIES.length() / $L)", group)
                .addStatement("int across = ($L + parts - 1) / parts", count)
                .build();
    }
}
