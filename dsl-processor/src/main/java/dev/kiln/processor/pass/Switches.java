package dev.kiln.processor.pass;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which optimizations are on. Each may be turned off, to find out whether it is to blame: {@code
 * -Akiln.off=activations,additions,masks,parallel,statistics,recomputation,concatenations,folding,memory,chunks,halves,winograd,pools,vectors}.
 * Only Winograd's convolutions are not all on by themselves: most plain kernels lose time by them,
 * so all are where the compilation sees the Vector API, or by {@code -Akiln.on=winograd}, and
 * elsewhere some of those that are trained.
 *
 * @param activations activations merged into what is in front of them
 * @param additions residual sums merged into the batch norm in front of them
 * @param masks gradients of ReLU merged into those of maximum pools behind it
 * @param parallel products of one input merged, so that it is read once
 * @param statistics statistics of batch norm gathered while a convolution writes
 * @param recomputation outputs of batch norm computed again in the backward pass, not kept
 * @param concatenations branches that write where they are joined, so that nothing is copied
 * @param folding batch norm folded into weights in the predictor
 * @param memory tensors that share buffers
 * @param chunks batches cut into chunks that fit the cache
 * @param halves large products of the raw input as sums of two halves; bits depend on it
 * @param winograd which 3x3 convolutions take fewer products; bits depend on it
 * @param pools maximum pools of the predictor merged into the convolution in front of them, for
 *     their vector forms
 * @param vectors a second form of kernels, with the Vector API
 * @param chunk samples in a chunk, or 0 for those that {@link ChunkSize} finds
 */
public record Switches(
        boolean activations,
        boolean additions,
        boolean masks,
        boolean parallel,
        boolean statistics,
        boolean recomputation,
        boolean concatenations,
        boolean folding,
        boolean memory,
        boolean chunks,
        boolean halves,
        Winograd.Reach winograd,
        boolean pools,
        boolean vectors,
        int chunk) {

    /** The processor option that takes names of what is to be off, separated by commas. */
    public static final String OFF = "kiln.off";

    /** The processor option that takes names of what is to be on though it would not be. */
    public static final String ON = "kiln.on";

    /**
     * The processor option that takes the number of samples in a chunk. With batch norm, or with
     * convolutions, whose gradients are sums of those of the chunks, the bits of training depend on
     * it.
     */
    public static final String CHUNK = "kiln.chunk";

    /** Names of optimizations that can be off. */
    static final List<String> NAMES =
            List.of(
                    "activations",
                    "additions",
                    "masks",
                    "parallel",
                    "statistics",
                    "recomputation",
                    "concatenations",
                    "folding",
                    "memory",
                    "chunks",
                    "halves",
                    "winograd",
                    "pools",
                    "vectors");

    /** Names of optimizations that can be on though they would not be. */
    static final List<String> ON_NAMES = List.of("winograd", "vectors");

    public static final Switches ALL_ON =
            new Switches(
                    true,
                    true,
                    true,
                    true,
                    true,
                    true,
                    true,
                    true,
                    true,
                    true,
                    true,
                    Winograd.Reach.ALL,
                    true,
                    true,
                    0);

    /**
     * Switches as the options say, of which {@link OptionCheck} has found nothing wrong; null is as
     * good as nothing. What is both on and off is off.
     *
     * @param off names of what is to be off
     * @param on names of what is to be on
     * @param chunk samples in a chunk, or null
     * @param usesVectors whether the compilation asks for the Vector API; {@code vectors} among the
     *     names of what is to be on does too
     */
    public static Switches of(String off, String on, String chunk, boolean usesVectors) {
        Set<String> names = names(off);
        boolean vectors = usesVectors || names(on).contains("vectors");
        return new Switches(
                !names.contains("activations"),
                !names.contains("additions"),
                !names.contains("masks"),
                !names.contains("parallel"),
                !names.contains("statistics"),
                !names.contains("recomputation"),
                !names.contains("concatenations"),
                !names.contains("folding"),
                !names.contains("memory"),
                !names.contains("chunks"),
                !names.contains("halves"),
                winograd(names, names(on), vectors),
                vectors && !names.contains("vectors") && !names.contains("pools"),
                vectors && !names.contains("vectors"),
                chunk == null ? 0 : Integer.parseInt(chunk.strip()));
    }

    private static Winograd.Reach winograd(Set<String> off, Set<String> on, boolean vectors) {
        if (off.contains("winograd")) {
            return Winograd.Reach.NONE;
        }
        boolean all = vectors || on.contains("winograd");
        return all ? Winograd.Reach.ALL : Winograd.Reach.WIDE;
    }

    private static Set<String> names(String option) {
        return option == null
                ? Set.of()
                : Arrays.stream(option.split(",", -1))
                        .map(String::strip)
                        .collect(Collectors.toSet());
    }
}
