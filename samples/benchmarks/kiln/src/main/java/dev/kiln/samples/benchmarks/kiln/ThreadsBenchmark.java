package dev.kiln.samples.benchmarks.kiln;

import dev.kiln.runtime.Network;
import dev.kiln.samples.benchmarks.Architecture;
import dev.kiln.samples.benchmarks.Specimen;
import dev.kiln.samples.benchmarks.Spread;
import dev.kiln.samples.benchmarks.Stopwatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;

/**
 * Training with two threads against one, in turn in one process, batch 128; beside it two networks
 * with a thread each, which is what the machine can do at most. Rounds in which the two cores are
 * far from each other are counted apart. Arguments: networks, by comma; properties {@code warm}
 * (seconds with one thread, and as many with two) and {@code rounds}. For a machine that does
 * nothing else.
 */
public final class ThreadsBenchmark {

    private static final int SAMPLES = 128;

    /** Seconds. */
    private static final double BLOCK = 0.4;

    /** Cores with a cache in common answer sooner than this; see {@link RoundTrip}. */
    private static final double NEAR = 220;

    /**
     * Images per second, and nanoseconds from core to core.
     *
     * @param both those of two networks together
     */
    private record Round(double one, double two, double both, double roundTrip) {}

    private final KilnBenchmark.Descent one;
    private final KilnBenchmark.Descent two;
    private final KilnBenchmark.Descent other;
    private final ExecutorService executor = Executors.newFixedThreadPool(2);
    private final RoundTrip roundTrip = new RoundTrip();

    private ThreadsBenchmark(Specimen specimen) throws IOException {
        this.one = training(specimen, 1);
        this.two = training(specimen, 2);
        this.other = training(specimen, 1);
    }

    private static KilnBenchmark.Descent training(Specimen specimen, int threads)
            throws IOException {
        Network network = Networks.load(specimen.network(), specimen.file(".safetensors"));
        network.threads(threads);
        float[] images = new KilnBenchmark().arrange(specimen.network(), specimen.images(SAMPLES));
        return new KilnBenchmark.Descent(
                network, KilnBenchmark.matrix(images, SAMPLES), specimen.labels(SAMPLES));
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(System.getProperty("specimens", "target/specimens"));
        System.out.printf("Java %s%n%n", System.getProperty("java.version"));
        System.out.println(
                "| | cores | rounds | round trip, ns | one thread | two threads | times"
                        + " (least, most) | two networks | share of these |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        for (String network : arguments[0].split(",", -1)) {
            ThreadsBenchmark benchmark =
                    new ThreadsBenchmark(new Specimen(folder, Architecture.of(network)));
            List<Round> rounds = benchmark.rounds();
            print(network, "near", rounds.stream().filter(r -> r.roundTrip < NEAR).toList());
            print(network, "far", rounds.stream().filter(r -> r.roundTrip >= NEAR).toList());
            benchmark.executor.shutdown();
        }
    }

    private List<Round> rounds() throws Exception {
        double warm = Double.parseDouble(System.getProperty("warm", "15"));
        int count = Integer.getInteger("rounds", 20);
        rate(one, warm);
        rate(two, warm);
        both(warm / 4);
        List<Round> rounds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double before = roundTrip.measure();
            Round round = new Round(rate(one, BLOCK), rate(two, BLOCK), both(BLOCK), before);
            double after = roundTrip.measure();
            if (before < NEAR == after < NEAR) { // else the host has moved them
                rounds.add(round);
            }
        }
        return rounds;
    }

    private static double rate(KilnBenchmark.Descent training, double seconds) throws Exception {
        return SAMPLES * Stopwatch.rate(seconds, training::step);
    }

    private double both(double seconds) throws Exception {
        List<Callable<Double>> tasks =
                List.of(() -> rate(one, seconds), () -> rate(other, seconds));
        double sum = 0;
        for (Future<Double> rate : executor.invokeAll(tasks)) {
            sum += rate.get();
        }
        return sum;
    }

    private static void print(String network, String cores, List<Round> rounds) {
        if (rounds.isEmpty()) {
            return;
        }
        Spread times = spread(rounds, r -> r.two / r.one);
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %d | %.0f | %,.0f | %,.0f | %.2f (%.2f, %.2f) | %,.0f | %.0f %% |%n",
                network,
                cores,
                rounds.size(),
                spread(rounds, Round::roundTrip).median(),
                spread(rounds, Round::one).median(),
                spread(rounds, Round::two).median(),
                times.median(),
                times.low(),
                times.high(),
                spread(rounds, Round::both).median(),
                100 * spread(rounds, r -> r.two / r.both).median());
    }

    private static Spread spread(List<Round> rounds, ToDoubleFunction<Round> of) {
        return Spread.of(rounds.stream().mapToDouble(of).toArray());
    }
}
