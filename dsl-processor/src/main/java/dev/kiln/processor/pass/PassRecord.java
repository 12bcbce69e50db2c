package dev.kiln.processor.pass;

import java.util.List;
import java.util.Optional;

/**
 * A pass as it went for one program.
 *
 * @param name as {@code -Akiln.dump} has it
 * @param optimization the optimization that it is; empty if it can't be left out
 * @param on whether it was made
 * @param before the program in front of it
 * @param after the program behind it
 */
public record PassRecord(
        String name,
        Optional<Optimization> optimization,
        boolean on,
        List<Decision> decisions,
        Footprint before,
        Footprint after) {

    public PassRecord {
        decisions = List.copyOf(decisions);
    }
}
