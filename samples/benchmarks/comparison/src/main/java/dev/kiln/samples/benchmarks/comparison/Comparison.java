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
import java.util.stream.Stream;

/**
 * Measures Kiln beside its peers and prints tables. Rounds are interleaved: every peer measures a
 * network in a fresh process before the first does so again, so that what disturbs the machine for
 * a while disturbs all.
 */
public final class Comparison {

    private static final List<String> MEMORY = List.of("memory-train128", "memory-infer64");
    private static final List<String> MEMORY_OF = List.of("lenet", "resnet20");
    private static final String COLD = MEMORY_OF.get(0);
    private static final int COLD_STARTS = 5;

    private final Options options;
    private final Path folder;
    private final Launcher launcher;
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
        networks.addAll(MEMORY_OF);
        String specimens = folder.resolve("specimens").toString();
        launcher.run(commands.kiln("Specimens", specimens, String.join(",", networks)));
        if (options.metrics().contains("cold")) {
            launcher.run(commands.archiving(), COLD, "cold");
        }
        for (Peer peer : commands.all()) {
            greet(peer);
        }
        for (int round = 0; round < options.rounds(); round++) {
            record(launcher.run(commands.kiln("Peak")));
            round(round == 0);
        }
        if (options.metrics().contains("cold")) {
            coldStarts();
        }
        if (options.metrics().contains("memory")) {
            memory();
        }
        String report = report();
        Files.writeString(folder.resolve("benchmarks.md"), report);
        System.out.println(report);
        System.out.printf(Locale.ROOT, "All processes took %.1f minutes.%n", launcher.minutes());
    }

    /** Leaves out what is not there: PyTorch is optional. */
    private void greet(Peer peer) throws IOException {
        Launcher.Output output = launcher.run(peer.command(), COLD, "version");
        if (output.succeeded()) {
            peers.add(peer);
            versions.add(output.lines().get(output.lines().size() - 1));
        } else {
            System.out.println(peer.title() + " does not start: see " + folder.resolve("errors"));
        }
    }

    private void round(boolean first) throws IOException {
        String speeds = String.join(",", options.speeds());
        if (speeds.isEmpty()) {
            return;
        }
        String metrics = first ? "check-infer64,check-train," + speeds : speeds;
        for (String network : options.networks()) {
            for (Peer peer : peers) {
                if (peer.runs(first)) {
                    measure(peer, network, metrics);
                }
            }
        }
    }

    private void measure(Peer peer, String network, String metrics) throws IOException {
        Launcher.Output output = launcher.run(peer.command(), network, metrics);
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
        for (int start = 0; start <= COLD_STARTS; start++) {
            for (Peer peer : peers.stream().filter(Peer::starts).toList()) {
                Launcher.Output output = launcher.run(peer.command(), COLD, "cold");
                if (output.succeeded() && start > 0) {
                    Spread milliseconds = Spread.of(1e3 * output.seconds());
                    record(new Line(peer.name(), COLD, "cold", milliseconds, "ms"));
                }
            }
        }
    }

    private void memory() throws IOException {
        for (String network : MEMORY_OF) {
            for (String metric : MEMORY) {
                for (Peer peer : peers.stream().filter(Peer::fills).toList()) {
                    measure(peer, network, metric);
                }
            }
        }
    }

    private String report() throws IOException {
        Tables tables = new Tables(peers, options.networks(), results);
        StringBuilder report = new StringBuilder("\n" + Machine.description() + "\n\n");
        results.of("peak", "-", "fma")
                .ifPresent(peak -> report.append(Machine.peak(peak.high())).append("\n"));
        versions.stream().distinct().forEach(text -> report.append("* ").append(text).append("\n"));
        for (String metric : options.metrics()) {
            report.append(
                    switch (metric) {
                        case "one" -> tables.speeds("One image, µs", metric, false);
                        case "cold" -> tables.start(COLD, metric);
                        case "memory" -> tables.memory(MEMORY_OF, MEMORY);
                        default -> tables.speeds(metric + ", images/s", metric, true);
                    });
        }
        report.append(tables.differences("Difference of predictions", "check-infer64"));
        report.append(tables.differences("Difference after three steps", "check-train"));
        return report.toString();
    }
}
