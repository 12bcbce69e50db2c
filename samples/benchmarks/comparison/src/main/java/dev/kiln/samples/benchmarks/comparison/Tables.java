package dev.kiln.samples.benchmarks.comparison;

import dev.kiln.samples.benchmarks.Architecture;
import dev.kiln.samples.benchmarks.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Results as tables in Markdown. */
final class Tables {

    private final List<Peer> peers;
    private final List<String> networks;
    private final Results results;

    Tables(List<Peer> peers, List<String> networks, Results results) {
        this.peers = peers;
        this.networks = networks;
        this.results = results;
    }

    /**
     * A speed, a row for each peer that has it, and how Kiln compares with the best of the others.
     */
    String speeds(String title, String metric, boolean moreIsBetter) {
        String table = values(title, metric);
        List<String> ratios = new ArrayList<>();
        for (String network : networks) {
            OptionalDouble ours = best(true, network, metric, moreIsBetter);
            OptionalDouble theirs = best(false, network, metric, moreIsBetter);
            if (ours.isEmpty() || theirs.isEmpty()) {
                return table;
            }
            double ratio = ours.getAsDouble() / theirs.getAsDouble();
            ratios.add(format("**%.2f**", moreIsBetter ? ratio : 1 / ratio));
        }
        return table + row("times as fast as the best of the others", ratios);
    }

    /** Numbers of each network, a row for each peer that has them. */
    String values(String title, String metric) {
        return head(title, networks.stream().map(Tables::title).toList())
                + rows(networks, network -> metric, network -> network);
    }

    /** Kiln's layers, and what the machine does at most. */
    String layers() {
        StringBuilder table =
                new StringBuilder(head("Layer, one image", List.of("speed", "limit", "share, %")));
        results.layers()
                .forEach(
                        (layer, unit) -> {
                            Spread speed = results.of("kiln", layer, "layers").orElseThrow();
                            Spread limit = results.of("limit", layer, "layers").orElseThrow();
                            String share = format("%.0f", 100 * speed.median() / limit.median());
                            table.append(
                                    row(
                                            layer.replace(',', ' '),
                                            List.of(
                                                    text(speed) + " " + unit,
                                                    text(limit) + " " + unit,
                                                    share)));
                        });
        return table.toString();
    }

    /** Peak memory of training and prediction. */
    String memory(List<String> measured, List<String> metrics) {
        List<String> columns = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (String network : measured) {
            for (String metric : metrics) {
                columns.add(title(network) + ", " + metric.substring(metric.indexOf('-') + 1));
                keys.add(network + " " + metric);
            }
        }
        return head("Peak memory of the process, MB", columns)
                + rows(
                        keys,
                        key -> key.substring(key.indexOf(' ') + 1),
                        key -> key.substring(0, key.indexOf(' ')));
    }

    /** Cold start, and what is shipped. */
    String start(String network, String metric) {
        StringBuilder table =
                new StringBuilder(
                        head(
                                "Cold start",
                                List.of("start of the process to prediction, ms", "jars, MB")));
        for (Peer peer : peers) {
            if (!peer.starts()) {
                continue;
            }
            String cold = results.of(peer.name(), network, metric).map(Tables::text).orElse("");
            String shipped = peer.shipped() == 0 ? "" : format("%.1f", peer.shipped() / 1e6);
            table.append(row(peer.title(), List.of(cold, shipped)));
        }
        return table.toString();
    }

    /** How far the peers are from Kiln; empty if that was not measured. */
    String differences(String title, String metric) {
        StringBuilder rows = new StringBuilder();
        for (Peer peer : peers) {
            List<String> cells =
                    networks.stream()
                            .map(network -> results.of(peer.name(), network, metric))
                            .map(found -> found.map(Spread::median))
                            .map(found -> found.map(each -> format("%.0e", each)).orElse(""))
                            .toList();
            if (!peer.ours() && cells.stream().anyMatch(cell -> !cell.isEmpty())) {
                rows.append(row(peer.title(), cells));
            }
        }
        return rows.isEmpty()
                ? ""
                : head(title, networks.stream().map(Tables::title).toList()) + rows;
    }

    private String rows(
            List<String> columns,
            Function<String, String> metric,
            Function<String, String> network) {
        StringBuilder rows = new StringBuilder();
        for (Peer peer : peers) {
            List<String> cells = new ArrayList<>();
            for (String column : columns) {
                cells.add(
                        results.of(peer.name(), network.apply(column), metric.apply(column))
                                .map(Tables::text)
                                .orElse(""));
            }
            if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
                rows.append(row(peer.title(), cells));
            }
        }
        return rows.toString();
    }

    private OptionalDouble best(boolean ours, String network, String metric, boolean moreIsBetter) {
        List<Double> values = new ArrayList<>();
        for (Peer peer : peers) {
            if (peer.ours() == ours) {
                results.of(peer.name(), network, metric)
                        .ifPresent(spread -> values.add(spread.median()));
            }
        }
        return moreIsBetter
                ? values.stream().mapToDouble(value -> value).max()
                : values.stream().mapToDouble(value -> value).min();
    }

    private static String head(String title, List<String> columns) {
        return "\n" + row(title, columns) + "|---".repeat(columns.size() + 1) + "|\n";
    }

    private static String row(String title, List<String> cells) {
        return "| " + title + " | " + String.join(" | ", cells) + " |\n";
    }

    private static String text(Spread spread) {
        String median = number(spread.median());
        return spread.low() == spread.high()
                ? median
                : median + " (" + number(spread.low()) + " to " + number(spread.high()) + ")";
    }

    private static String number(double value) {
        return value < 10
                ? format("%.2f", value)
                : value < 100 ? format("%.1f", value) : format("%,.0f", value);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static String title(String network) {
        return Architecture.of(network).title();
    }
}
