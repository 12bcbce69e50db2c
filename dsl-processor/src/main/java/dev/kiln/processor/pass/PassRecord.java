package dev.kiln.processor.pass;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.pass.memory.Lifetimes;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

    /**
     * Memory traffic and least memory of a program, for a sample.
     *
     * @param steps number of kernel calls
     * @param bytesMoved bytes of tensors that steps read and write
     * @param leastBytes bytes of tensors that are needed at the fullest step; no plan takes less
     */
    public record Footprint(int steps, long bytesMoved, long leastBytes) {

        static Footprint of(List<Step> steps, Tensor input) {
            long floats = steps.stream().mapToLong(Footprint::floats).sum();
            long least = Lifetimes.of(steps, Set.of(input), Set.of()).lowerBound();
            return new Footprint(steps.size(), Float.BYTES * floats, Float.BYTES * least);
        }

        /** Bytes of the tensors that a step reads and writes. */
        public static long bytesMoved(Step step) {
            return Float.BYTES * floats(step);
        }

        private static long floats(Step step) {
            long floats = 0;
            for (int i = 0; i < step.operands().size(); i++) {
                if (step.operands().get(i) instanceof Operand.Of of) {
                    int all = of.tensor().shape().channels();
                    int used =
                            step.kernel()
                                    .slice(step.kernel().arguments().get(i).name())
                                    .map(s -> Math.min(s.channels(), all))
                                    .orElse(all);
                    floats += (long) of.tensor().shape().size() / all * used;
                }
            }
            return floats;
        }
    }
}
