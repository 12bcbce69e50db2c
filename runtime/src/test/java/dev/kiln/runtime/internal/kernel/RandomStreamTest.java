package dev.kiln.runtime.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.runtime.internal.kernel.RandomStream.Purpose;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomStreamTest {

    private static RandomStream stream(long seed) {
        return new RandomStream(seed, Purpose.SHUFFLING, 0);
    }

    @Test
    void sameNameSameNumbers() {
        assertEquals(stream(7).nextDouble(), stream(7).nextDouble());
        assertNotEquals(stream(7).nextInt(), stream(8).nextInt());
        assertNotEquals(stream(7).nextInt(), stream(7L << 32 | 7).nextInt());
        assertNotEquals(stream(7).nextInt(), new RandomStream(7, Purpose.SHUFFLING, 1).nextInt());
        assertNotEquals(
                stream(7).nextInt(), new RandomStream(7, Purpose.INITIALIZATION, 0).nextInt());
    }

    @Test
    void boundedNumbersAreEquallyLikely() {
        RandomStream random = stream(1);
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++) {
            counts[random.nextInt(7)]++;
        }
        for (int count : counts) {
            assertEquals(10_000, count, 400);
        }
    }

    /** Without rejection a bound of 3 * 2^30 would favor a third of the numbers two to one. */
    @Test
    void largeBoundsAreUnbiased() {
        RandomStream random = stream(2);
        int bound = 0x60000000;
        int even = 0;
        for (int i = 0; i < 30_000; i++) {
            even += random.nextInt(bound) % 3 == 0 ? 1 : 0;
        }
        assertEquals(10_000, even, 350);
        assertThrows(IllegalArgumentException.class, () -> random.nextInt(0));
    }

    @Test
    void uniformNumbersFillTheInterval() {
        RandomStream random = stream(3);
        double sum = 0;
        for (int i = 0; i < 100_000; i++) {
            double x = random.nextDouble();
            assertTrue(x >= 0 && x < 1);
            sum += x;
        }
        assertEquals(0.5, sum / 100_000, 0.005);
    }

    @Test
    void gaussianHasTheRightMoments() {
        RandomStream random = stream(4);
        int n = 100_000;
        double[] moments = new double[5];
        for (int i = 0; i < n; i++) {
            double x = random.nextGaussian();
            double power = 1;
            for (int k = 0; k < moments.length; k++) {
                moments[k] += power / n;
                power *= x;
            }
        }
        assertEquals(0, moments[1], 0.015);
        assertEquals(1, moments[2], 0.02);
        assertEquals(0, moments[3], 0.05);
        assertEquals(3, moments[4], 0.1);
    }

    @Test
    void shuffleReachesEveryOrderEquallyOften() {
        RandomStream random = stream(5);
        int[] counts = new int[27];
        for (int i = 0; i < 60_000; i++) {
            int[] order = {0, 1, 2};
            random.shuffle(order);
            counts[order[0] * 9 + order[1] * 3 + order[2]]++;
        }
        assertEquals(6, IntStream.of(counts).filter(c -> c > 0).count());
        IntStream.of(counts).filter(c -> c > 0).forEach(c -> assertEquals(10_000, c, 400));
    }

    @Test
    void shuffleKeepsTheNumbers() {
        int[] order = IntStream.range(0, 1000).toArray();
        stream(6).shuffle(order);
        assertNotEquals(0, IntStream.range(0, 1000).filter(i -> order[i] != i).count());
        assertArrayEquals(
                IntStream.range(0, 1000).toArray(), IntStream.of(order).sorted().toArray());
    }
}
