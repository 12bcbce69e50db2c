package dev.kiln.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kiln.runtime.Initializer;
import dev.kiln.runtime.Parallel;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.Shape;
import dev.kiln.runtime.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Updates that are cut into pieces and shared by threads. */
class SweepsTest {

    private static final int[] SIZES = {7, Sweeps.PIECE / 2, 2 * Sweeps.PIECE + 11, 1, 3000};
    private static final int STEPS = 3;
    private static final int PART = 1000;

    private static final List<Optimizer> OPTIMIZERS =
            List.of(
                    Sgd.rate(0.1),
                    Sgd.rate(0.1).momentum(0.9).weightDecay(0.01),
                    Sgd.rate(0.1).momentum(0.9).nesterov().clipValue(0.5),
                    Adam.rate(0.1),
                    AdamW.rate(0.1),
                    RmsProp.rate(0.1),
                    RmsProp.rate(0.1).momentum(0.9).centered(),
                    Adagrad.rate(0.1));

    /** Parameters of different sizes have different penalties; {@code of} is such a size. */
    private static Parameter parameter(String name, int size, int of) {
        return Parameter.dense(name, 1, Shape.vector(size), Initializer.ZERO)
                .penalize(1e-3 * (of % 2), 1e-4 * (of % 3));
    }

    private static List<Parameter> whole() {
        List<Parameter> parameters = new ArrayList<>();
        for (int size : SIZES) {
            parameters.add(parameter("p" + size, size, size));
        }
        parameters.add(2, parameter("frozen", 5000, 5000).freeze());
        parameters.add(Parameter.runningMean("mean", 10));
        return parameters;
    }

    /** Values and gradients, by the order of the elements that are trained. */
    private static void fill(List<Parameter> parameters, boolean values, long seed) {
        Random random = new Random(seed);
        for (Parameter parameter : parameters) {
            if (parameter.isTrained()) {
                float[] data = (values ? parameter.value() : parameter.gradient()).data;
                for (int i = 0; i < data.length; i++) {
                    data[i] = (float) random.nextGaussian();
                }
            }
        }
    }

    private static int[] bits(List<Parameter> parameters, Optimizer optimizer, Parallel parallel) {
        RunningOptimizer running = optimizer.start(parameters);
        fill(parameters, true, 1);
        for (int step = 0; step < STEPS; step++) {
            fill(parameters, false, 2 + step);
            running.update(parameters, 0.5, parallel);
        }
        return bits(parameters);
    }

    private static int[] bits(List<Parameter> parameters) {
        return parameters.stream()
                .filter(Parameter::isTrained)
                .flatMapToInt(
                        p ->
                                IntStream.range(0, p.layout().size())
                                        .map(i -> Float.floatToRawIntBits(p.value().data[i])))
                .toArray();
    }

    @Test
    void anyNumberOfThreadsLeavesTheSameBits() {
        for (Optimizer optimizer : OPTIMIZERS) {
            int[] one = bits(whole(), optimizer, Threads.of(1).parallel());
            for (int threads : new int[] {2, 3, 8}) {
                assertArrayEquals(
                        one,
                        bits(whole(), optimizer, Threads.of(threads).parallel()),
                        threads + " threads");
            }
        }
    }

    @Test
    void theNormIsThatOfAllWithAnyNumberOfThreads() {
        Optimizer optimizer = Sgd.rate(0.1).clipNorm(0.5);
        int[] one = bits(whole(), optimizer, Threads.of(1).parallel());
        assertArrayEquals(one, bits(whole(), optimizer, Threads.of(3).parallel()));
    }

    /** The same elements as small parameters, each with an optimizer of its own: none is cut. */
    @Test
    void cutsChangeNoBit() {
        for (Optimizer optimizer : OPTIMIZERS) {
            List<Parameter> parts = new ArrayList<>();
            List<RunningOptimizer> optimizers = new ArrayList<>();
            for (int size : SIZES) {
                for (int from = 0; from < size; from += PART) {
                    parts.add(parameter("part", Math.min(PART, size - from), size));
                    optimizers.add(optimizer.start(List.of(parts.get(parts.size() - 1))));
                }
            }
            fill(parts, true, 1);
            for (int step = 0; step < STEPS; step++) {
                fill(parts, false, 2 + step);
                for (int i = 0; i < parts.size(); i++) {
                    optimizers.get(i).update(List.of(parts.get(i)), 0.5, Parallel.alone());
                }
            }
            assertArrayEquals(bits(parts), bits(whole(), optimizer, Threads.of(2).parallel()));
        }
    }

    @Test
    void fewElementsAreChangedByOneThread() {
        assertEquals(1, threads(List.of(parameter("few", Sweeps.PIECE, 1))));
        assertEquals(2, threads(List.of(parameter("more", Sweeps.PIECE + 1, 1))));
        assertEquals(
                2, threads(List.of(parameter("one", Sweeps.PIECE, 1), parameter("two", 1, 1))));
        assertEquals(3, threads(List.of(parameter("many", 9 * Sweeps.PIECE, 1))));
    }

    /** How many of three change them. */
    private static int threads(List<Parameter> parameters) {
        AtomicInteger helpers = new AtomicInteger();
        // Nobody helps in fact: the caller does what is left.
        Threads threads = new Threads(helper -> helpers.incrementAndGet(), 3);
        Sgd.rate(0.1).start(parameters).update(parameters, 1, threads.parallel());
        return 1 + helpers.get();
    }

    @Test
    void nothingToTrainIsNoWork() {
        Optimizer optimizer = Sgd.rate(0.1).clipNorm(1);
        Parallel two = Threads.of(2).parallel();
        optimizer.start(List.of()).update(List.of(), 1, two);
        List<Parameter> frozen = List.of(parameter("frozen", 3, 3).freeze());
        optimizer.start(frozen).update(frozen, 1, two);
    }
}
