package dev.kiln.samples.benchmarks.comparison;

import java.util.List;

/**
 * Something that is measured in processes of its own.
 *
 * @param name in lines of results
 * @param title in tables
 * @param role in what it takes part
 * @param command what starts it; networks and metrics follow
 * @param shipped bytes of the jars on its class path; 0 if it has none
 */
record Peer(String name, String title, Role role, List<String> command, long shipped) {

    /** In what a peer takes part. */
    enum Role {
        /** In everything. */
        FULL,
        /** In everything, but in one round only: it is far from being the best, and slow. */
        ONE_ROUND,
        /** In one round of speeds only: a variant of another peer. */
        SPEED,
        /** In cold starts only: a variant of another peer. */
        START
    }

    /** Whether it is Kiln. */
    boolean ours() {
        return name.startsWith("kiln");
    }

    /** Whether its speed is measured in a round. */
    boolean runs(boolean first) {
        return role == Role.FULL || (first && role != Role.START);
    }

    /** Whether its cold start is measured. */
    boolean starts() {
        return role != Role.SPEED;
    }

    /** Whether its memory is measured. */
    boolean fills() {
        return role == Role.FULL || role == Role.ONE_ROUND;
    }
}
