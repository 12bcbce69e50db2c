package dev.kiln.processor.report.diff;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The part of a report that is compared with another's.
 *
 * @param figures costs of the model, by name; NaN where the model was in error
 * @param layers those that are made of no others, in the order of data flow, by path
 */
public record Snapshot(
        String model,
        boolean valid,
        String input,
        String output,
        Map<String, Double> figures,
        Map<String, Layer> layers) {

    /** Version of reports that are understood. */
    private static final double VERSION = 1;

    /** A layer as far as it is compared. */
    public record Layer(
            String description, String output, double parameters, double multiplyAdds) {}

    /**
     * Takes it out of a report.
     *
     * @throws IllegalArgumentException if it is none, or of another version
     */
    public static Snapshot of(Object json) {
        Part report = new Part(json);
        if (!report.has("version") || !report.has("model") || !report.has("layers")) {
            throw new IllegalArgumentException("it is no report of a model");
        }
        if (report.number("version") != VERSION) {
            throw new IllegalArgumentException(
                    "it is a report of version "
                            + Figures.number(report.number("version"))
                            + "; this program reads version "
                            + Figures.number(VERSION));
        }
        Map<String, Layer> layers = new LinkedHashMap<>();
        report.parts("layers").forEach(l -> collect(l, layers));
        return new Snapshot(
                report.text("model"),
                report.is("valid"),
                shape(report, "input"),
                shape(report, "output"),
                figures(report),
                layers);
    }

    private static void collect(Part node, Map<String, Layer> layers) {
        List<Part> children = new ArrayList<>(node.parts("children"));
        if (children.isEmpty()) {
            Part cost = node.part("cost");
            layers.put(
                    node.text("path"),
                    new Layer(
                            node.text("description"),
                            shape(node, "output"),
                            cost.number("parameters"),
                            cost.number("multiplyAdds")));
        }
        if (node.has("shortcut")) {
            children.add(0, node.part("shortcut"));
        }
        children.forEach(c -> collect(c, layers));
    }

    private static Map<String, Double> figures(Part report) {
        Part total = report.part("total");
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("parameters", total.number("parameters"));
        figures.put("multiply-adds", total.number("multiplyAdds"));
        figures.put("bytes of weights", report.number("weightBytes"));
        for (String use : List.of("training", "prediction")) {
            figures.put("bytes moved, " + use, total.part(use).number("bytesMoved"));
            double memory =
                    report.part("compilation").parts("programs").stream()
                            .filter(p -> p.text("use").equals(use))
                            .map(p -> p.number("bytesPerSample"))
                            .findFirst()
                            .orElse(Double.NaN);
            figures.put("bytes of memory, " + use, memory);
        }
        return figures;
    }

    private static String shape(Part part, String name) {
        return part.has(name)
                ? part.numbers(name).stream().map(Figures::number).collect(Collectors.joining("x"))
                : "?";
    }
}
