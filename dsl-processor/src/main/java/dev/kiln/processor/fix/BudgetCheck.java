package dev.kiln.processor.fix;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Detail;
import dev.kiln.processor.diagnostic.Diagnostic;
import dev.kiln.processor.graph.Parameter;
import dev.kiln.processor.layer.Attempt;
import dev.kiln.processor.layer.attribute.Budget;
import dev.kiln.processor.layer.attribute.Budget.Quantity;
import dev.kiln.processor.operation.Graph;
import dev.kiln.processor.operation.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Whether a sound network keeps to its budget; an error tells which layers take the most. */
public final class BudgetCheck {

    private static final int LARGEST = 3;

    private final Budget budget;
    private final FixSearch.Program program;
    private final Attempt written;
    private final Graph graph;
    private final Budget.Measure measure;

    private BudgetCheck(
            Budget budget, FixSearch.Program program, Attempt written, Budget.Measure measure) {
        this.budget = budget;
        this.program = program;
        this.written = written;
        this.graph = written.graph().orElseThrow();
        this.measure = measure;
    }

    /**
     * An error for each limit that a sound network exceeds; {@code program} tries changes of it.
     */
    public static List<Diagnostic> excesses(
            FixSearch.Program program, Attempt written, Budget.Measure measure) {
        List<Diagnostic> excesses = new ArrayList<>();
        written.model()
                .budget()
                .ifPresent(
                        budget ->
                                new BudgetCheck(budget, program, written, measure).addTo(excesses));
        return excesses;
    }

    private void addTo(List<Diagnostic> excesses) {
        for (Quantity quantity : Quantity.values()) {
            Long limit = budget.limits().get(quantity);
            long taken = limit == null ? 0 : measure.of(graph, quantity);
            if (limit != null && taken > limit) {
                excesses.add(error(quantity, limit, taken));
            }
        }
    }

    private Diagnostic error(Quantity quantity, long limit, long taken) {
        List<Map.Entry<String, Long>> largest =
                shares(quantity).entrySet().stream()
                        .filter(e -> e.getValue() > 0)
                        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                        .limit(LARGEST)
                        .toList();
        List<Detail> details = new ArrayList<>();
        int width = largest.stream().mapToInt(e -> e.getKey().length()).max().orElse(0);
        for (Map.Entry<String, Long> layer : largest) {
            String name = layer.getKey() + " ".repeat(width - layer.getKey().length());
            details.add(Detail.of("  " + name + "  " + number(layer.getValue()) + of(quantity)));
        }
        List<String> layers = largest.stream().map(Map.Entry::getKey).toList();
        details.addAll(new BudgetFixes(program, written, quantity, limit, measure).of(layers));
        String headline =
                written.model().info().name()
                        + ": "
                        + number(taken)
                        + " "
                        + quantity.words()
                        + ", but the budget is "
                        + number(limit);
        return Diagnostic.of(Code.BUDGET, budget.site().at(quantity.attribute()), headline)
                .with(details);
    }

    private static String of(Quantity quantity) {
        return switch (quantity) {
            case PARAMETERS -> " parameters";
            case MULTIPLY_ADDS -> " multiply-adds";
            case WEIGHT_BYTES -> " bytes";
            case ACTIVATION_BYTES -> " bytes of output";
        };
    }

    /** How much each layer takes. */
    private Map<String, Long> shares(Quantity quantity) {
        Map<String, Long> shares = new LinkedHashMap<>();
        for (Operation operation : graph.operations()) {
            long share =
                    switch (quantity) {
                        case PARAMETERS -> numbers(operation, false);
                        case MULTIPLY_ADDS -> operation.multiplyAdds();
                        case WEIGHT_BYTES -> Float.BYTES * numbers(operation, true);
                        case ACTIVATION_BYTES ->
                                Float.BYTES * (long) operation.output().shape().size();
                    };
            boolean summed = quantity != Quantity.ACTIVATION_BYTES;
            shares.merge(operation.layer(), share, summed ? Long::sum : Math::max);
        }
        return shares;
    }

    private static long numbers(Operation operation, boolean statistics) {
        return operation.parameters().stream()
                .filter(p -> statistics || !p.isStatistic())
                .mapToLong(Parameter::size)
                .sum();
    }

    static String number(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }
}
