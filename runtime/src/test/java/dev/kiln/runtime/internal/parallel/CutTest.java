package dev.kiln.runtime.internal.parallel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How batches are cut into chunks, and rows into pieces. */
class CutTest {

    @Test
    void piecesAreOfWholeUnits() {
        assertEquals(List.of(0, 14, 42, 64), bounds(64, 14, 3));
        assertEquals(List.of(0, 0, 0, 14, 20), bounds(20, 14, 4));
        assertEquals(List.of(0, 20), bounds(20, 14, 1));
        int large = Integer.MAX_VALUE;
        assertEquals(List.of(0, large - large / 2 - 16, large), bounds(large, 16, 2));
    }

    private static List<Integer> bounds(int length, int unit, int pieces) {
        return IntStream.rangeClosed(0, pieces)
                .mapToObj(piece -> WorkerTeam.bound(length, unit, piece, pieces))
                .toList();
    }

    @Test
    void thereAreChunksForEveryThread() {
        int[] samples = {1, 7, 64, 100, 128};
        int[][] expected = {{1, 7, 64, 64, 64}, {1, 7, 16, 32, 32}, {1, 7, 8, 16, 16}};
        int[] threads = {1, 2, 3};
        for (int i = 0; i < threads.length; i++) {
            WorkerTeam team = WorkerTeam.ofCommonPool(threads[i]);
            int[] shares = IntStream.of(samples).map(n -> team.share(n, 64)).toArray();
            assertArrayEquals(expected[i], shares);
        }
    }

    @Test
    void chunksThatWaitForEachOtherAreShorter() {
        assertEquals(64, WorkerTeam.ofCommonPool(1).shareInOrder(128, 64));
        assertEquals(16, WorkerTeam.ofCommonPool(2).shareInOrder(128, 64));
        assertEquals(8, WorkerTeam.ofCommonPool(8).shareInOrder(128, 64));
        assertEquals(4, WorkerTeam.ofCommonPool(8).shareInOrder(128, 4));
    }

    @Test
    void chunksThatHardlyWaitAreAsManyAsThreads() {
        assertEquals(128, WorkerTeam.ofCommonPool(1).shareEvenly(128, 256));
        assertEquals(64, WorkerTeam.ofCommonPool(2).shareEvenly(128, 256));
        assertEquals(32, WorkerTeam.ofCommonPool(2).shareEvenly(128, 32));
        assertEquals(8, WorkerTeam.ofCommonPool(2).shareEvenly(8, 256));
    }

    @Test
    void chunksThatMatterAreThoseOfAnyCrew() {
        assertEquals(32, WorkerTeam.fixedShare(128, 64));
        assertEquals(64, WorkerTeam.fixedShare(1000, 64));
        assertEquals(5, WorkerTeam.fixedShare(20, 64));
        assertEquals(1, WorkerTeam.fixedShare(1, 64));
    }
}
