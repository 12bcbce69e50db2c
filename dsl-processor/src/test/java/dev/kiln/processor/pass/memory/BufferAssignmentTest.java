package dev.kiln.processor.pass.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.pass.memory.BufferAssignment.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BufferAssignmentTest {

    private static final Tensor X = tensor("x", 10);
    private static final Tensor A = tensor("a", 10);
    private static final Tensor B = tensor("b", 10);
    private static final Tensor C = tensor("c", 10);
    private static final Tensor SMALL = tensor("small", 4);

    private static Tensor tensor(String name, int size) {
        return new Tensor(name, Shape.vector(size));
    }

    private static Step step(boolean inPlace, Tensor result, Tensor... sources) {
        Operand[] operands =
                Stream.concat(Arrays.stream(sources), Stream.of(result))
                        .map(Operand::of)
                        .toArray(Operand[]::new);
        return Step.of("layer", new Mix(sources.length, 1, inPlace), operands);
    }

    private static BufferAssignment plan(Set<Tensor> kept, Step... steps) {
        return BufferAssignment.of(List.of(steps), Set.of(X), kept);
    }

    @Test
    void tensorsThatDoNotMeetShareABuffer() {
        BufferAssignment plan =
                plan(Set.of(C), step(false, A, X), step(false, B, A), step(false, C, B));
        assertEquals(
                List.of(
                        new Buffer(0, 10, false, List.of(A, C)),
                        new Buffer(1, 10, false, List.of(B))),
                plan.buffers());
        assertEquals(20, plan.floatsPerSample());
        assertEquals(20, plan.lowerBound());
        assertEquals(0, plan.bufferOf(C).index());
    }

    @Test
    void resultReplacesWhatIsReadForTheLastTime() {
        BufferAssignment plan =
                plan(Set.of(C), step(false, A, X), step(true, B, A), step(true, C, B));
        assertEquals(List.of(new Buffer(0, 10, false, List.of(A, B, C))), plan.buffers());
        assertEquals(10, plan.lowerBound());
    }

    @Test
    void nothingIsReplacedThatIsStillNeeded() {
        Step later = step(false, C, A);
        BufferAssignment plan = plan(Set.of(C), step(false, A, X), step(true, B, A), later);
        assertNotEquals(plan.bufferOf(A), plan.bufferOf(B));
        BufferAssignment keeping = plan(Set.of(A, B), step(false, A, X), step(true, B, A));
        assertNotEquals(keeping.bufferOf(A), keeping.bufferOf(B));
    }

    @Test
    void onlyTheFirstOperandOfEqualSizeIsReplaced() {
        BufferAssignment second =
                plan(Set.of(C), step(false, A, X), step(false, B, X), step(true, C, A, B));
        assertEquals(second.bufferOf(A), second.bufferOf(C));
        assertNotEquals(second.bufferOf(B), second.bufferOf(C));
        BufferAssignment twice = plan(Set.of(C), step(false, A, X), step(true, C, A, A));
        assertNotEquals(twice.bufferOf(A), twice.bufferOf(C));
        BufferAssignment smaller = plan(Set.of(SMALL), step(false, A, X), step(true, SMALL, A));
        assertNotEquals(smaller.bufferOf(A), smaller.bufferOf(SMALL));
    }

    @Test
    void arraysOfTheCallerGetNoBufferAndAreNotOverwritten() {
        BufferAssignment plan = plan(Set.of(A), step(true, A, X));
        assertEquals(List.of(new Buffer(0, 10, false, List.of(A))), plan.buffers());
        assertThrows(IllegalStateException.class, () -> plan.bufferOf(X));
    }

    @Test
    void resultThatNobodyReadsHasAPlaceOfItsOwn() {
        BufferAssignment plan =
                plan(Set.of(A), step(false, A, X), step(false, B, A), step(false, C, A));
        assertNotEquals(plan.bufferOf(A), plan.bufferOf(B));
        assertEquals(20, plan.floatsPerSample());
    }

    @Test
    void emptyProgramNeedsNothing() {
        assertEquals(List.of(), plan(Set.of()).buffers());
    }

    @Test
    void randomProgramsComputeTheSameInPlannedMemory() {
        for (int seed = 0; seed < 300; seed++) {
            RandomProgram program = RandomProgram.of(seed, 1 + seed % 40);
            BufferAssignment plan =
                    BufferAssignment.of(program.steps(), program.external(), program.kept());
            Map<Tensor, int[]> expected = Execution.apart(program);
            Map<Tensor, int[]> actual = Execution.planned(program, plan);
            for (Tensor tensor : program.kept()) {
                int size = tensor.shape().size();
                assertArrayEquals(
                        Arrays.copyOf(expected.get(tensor), size),
                        Arrays.copyOf(actual.get(tensor), size),
                        "program " + seed + ", " + tensor);
            }
        }
    }

    @Test
    void randomPlansAreCloseToTheLowerBound() {
        double planned = 0;
        double bound = 0;
        int optimal = 0;
        for (int seed = 0; seed < 300; seed++) {
            RandomProgram program = RandomProgram.of(seed, 1 + seed % 40);
            BufferAssignment plan =
                    BufferAssignment.of(program.steps(), program.external(), program.kept());
            assertTrue(plan.floatsPerSample() >= plan.lowerBound(), "program " + seed);
            planned += plan.floatsPerSample();
            bound += plan.lowerBound();
            optimal += plan.floatsPerSample() == plan.lowerBound() ? 1 : 0;
        }
        // Whole buffers are shared, not parts of them, so the bound can't always be reached.
        assertTrue(planned <= 1.08 * bound, planned / bound + " times the lower bound");
        assertTrue(optimal >= 90, optimal + " of 300 plans reach the lower bound");
    }

    @Test
    void smallPlansAreTheBestThereAre() {
        for (int seed = 0; seed < 400; seed++) {
            RandomProgram program = RandomProgram.of(seed, 2 + seed % 6);
            BufferAssignment plan =
                    BufferAssignment.of(program.steps(), program.external(), program.kept());
            Lifetimes lifetimes = Lifetimes.of(program.steps(), program.external(), program.kept());
            long best = best(lifetimes, 0, new ArrayList<>(), Long.MAX_VALUE);
            assertEquals(best, plan.floatsPerSample(), "program " + seed);
        }
    }

    /**
     * Tries all ways to put the tensors from {@code next} on into the groups that there are, or
     * into new ones.
     */
    private static long best(
            Lifetimes lifetimes, int next, List<List<Lifetime>> groups, long limit) {
        if (next == lifetimes.all().size()) {
            return groups.stream().mapToLong(BufferAssignmentTest::largest).sum();
        }
        Lifetime tensor = lifetimes.all().get(next);
        long best = limit;
        for (List<Lifetime> group : List.copyOf(groups)) {
            if (group.stream().noneMatch(other -> lifetimes.conflict(tensor, other))) {
                group.add(tensor);
                best = Math.min(best, best(lifetimes, next + 1, groups, best));
                group.remove(group.size() - 1);
            }
        }
        groups.add(new ArrayList<>(List.of(tensor)));
        best = Math.min(best, best(lifetimes, next + 1, groups, best));
        groups.remove(groups.size() - 1);
        return best;
    }

    private static int largest(List<Lifetime> group) {
        return group.stream().mapToInt(Lifetime::size).max().orElse(0);
    }

    @Test
    void planIsTheSameEveryTime() {
        RandomProgram program = RandomProgram.of(7, 60);
        BufferAssignment plan =
                BufferAssignment.of(program.steps(), program.external(), program.kept());
        assertEquals(
                plan, BufferAssignment.of(program.steps(), program.external(), program.kept()));
    }

    @Test
    void checkFindsOverwrittenTensors() {
        List<Step> steps = List.of(step(false, A, X), step(false, B, X), step(false, C, A, B));
        BufferAssignment shared = one(10, A, B, C);
        IllegalStateException read =
                assertThrows(
                        IllegalStateException.class,
                        () -> MemoryCheck.check(steps, Set.of(X), Set.of(C), shared));
        assertTrue(
                read.getMessage().contains("should hold a 10 but holds b 10"), read.getMessage());
    }

    @Test
    void checkFindsResultsThatOverwriteOperands() {
        List<Step> steps = List.of(step(false, A, X), step(false, B, A));
        IllegalStateException overwritten =
                assertThrows(
                        IllegalStateException.class,
                        () -> MemoryCheck.check(steps, Set.of(X), Set.of(B), one(10, A, B)));
        assertTrue(
                overwritten.getMessage().contains("b 10 overwrites a 10"),
                overwritten.getMessage());
        List<Step> allowed = List.of(step(false, A, X), step(true, B, A));
        MemoryCheck.check(allowed, Set.of(X), Set.of(B), one(10, A, B));
    }

    @Test
    void checkFindsLostResultsAndSmallBuffers() {
        List<Step> steps = List.of(step(false, A, X), step(false, B, X));
        assertThrows(
                IllegalStateException.class,
                () -> MemoryCheck.check(steps, Set.of(X), Set.of(A), one(10, A, B)));
        assertThrows(
                IllegalStateException.class,
                () -> MemoryCheck.check(steps, Set.of(X), Set.of(B), one(9, A, B)));
    }

    private static BufferAssignment one(int size, Tensor... tensors) {
        return new BufferAssignment(List.of(new Buffer(0, size, false, List.of(tensors))), 0);
    }
}
