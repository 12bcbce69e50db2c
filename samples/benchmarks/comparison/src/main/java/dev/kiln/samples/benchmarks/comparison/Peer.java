package dev.kiln.samples.benchmarks.comparison;

import java.util.List;

/**
 * Something that is measured in processes of its own.
 *
 * @param name in lines of results
 * @param title in tables
 * @param ours whether it is Kiln
 * @param slow whether one round is enough, because it is far from being the best
 * @param command what starts it; networks and metrics follow
 * @param shipped bytes of the jars on its class path; 0 if it has none
 */
record Peer(
        String name,
        String title,
        boolean ours,
        boolean slow,
        List<String> command,
        long shipped) {}
