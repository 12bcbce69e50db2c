package dev.kiln.samples.benchmarks.comparison;

import dev.kiln.samples.benchmarks.Line;
import dev.kiln.samples.benchmarks.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Measures Kiln beside its peers and prints tables. Rounds are interleaved: every peer measures a
 * network in a fresh process before the first does so again, so that what disturbs the machine for
 * a while disturbs all.
 */
public final class Comparison {

    private final Options options;
    private final Path folder;
    private final Launcher launcher;
    private final Launcher pair;
    private final Peers commands;
    private final List<Peer> peers = new ArrayList<>();
    private final Results results = new Results();
    private final List<String> versions = new ArrayList<>();

    private Comparison(Options options, Path modules) throws IOException {
        this.options = options;
        this.folder = Files.createDirectories(modules.resolve("comparison/target/comparison"));
        try (Stream<Path> old = Files.walk(folder)) {
            for (Path file : old.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        this.launcher = new Launcher(options.launcher(), folder.resolve("errors"));
        this.pair = new Launcher(options.pair(), folder.resolve("errors"));
        this.commands = new Peers(modules, folder.resolve("specimens"), options);
    }

    /**
     * Compares.
     *
     * @param arguments see {@link Options}
     */
    public static void main(String[] arguments) throws IOException {
        Path modules = Path.of(System.getProperty("benchmarks", "..")).toAbsolutePath().normalize();
        new Comparison(Options.parse(arguments), modules).run();
    }

    private void run() throws IOException {
        Set<String> networks = new TreeSet<>(options.networks());
        networks.addAll(filled());
        networks.addAll(started());
        launcher.run(commands.specimens(networks));
        if (options.measures("cold") && !options.real()) {
            launcher.run(commands.archiving(), started().get(0), "cold");
        }
        for (Peer peer : commands.all()) {
            greet(peer);
        }
        for (int round = 0; round < options.rounds(); round++) {
            record(launcher.run(commands.kiln("Peak")));
            round(round == 0);
            if (options.measures("layers")) {
                record(launcher.run(commands.kiln("LayerBenchmark")));
            }
        }
        if (options.measures("cold")) {
            coldStarts();
        }
        if (options.measures("settle")) {
            measure(started(), List.of("settle"), Peer::starts);
        }
        if (options.measures("memory")) {
            measure(filled(), memory(), Peer::fills);
        }
        String report = report();
        Files.writeString(folder.resolve("benchmarks.md"), report);
        System.out.println(report);
        double minutes = launcher.minutes() + pair.minutes();
        System.out.printf(Locale.ROOT, "All processes took %.1f minutes.%n", minutes);
    }

    /** Networks whose first prediction is measured. */
    private List<String> started() {
        return options.real() ? options.networks() : List.of("lenet");
    }

    /** Networks whose memory is measured. */
    private List<String> filled() {
        return options.real() ? options.networks() : List.of("lenet", "resnet20");
    }

    private List<String> memory() {
        return options.real()
                ? List.of("memory-one", "memory-infer16")
                : List.of("memory-train128", "memory-infer64");
    }

    /** Leaves out what is not there: PyTorch is optional. */
    private void greet(Peer peer) throws IOException {
        Launcher.Output output = launcher.run(peer.command(), options.networks().get(0), "version");
        if (output.succeeded()) {
            peers.add(peer);
            versions.add(output.lines().get(output.lines().size() - 1));
        } else {
            System.out.println(peer.title() + " does not start: see " + folder.resolve("errors"));
        }
    }

    private void round(boolean first) throws IOException {
        List<String> speeds = new ArrayList<>(options.speeds());
        if (first) {
            speeds.add(0, options.checks());
        }
        for (String network : options.networks()) {
            for (Peer peer : peers) {
                if (peer.runs(first) && !options.speeds().isEmpty()) {
                    measure(launcher, peer, network, String.join(",", speeds));
                }
            }
            for (Peer peer : peers) {
                if (peer.runs(first) && options.measures("pair")) {
                    measure(pair, peer, network, "pair");
                }
            }
        }
    }

    /** Each in a process of its own. */
    private void measure(List<String> networks, List<String> metrics, Predicate<Peer> which)
            throws IOException {
        for (String network : networks) {
            for (String metric : metrics) {
                for (Peer peer : peers.stream().filter(which).toList()) {
                    measure(launcher, peer, network, metric);
                }
            }
        }
    }

    private void measure(Launcher how, Peer peer, String network, String metrics)
            throws IOException {
        Launcher.Output output = how.run(peer.command(), network, metrics);
        record(output);
        if (!output.succeeded()) {
            System.out.println(
                    peer.title() + " failed with " + network + ": " + folder.resolve("errors"));
        }
    }

    private void record(Launcher.Output output) throws IOException {
        for (String text : output.lines()) {
            Optional<Line> line = Line.parse(text);
            if (line.isPresent()) {
                record(line.get());
            }
        }
    }

    private void record(Line line) throws IOException {
        results.add(line);
        System.out.println(line.text());
        Files.writeString(
                folder.resolve("lines"),
                line.text() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** The first start is left out: it may have to read files from a disk. */
    private void coldStarts() throws IOException {
        for (String network : started()) {
            for (int start = 0; start <= options.starts(); start++) {
                for (Peer peer : peers.stream().filter(Peer::starts).toList()) {
                    Launcher.Output output = launcher.run(peer.command(), network, "cold");
                    if (output.succeeded() && start > 0) {
                        Spread milliseconds = Spread.of(1e3 * output.seconds());
                        record(new Line(peer.name(), network, "cold", milliseconds, "ms"));
                    }
                }
            }
        }
    }

    private String report() throws IOException {
        Tables tables = new Tables(peers, options.networks(), results);
        StringBuilder report = new StringBuilder("\n" + Machine.description() + "\n\n");
        results.of("peak", "-", "fma")
                .ifPresent(peak -> report.append(Machine.peak(peak.high())).append("\n"));
        results.of("peak", "-", "width")
                .ifPresent(bits -> report.append(Machine.vectors(bits.median())).append("\n"));
        if (!options.flags().isEmpty()) {
            report.append("* JVMs with ").append(String.join(" ", options.flags())).append("\n");
        }
        versions.stream().distinct().forEach(text -> report.append("* ").append(text).append("\n"));
        for (String metric : options.metrics()) {
            report.append(options.real() ? real(tables, metric) : small(tables, metric));
        }
        report.append(tables.differences("Difference of predictions", "check-infer64"));
        report.append(tables.differences("Difference of predictions", "check-infer4"));
        report.append(tables.differences("Difference after three steps", "check-train"));
        return report.toString();
    }

    private String small(Tables tables, String metric) {
        return switch (metric) {
            case "cold" -> tables.start(started().get(0), metric);
            case "memory" -> tables.memory(filled(), memory());
            default -> speeds(tables, metric);
        };
    }

    private String real(Tables tables, String metric) {
        return switch (metric) {
            case "cold" -> tables.values("Start of the process to an image's class, ms", metric);
            case "settle" -> tables.values("Start of the process to its final speed, s", metric);
            case "memory" ->
                    tables.values("Peak memory of the process, one image, MB", memory().get(0))
                            + tables.values("The same, batches of 16, MB", memory().get(1));
            default -> speeds(tables, metric);
        };
    }

    private static String speeds(Tables tables, String metric) {
        return switch (metric) {
            case "one" -> tables.speeds("One image, µs", metric, false);
            case "pair" -> tables.speeds("One image, two threads, µs", metric, false);
            case "layers" -> tables.layers();
            default -> tables.speeds(metric + ", images/s", metric, true);
        };
    }
}
