package dev.kiln.processor.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import dev.kiln.processor.graph.Parameter;
import dev.kiln.processor.operation.Graph;
import dev.kiln.processor.operation.Operation;
import dev.kiln.processor.pass.ChunkSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The table of a network: layer, what it is, output shape, parameters, multiply-adds, totals, and
 * the working memory that each sample of a batch takes at the most.
 */
public final class Summary {

    private static final Pattern LONG_LIST =
            Pattern.compile("\\[([^],]+, [^],]+), [^],]+, [^]]+\\]");

    private Summary() {}

    /**
     * Working memory.
     *
     * @param bytesPerSample of all buffers but those that threads have for a chunk at a time
     * @param chunk samples that go through them together
     * @param kept whether each chunk of a batch has buffers, and not only each thread
     */
    public record Memory(long bytesPerSample, int chunk, boolean kept) {}

    /** Lines end with a line feed. */
    public static String of(String model, Graph graph, Memory training, Memory prediction) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("layer", "output", "parameters", "multiply-adds", "operation"));
        rows.add(List.of("raw input", graph.input().shape().toString(), "", "", "raw values"));
        graph.operations().stream()
                .collect(groupingBy(Operation::layer, LinkedHashMap::new, toList()))
                .forEach((layer, operations) -> rows.add(row(layer, operations)));
        rows.add(
                List.of(
                        "total",
                        graph.logits().shape().toString(),
                        number(graph.parameterCount()),
                        number(graph.multiplyAdds()),
                        graph.last().isNone()
                                ? ""
                                : "then " + graph.last().kind().name().toLowerCase(Locale.ROOT)));
        return head(model, graph)
                + "\n"
                + table(rows)
                + "memory per sample: "
                + number(training.bytesPerSample())
                + " bytes in training, "
                + number(prediction.bytesPerSample())
                + " in the predictor\n"
                + "samples at a time: "
                + chunk(training)
                + " in training"
                + (training.kept() ? ", all kept, " : ", ")
                + chunk(prediction)
                + " in the predictor\n";
    }

    /** One line: model, shapes, size and work. */
    public static String head(String model, Graph graph) {
        return model
                + ": "
                + graph.input().shape()
                + " to "
                + graph.logits().shape()
                + ", "
                + number(graph.parameterCount())
                + " parameters, "
                + number(graph.multiplyAdds())
                + " multiply-adds";
    }

    private static String chunk(Memory memory) {
        return memory.chunk() == ChunkSize.WHOLE ? "all" : number(memory.chunk());
    }

    /** A layer may be several operations: what it computes first stands first. */
    private static List<String> row(String layer, List<Operation> operations) {
        return List.of(
                layer,
                operations.get(operations.size() - 1).output().shape().toString(),
                number(operations.stream().mapToLong(Summary::learned).sum()),
                number(operations.stream().mapToLong(Operation::multiplyAdds).sum()),
                operations.stream().map(o -> brief(o.description())).collect(joining(", ")));
    }

    /** With two numbers of each list, one for each channel, that has more than three. */
    private static String brief(String description) {
        return LONG_LIST.matcher(description).replaceAll("[$1, ...]");
    }

    private static long learned(Operation o) {
        return o.parameters().stream()
                .filter(p -> !p.isStatistic())
                .mapToLong(Parameter::size)
                .sum();
    }

    private static String table(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] width = new int[columns];
        for (List<String> row : rows) {
            for (int c = 0; c < columns; c++) {
                width[c] = Math.max(width[c], row.get(c).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                String cell = row.get(c);
                String pad = " ".repeat(width[c] - cell.length());
                boolean figures = c == 2 || c == 3;
                line.append(figures ? pad + cell : cell + pad).append("  ");
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static String number(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }
}
