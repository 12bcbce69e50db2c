package dev.kiln.samples.benchmarks.kiln;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Speed of 3x3 convolution kernels, at 16, 32 and 64 channels, as a share of the fused
 * multiply-adds that the core can do: medians over fresh processes, because what C2 makes of a
 * kernel differs from one to the next. Argument: the number of processes.
 */
public final class KernelBenchmark {

    private static final String CHILD = "child";
    private static final long WARM_UP = 1_500_000_000L;
    private static final long WINDOW = 60_000_000L;
    private static final int WINDOWS = 9;

    private KernelBenchmark() {}

    public static void main(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals(CHILD)) {
            child();
            return;
        }
        int processes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        Map<String, List<Double>> found = new LinkedHashMap<>();
        for (int i = 0; i < processes; i++) {
            for (String line : lines()) {
                int end = line.lastIndexOf(' ');
                found.computeIfAbsent(line.substring(0, end), n -> new ArrayList<>())
                        .add(Double.parseDouble(line.substring(end + 1)));
            }
        }
        double limit = median(found.values().iterator().next());
        System.out.printf(
                "Java %s, medians of %d processes%n%n",
                System.getProperty("java.version"), processes);
        System.out.println("| kernel | GFLOP/s | lowest | share of the limit |");
        System.out.println("|---|---|---|---|");
        found.forEach(
                (name, rates) ->
                        System.out.printf(
                                Locale.ROOT,
                                "| %s | %.0f | %.0f | %.0f %% |%n",
                                name,
                                median(rates),
                                rates.stream().mapToDouble(r -> r).min().orElseThrow(),
                                100 * median(rates) / limit));
    }

    private static double median(List<Double> numbers) {
        double[] sorted = numbers.stream().mapToDouble(n -> n).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** What a fresh process prints. */
    private static List<String> lines() {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Stream.of(
                                        ProcessHandle.current().info().command().orElse("java"),
                                        "--add-modules",
                                        "jdk.incubator.vector",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        KernelBenchmark.class.getName(),
                                        CHILD)
                                .toList());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            Process process = builder.start();
            try (BufferedReader reader =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8))) {
                return reader.lines().toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void child() {
        float[] sink = new float[1];
        print("limit", rate(() -> sink[0] += FmaLimit.run(), FmaLimit.flops()));
        for (ConvolutionKernel kernel : ConvolutionKernel.all()) {
            print(kernel.name(), rate(kernel.run(), kernel.flops() * ConvolutionKernel.SAMPLES));
        }
    }

    private static void print(String name, double gigaflops) {
        System.out.printf(Locale.ROOT, "%s %.2f%n", name, gigaflops);
    }

    /** GFLOP/s, the median of some windows. */
    private static double rate(Runnable run, double flops) {
        window(run, flops, WARM_UP);
        double[] rates = new double[WINDOWS];
        for (int i = 0; i < WINDOWS; i++) {
            rates[i] = window(run, flops, WINDOW);
        }
        Arrays.sort(rates);
        return rates[WINDOWS / 2];
    }

    private static double window(Runnable run, double flops, long nanoseconds) {
        long begin = System.nanoTime();
        long now = begin;
        long runs = 0;
        while (now - begin < nanoseconds) {
            run.run();
            runs++;
            now = System.nanoTime();
        }
        return runs * flops / (now - begin);
    }
}
