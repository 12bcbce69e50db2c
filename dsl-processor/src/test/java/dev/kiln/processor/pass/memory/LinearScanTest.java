package dev.kiln.processor.pass.memory;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinearScanTest {

    private static Lifetimes lifetimes(RandomProgram program) {
        return Lifetimes.of(program.steps(), program.external(), program.kept());
    }

    @Test
    void tensorsOfAGroupDoNotMeet() {
        for (int seed = 0; seed < 200; seed++) {
            Lifetimes lifetimes = lifetimes(RandomProgram.of(seed, 1 + seed % 40));
            List<Lifetime> all = lifetimes.all();
            int[] groups = LinearScan.of(lifetimes);
            for (int i = 0; i < groups.length; i++) {
                for (int j = 0; j < i; j++) {
                    if (groups[i] == groups[j]) {
                        assertWithMessage("program " + seed + ": " + all.get(i) + all.get(j))
                                .that(lifetimes.conflict(all.get(i), all.get(j)))
                                .isFalse();
                    }
                }
            }
        }
    }

    @Test
    void groupsAreNearlyAsSmallAsThoseThatAreSearchedFor() {
        long scanned = 0;
        long searched = 0;
        for (int seed = 0; seed < 100; seed++) {
            RandomProgram program = RandomProgram.of(seed, 20 + seed % 40);
            scanned += floats(lifetimes(program));
            searched +=
                    BufferAssignment.of(program.steps(), program.external(), program.kept())
                            .floatsPerSample();
        }
        assertThat(scanned).isAtMost(searched * 5 / 4);
    }

    private static long floats(Lifetimes lifetimes) {
        int[] groups = LinearScan.of(lifetimes);
        int[] sizes = new int[groups.length];
        for (int i = 0; i < groups.length; i++) {
            sizes[groups[i]] = Math.max(sizes[groups[i]], lifetimes.all().get(i).size());
        }
        return Arrays.stream(sizes).asLongStream().sum();
    }

    /** Twenty thousand tensors, thousands of them alive together: nothing is compared pairwise. */
    @Test
    void hugeProgramsArePlannedToo() {
        RandomProgram program = RandomProgram.of(3, 20_000);
        Lifetimes lifetimes = lifetimes(program);
        assertThat((long) lifetimes.all().size() * lifetimes.mostAlive()).isGreaterThan(1L << 24);
        BufferAssignment plan =
                BufferAssignment.of(program.steps(), program.external(), program.kept());
        assertThat(plan.floatsPerSample()).isAtMost(plan.lowerBound() * 3 / 2);
        assertThat(plan.buffers().size()).isAtLeast(lifetimes.mostAlive() / 2);
        assertThat(IntStream.range(0, plan.buffers().size()).boxed().toList())
                .isEqualTo(plan.buffers().stream().map(BufferAssignment.Buffer::index).toList());
    }
}
