package dev.kiln.processor.pass.memory;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.shape.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A program of steps that read some tensors written before, or the input, and write one or two new
 * ones.
 */
record RandomProgram(List<Step> steps, Set<Tensor> external, Set<Tensor> kept) {

    static RandomProgram of(long seed, int length) {
        Random random = new Random(seed);
        Tensor input = tensor(random, 0);
        List<Tensor> tensors = new ArrayList<>(List.of(input));
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            int reads = 1 + random.nextInt(3);
            boolean inPlace = random.nextInt(3) > 0;
            int writes = inPlace || random.nextInt(4) > 0 ? 1 : 2;
            List<Operand> operands = new ArrayList<>();
            for (int r = 0; r < reads; r++) {
                // Mostly something recent, as in a network.
                int back = random.nextInt(1 + random.nextInt(tensors.size()));
                operands.add(Operand.of(tensors.get(tensors.size() - 1 - back)));
            }
            for (int w = 0; w < writes; w++) {
                Tensor result = tensor(random, tensors.size());
                tensors.add(result);
                operands.add(Operand.of(result));
            }
            steps.add(new Step("layer" + i, new Mix(reads, writes, inPlace), operands));
        }
        Set<Tensor> kept = new HashSet<>();
        kept.add(tensors.get(tensors.size() - 1));
        kept.add(tensors.get(1 + random.nextInt(tensors.size() - 1)));
        return new RandomProgram(steps, Set.of(input), kept);
    }

    private static Tensor tensor(Random random, int number) {
        int[] sizes = {1, 4, 4, 8, 10, 16, 16, 30};
        return new Tensor("t" + number, Shape.vector(sizes[random.nextInt(sizes.length)]));
    }
}
