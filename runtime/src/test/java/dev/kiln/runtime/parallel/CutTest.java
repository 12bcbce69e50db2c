package dev.kiln.runtime.parallel;

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
                .mapToObj(piece -> Crew.bound(length, unit, piece, pieces))
                .toList();
    }

    @Test
    void thereAreChunksForEveryThread() {
        int[] samples = {1, 7, 64, 100, 128};
        int[][] expected = {{1, 7, 64, 64, 64}, {1, 7, 16, 32, 32}, {1, 7, 8, 16, 16}};
        int[] threads = {1, 2, 3};
        for (int i = 0; i < threads.length; i++) {
            Crew crew = Crew.ofCommonPool(threads[i]);
            int[] shares = IntStream.of(samples).map(n -> crew.share(n, 64)).toArray();
            assertArrayEquals(expected[i], shares);
        }
    }

    @Test
    void chunksThatWaitForEachOtherAreShorter() {
        assertEquals(64, Crew.ofCommonPool(1).shareInOrder(128, 64));
        assertEquals(16, Crew.ofCommonPool(2).shareInOrder(128, 64));
        assertEquals(8, Crew.ofCommonPool(8).shareInOrder(128, 64));
        assertEquals(4, Crew.ofCommonPool(8).shareInOrder(128, 4));
    }

    @Test
    void chunksThatHardlyWaitAreAsManyAsThreads() {
        assertEquals(128, Crew.ofCommonPool(1).shareEvenly(128, 256));
        assertEquals(64, Crew.ofCommonPool(2).shareEvenly(128, 256));
        assertEquals(32, Crew.ofCommonPool(2).shareEvenly(128, 32));
        assertEquals(8, Crew.ofCommonPool(2).shareEvenly(8, 256));
    }

    @Test
    void chunksThatMatterAreThoseOfAnyCrew() {
        assertEquals(32, Crew.fixedShare(128, 64));
        assertEquals(64, Crew.fixedShare(1000, 64));
        assertEquals(5, Crew.fixedShare(20, 64));
        assertEquals(1, Crew.fixedShare(1, 64));
    }
}
