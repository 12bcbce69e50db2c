package dev.kiln.processor.emit.kernel;

import dev.kiln.processor.emit.code.AccumulatorSize;
import dev.kiln.processor.emit.kernel.conv.AxpyConvolution;
import dev.kiln.processor.emit.kernel.conv.AxpyWeightGradient;
import dev.kiln.processor.emit.kernel.dense.AxpyDense;
import dev.kiln.processor.emit.kernel.dense.AxpyPointwise;
import dev.kiln.processor.graph.Shape;
import dev.kiln.processor.graph.Window;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.ConvolutionInputGradient;
import dev.kiln.processor.graph.kernel.ConvolutionWeightGradient;
import dev.kiln.processor.graph.kernel.DenseForward;
import dev.kiln.processor.graph.kernel.DenseInputGradient;
import dev.kiln.processor.graph.kernel.DenseWeightGradient;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.LinearWithStatistics;
import dev.kiln.processor.graph.kernel.ParallelDense;

/**
 * Whether rows of sums are expected to be faster than tiles: multiply-adds of a sample by tiles
 * cost the same whatever the shape; by slabs they depend on the length of the rows, and numbers are
 * moved and copied besides. Measured on one core with 512-bit vectors, JDK 17 and 25; with shorter
 * vectors both forms lose about as much.
 *
 * @param products multiply-adds of a sample
 * @param wasted how many times as many go into the sums of the slabs
 * @param length numbers of a row
 * @param sums rows of sums that share what is loaded
 * @param moved numbers that change places one by one
 * @param copied numbers that are copied as rows
 */
public record AxpyCost(
        double products, double wasted, int length, int sums, double moved, double copied) {

    /** Multiply-adds in a nanosecond. */
    private static final double TILES = 5;

    private static final double SLABS = 80;

    /** Rows of this length reach half of that. */
    private static final double HALF = 150;

    /** Nanoseconds for a number. */
    private static final double MOVE = 0.5;

    private static final double COPY = 0.06;

    /** Shorter rows never get into the part of the loop that is made of vectors. */
    private static final int SHORTEST = 48;

    /** Whether the kernel has a form with slabs, and it is expected to be faster. */
    static boolean chooses(Kernel kernel) {
        return AxpyEmitter.exists(kernel) && of(kernel).slabs();
    }

    boolean slabs() {
        double speed = SLABS * length / (length + HALF) / (sums == 1 ? 2 : 1);
        double time = products * wasted / speed + moved * MOVE + copied * COPY;
        return length >= SHORTEST && time < products / TILES;
    }

    static AxpyCost of(Kernel kernel) {
        if (kernel instanceof ConvolutionForward k) {
            return sliding(AxpyConvolution.of(k), k.window(), k.groups(), k.filters());
        }
        if (kernel instanceof ConvolutionInputGradient k) {
            return sliding(AxpyConvolution.of(k), k.window(), k.groups(), k.filters());
        }
        if (kernel instanceof ConvolutionWeightGradient k) {
            Window w = k.window();
            double seen = (double) w.kernel().rows() * w.kernel().columns() * w.input().channels();
            double copied = seen * k.output().pixels();
            return new AxpyCost(
                    copied * k.filters(),
                    1,
                    AxpyWeightGradient.slab(k).length(),
                    k.filters(),
                    0,
                    2 * copied);
        }
        if (kernel instanceof DenseWeightGradient k) {
            double products = (double) k.rows() * k.inputs() * k.outputs();
            AccumulatorSize slab = AxpyDense.slab(k);
            double copied = products / Math.min(k.inputs(), k.outputs());
            return new AxpyCost(products, 1, slab.length(), slab.sums(), 0, copied);
        }
        if (kernel instanceof LinearWithStatistics k) {
            return of(k.linear());
        }
        if (kernel instanceof ParallelDense k) {
            return pointwise(AxpyPointwise.of(k));
        }
        if (kernel instanceof DenseForward k) {
            return k.rows() > 1
                    ? pointwise(AxpyPointwise.of(k))
                    : oneRow(AxpyDense.slab(k), k.inputs(), k.outputs());
        }
        if (kernel instanceof DenseInputGradient k) {
            return k.rows() > 1
                    ? pointwise(AxpyPointwise.of(k))
                    : oneRow(AxpyDense.slab(k), k.inputs(), k.outputs());
        }
        throw new IllegalArgumentException("no slabs in " + kernel);
    }

    private static AxpyCost sliding(AxpyConvolution slabs, Window w, int groups, int filters) {
        Shape output = w.output(filters);
        double seen =
                (double) w.kernel().rows() * w.kernel().columns() * w.input().channels() / groups;
        int lanes = slabs.slab().sums();
        double products = seen * output.size();
        return new AxpyCost(
                products,
                slabs.wasted(),
                slabs.slab().length(),
                lanes,
                w.input().size() + output.size(),
                products / lanes);
    }

    private static AxpyCost pointwise(AxpyPointwise slabs) {
        AccumulatorSize slab = slabs.slab();
        double numbers = (double) slabs.pixels() * slabs.reduce();
        double moved = numbers + (double) slabs.pixels() * slab.sums();
        return new AxpyCost(numbers * slab.sums(), 1, slab.length(), slab.sums(), moved, 0);
    }

    private static AxpyCost oneRow(AccumulatorSize slab, int inputs, int outputs) {
        double products = (double) inputs * outputs;
        return new AxpyCost(products, 1, slab.length(), slab.sums(), 0, products / 16);
    }
}
