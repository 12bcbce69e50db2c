package dev.kiln.processor.pass.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Argument.Access;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.pass.memory.BufferAssignment.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Plans of programs whose chunks go through one segment after the other. */
class LocalBuffersTest {

    private static final int CHUNKS = 3;

    private static Tensor tensor(String name) {
        return new Tensor(name, Shape.vector(10));
    }

    private static Step step(boolean inPlace, Tensor source, Tensor result) {
        return Step.of("layer", new Mix(1, 1, inPlace), Operand.of(source), Operand.of(result));
    }

    @Test
    void whatNoOtherSegmentNeedsIsLocalEvenIfItCouldReplaceWhatIsKept() {
        Tensor x = tensor("x");
        Tensor a = tensor("a");
        Tensor b = tensor("b");
        Tensor c = tensor("c");
        BufferAssignment plan =
                BufferAssignment.ofSegments(
                        List.of(
                                List.of(step(false, x, a)),
                                List.of(step(true, a, b), step(false, b, c))),
                        Set.of(x));
        assertEquals(
                List.of(
                        new Buffer(0, 10, false, List.of(a)),
                        new Buffer(1, 10, true, List.of(b)),
                        new Buffer(2, 10, true, List.of(c))),
                plan.buffers());
        assertEquals(30, plan.lowerBound());
    }

    @Test
    void chunksComputeTheSameWithArraysThatTheyShare() {
        int local = 0;
        for (int seed = 0; seed < 300; seed++) {
            RandomProgram program = RandomProgram.of(seed, 2 + seed % 40);
            List<List<Step>> segments = segments(program.steps(), new Random(seed));
            BufferAssignment plan = BufferAssignment.ofSegments(segments, program.external());
            local += (int) plan.buffers().stream().filter(Buffer::local).count();
            assertTrue(plan.floatsPerSample() >= plan.lowerBound(), "program " + seed);
            run(program, segments, plan, "program " + seed);
        }
        assertTrue(local > 300, local + " local buffers");
    }

    private static List<List<Step>> segments(List<Step> steps, Random random) {
        List<List<Step>> segments = new ArrayList<>();
        int from = 0;
        while (from < steps.size()) {
            int to = Math.min(steps.size(), from + 1 + random.nextInt(8));
            segments.add(steps.subList(from, to));
            from = to;
        }
        return segments;
    }

    private static void run(
            RandomProgram program, List<List<Step>> segments, BufferAssignment plan, String name) {
        Map<Buffer, int[]> shared = new HashMap<>();
        List<Function<Tensor, int[]>> apart = new ArrayList<>();
        List<Function<Tensor, int[]>> planned = new ArrayList<>();
        for (int chunk = 0; chunk < CHUNKS; chunk++) {
            Map<Tensor, int[]> given = new HashMap<>();
            for (Tensor tensor : program.external()) {
                int[] numbers = new int[tensor.shape().size()];
                Arrays.setAll(numbers, i -> i);
                numbers[0] = 1000 + chunk;
                given.put(tensor, numbers);
            }
            Map<Tensor, int[]> all = new HashMap<>(given);
            apart.add(t -> all.computeIfAbsent(t, x -> new int[x.shape().size()]));
            Map<Buffer, int[]> own = new HashMap<>();
            planned.add(
                    t -> {
                        if (given.containsKey(t)) {
                            return given.get(t);
                        }
                        Buffer buffer = plan.bufferOf(t);
                        return (buffer.local() ? shared : own)
                                .computeIfAbsent(buffer, b -> new int[b.size()]);
                    });
        }
        for (List<Step> segment : segments) {
            for (int chunk = 0; chunk < CHUNKS; chunk++) {
                for (Step step : segment) {
                    Execution.run(step, apart.get(chunk));
                    Execution.run(step, planned.get(chunk));
                    for (Tensor result : Execution.with(step, Access.WRITE)) {
                        int size = result.shape().size();
                        assertArrayEquals(
                                Arrays.copyOf(apart.get(chunk).apply(result), size),
                                Arrays.copyOf(planned.get(chunk).apply(result), size),
                                name + ", " + step.layer() + ", chunk " + chunk);
                    }
                }
            }
        }
    }
}
