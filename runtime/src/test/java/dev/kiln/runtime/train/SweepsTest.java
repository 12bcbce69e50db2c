package dev.kiln.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kiln.runtime.Initializer;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.Shape;
import dev.kiln.runtime.internal.parallel.WorkerTeam;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Updates that are cut into pieces and shared by threads. */
class SweepsTest {

    private static final int[] SIZES = {7, Sweeps.PIECE / 2, 2 * Sweeps.PIECE + 11, 1, 3000};
    private static final int STEPS = 3;
    private static final int PART = 1000;

    private static final List<Supplier<Optimizer>> OPTIMIZERS =
            List.of(
                    () -> Sgd.rate(0.1),
                    () -> Sgd.rate(0.1).momentum(0.9).weightDecay(0.01),
                    () -> Sgd.rate(0.1).momentum(0.9).nesterov().clipValue(0.5),
                    () -> Adam.rate(0.1),
                    () -> AdamW.rate(0.1),
                    () -> RmsProp.rate(0.1),
                    () -> RmsProp.rate(0.1).momentum(0.9).centered(),
                    () -> Adagrad.rate(0.1));

    /** Parameters of different sizes have different penalties; {@code of} is such a size. */
    private static Parameter parameter(String name, int size, int of) {
        return Parameter.dense(name, 1, Shape.vector(size), Initializer.ZERO)
                .penalized(1e-3 * (of % 2), 1e-4 * (of % 3));
    }

    private static List<Parameter> whole() {
        List<Parameter> parameters = new ArrayList<>();
        for (int size : SIZES) {
            parameters.add(parameter("p" + size, size, size));
        }
        parameters.add(2, parameter("frozen", 5000, 5000).frozen());
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

    private static int[] bits(List<Parameter> parameters, Optimizer optimizer, WorkerTeam team) {
        fill(parameters, true, 1);
        for (int step = 0; step < STEPS; step++) {
            fill(parameters, false, 2 + step);
            optimizer.update(parameters, 0.5, team);
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
        for (Supplier<Optimizer> optimizer : OPTIMIZERS) {
            int[] one = bits(whole(), optimizer.get(), WorkerTeam.ofCommonPool(1));
            for (int threads : new int[] {2, 3, 8}) {
                assertArrayEquals(
                        one,
                        bits(whole(), optimizer.get(), WorkerTeam.ofCommonPool(threads)),
                        threads + " threads");
            }
        }
    }

    @Test
    void theNormIsThatOfAllWithAnyNumberOfThreads() {
        Supplier<Optimizer> optimizer = () -> Sgd.rate(0.1).clipNorm(0.5);
        int[] one = bits(whole(), optimizer.get(), WorkerTeam.ofCommonPool(1));
        assertArrayEquals(one, bits(whole(), optimizer.get(), WorkerTeam.ofCommonPool(3)));
    }

    /** The same elements as small parameters, each with an optimizer of its own: none is cut. */
    @Test
    void cutsChangeNoBit() {
        for (Supplier<Optimizer> optimizer : OPTIMIZERS) {
            List<Parameter> parts = new ArrayList<>();
            List<Optimizer> optimizers = new ArrayList<>();
            for (int size : SIZES) {
                for (int from = 0; from < size; from += PART) {
                    parts.add(parameter("part", Math.min(PART, size - from), size));
                    optimizers.add(optimizer.get());
                }
            }
            fill(parts, true, 1);
            for (int step = 0; step < STEPS; step++) {
                fill(parts, false, 2 + step);
                for (int i = 0; i < parts.size(); i++) {
                    optimizers.get(i).update(List.of(parts.get(i)), 0.5);
                }
            }
            assertArrayEquals(
                    bits(parts), bits(whole(), optimizer.get(), WorkerTeam.ofCommonPool(2)));
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
        WorkerTeam team = new WorkerTeam(helper -> helpers.incrementAndGet(), 3);
        Sgd.rate(0.1).update(parameters, 1, team);
        return 1 + helpers.get();
    }

    @Test
    void nothingToTrainIsNoWork() {
        Optimizer optimizer = Sgd.rate(0.1).clipNorm(1);
        optimizer.update(List.of(), 1, WorkerTeam.ofCommonPool(2));
        optimizer.update(
                List.of(parameter("frozen", 3, 3).frozen()), 1, WorkerTeam.ofCommonPool(2));
    }
}
