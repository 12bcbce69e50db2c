package dev.kiln.processor.pass;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How many samples go through a network together. Few, and what they leave stays in the
 * second-level cache until it is read again; many, and the weights, which every chunk reads and
 * whose gradients it changes, are fetched less often. The rule weighs bytes that come from beyond
 * the cache, for each sample:
 *
 * <pre>
 * activations read and written * (share of the working memory that does not fit the cache)
 * + weights read and gradients changed * {@value #WEIGHT} / samples
 * </pre>
 *
 * It knows shapes, and how convolutions are computed, so a network has the same chunks, and with
 * batch norm the same bits, on every machine.
 */
public final class ChunkSize {

    /** No chunks: the whole batch. */
    public static final int WHOLE = Integer.MAX_VALUE;

    /** Where one sample {@link #fillsTheCache} of a predictor that shares micro-kernels. */
    static final int SINGLE = 1;

    /** Where all convolutions may be Winograd's, or share micro-kernels. */
    static final int LEAST = 4;

    /**
     * By their definition, plain convolutions add rows that go over the pixels of a chunk's images.
     * Those of four images of 8x8 pixels are too short: ResNet-20 trains at 215 to 224 images/s
     * with four and at 220 to 253 with eight.
     */
    static final int LEAST_BY_DEFINITION = 8;

    static final int MOST = 256;

    private static final double CACHE = 1 << 20;

    /** Kernels rearrange weights before their loops, which takes longer than to fetch them. */
    private static final double WEIGHT = 2;

    private static final double LITTLE_MORE = 1.1;

    private ChunkSize() {}

    /**
     * The smallest power of two that costs little more than the cheapest: it takes less memory, and
     * leaves more chunks to threads.
     *
     * @param segments steps that a chunk goes through without others in between
     * @param floatsPerSample of all buffers: no segment works on more
     * @param least samples, {@link #LEAST} or {@link #LEAST_BY_DEFINITION}
     */
    static int of(List<List<Step>> segments, long floatsPerSample, int least) {
        double cheapest = Double.POSITIVE_INFINITY;
        for (int samples = least; samples <= MOST; samples *= 2) {
            cheapest = Math.min(cheapest, cost(segments, floatsPerSample, samples));
        }
        int samples = least;
        while (cost(segments, floatsPerSample, samples) > LITTLE_MORE * cheapest) {
            samples *= 2;
        }
        return samples;
    }

    /**
     * Whether what one sample leaves does not stay in the cache anyway. Then others beside it only
     * drive out more, while blocks of pixels serve each weight often enough: with four and more
     * samples MobileNet-v2 takes 25 % longer for an image, ResNet-50 4 %.
     */
    static boolean fillsTheCache(long floatsPerSample) {
        return floatsPerSample * Float.BYTES > CACHE;
    }

    /** Bytes a sample. */
    private static double cost(List<List<Step>> segments, long floatsPerSample, int samples) {
        double cost = 0;
        for (List<Step> steps : segments) {
            double memory = Math.min(floatsPerSample, floats(steps)) * Float.BYTES;
            double misses = Math.max(0, 1 - CACHE / (samples * memory));
            cost += traffic(steps) * misses + WEIGHT * weights(steps) / samples;
        }
        return cost;
    }

    /** Of all tensors that the steps use. */
    private static long floats(List<Step> steps) {
        Set<Tensor> tensors = new HashSet<>();
        for (Step step : steps) {
            for (Operand operand : step.operands()) {
                if (operand instanceof Operand.Of of) {
                    tensors.add(of.tensor());
                }
            }
        }
        return tensors.stream().mapToLong(t -> t.shape().size()).sum();
    }

    private static double traffic(List<Step> steps) {
        double floats = 0;
        for (Step step : steps) {
            for (Operand operand : step.operands()) {
                if (operand instanceof Operand.Of of) {
                    floats += of.tensor().shape().size();
                }
            }
        }
        return floats * Float.BYTES;
    }

    private static double weights(List<Step> steps) {
        double floats = 0;
        for (Step step : steps) {
            for (Operand operand : step.operands()) {
                if (operand instanceof Operand.Value value) {
                    floats += value.parameter().size();
                } else if (operand instanceof Operand.Gradient gradient) {
                    floats += 2.0 * gradient.parameter().size();
                }
            }
        }
        return floats * Float.BYTES;
    }
}
