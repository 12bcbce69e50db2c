package dev.kiln.processor.pass;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Options of the processor that change what is generated. Two optimizations are not entirely on by
 * themselves. Most plain kernels lose time by Winograd's convolutions, so all are where the
 * compilation sees the Vector API, or by {@code -Akiln.on=winograd}, and elsewhere some of those
 * that are trained. Layers of large networks share micro-kernels; by {@code -Akiln.on=panels} those
 * of all networks do.
 *
 * @param on optimizations that are made
 * @param winograd which 3x3 convolutions take fewer products
 * @param panels which networks share micro-kernels
 * @param chunk samples in a chunk, or 0 for those that {@link ChunkSize} finds
 */
public record Options(
        Set<Optimization> on, Winograd.Reach winograd, Panels.Reach panels, int chunk) {

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

    public static final Options ALL_ON =
            new Options(
                    EnumSet.allOf(Optimization.class), Winograd.Reach.ALL, Panels.Reach.LARGE, 0);

    public Options {
        on = Set.copyOf(on);
    }

    /**
     * Options of which {@link OptionCheck} has found nothing wrong; null is as good as nothing. An
     * optimization that is both on and off is off.
     *
     * @param off names of what is to be off
     * @param on names of what is to be on
     * @param chunk samples in a chunk, or null
     * @param usesVectors whether the compilation asks for the Vector API; {@code vectors} among the
     *     names of what is to be on does too
     */
    public static Options of(String off, String on, String chunk, boolean usesVectors) {
        Set<Optimization> forced = Optimization.named(names(on));
        boolean vectors = usesVectors || forced.contains(Optimization.VECTORS);
        EnumSet<Optimization> made = EnumSet.allOf(Optimization.class);
        made.removeAll(Optimization.named(names(off)));
        if (!vectors) {
            made.remove(Optimization.VECTORS);
        }
        if (!made.contains(Optimization.VECTORS)) {
            // Only vector forms of merged kernels gain.
            made.remove(Optimization.POOLS);
        }
        boolean allTiles = vectors || forced.contains(Optimization.WINOGRAD);
        return new Options(
                made,
                made.contains(Optimization.WINOGRAD)
                        ? allTiles ? Winograd.Reach.ALL : Winograd.Reach.WIDE
                        : Winograd.Reach.NONE,
                panels(made, forced),
                chunk == null ? 0 : Integer.parseInt(chunk.strip()));
    }

    private static Panels.Reach panels(Set<Optimization> made, Set<Optimization> forced) {
        if (!made.contains(Optimization.PANELS)) {
            return Panels.Reach.NONE;
        }
        return forced.contains(Optimization.PANELS) ? Panels.Reach.ALL : Panels.Reach.LARGE;
    }

    public boolean has(Optimization optimization) {
        return on.contains(optimization);
    }

    private static Set<String> names(String option) {
        return option == null
                ? Set.of()
                : Arrays.stream(option.split(",", -1))
                        .map(String::strip)
                        .collect(Collectors.toSet());
    }
}
