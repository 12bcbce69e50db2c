package dev.kiln.processor.report.build;

import dev.kiln.processor.emit.CompiledModel;
import dev.kiln.processor.graph.Parameter;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.operation.Graph;
import dev.kiln.processor.operation.Operation;
import dev.kiln.processor.pass.PassRecord.Footprint;
import dev.kiln.processor.report.data.Cost;
import dev.kiln.processor.report.data.Cost.Work;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Costs by the paths of layers. */
final class LayerCosts {

    private final Map<String, Cost> costs = new HashMap<>();

    private LayerCosts() {}

    static LayerCosts of(
            Optional<Graph> graph, Optional<CompiledModel> compiled, Optional<Prices> prices) {
        LayerCosts costs = new LayerCosts();
        graph.ifPresent(g -> g.operations().forEach(costs::add));
        compiled.ifPresent(c -> costs.add(c, prices.orElseThrow()));
        return costs;
    }

    private void add(Operation operation) {
        long learned =
                operation.parameters().stream()
                        .filter(p -> !p.isStatistic())
                        .mapToLong(Parameter::size)
                        .sum();
        add(operation.layer(), new Cost(learned, operation.multiplyAdds(), Work.NONE, Work.NONE));
    }

    private void add(CompiledModel model, Prices prices) {
        List<Step> training = model.programs().training().program().steps();
        training.forEach(s -> add(s.layer(), new Cost(0, 0, work(s, prices), Work.NONE)));
        List<Step> prediction = model.programs().prediction().program().steps();
        prediction.forEach(s -> add(s.layer(), new Cost(0, 0, Work.NONE, work(s, prices))));
    }

    private static Work work(Step step, Prices prices) {
        return new Work(Footprint.bytesMoved(step), prices.nanoseconds(step));
    }

    private void add(String layer, Cost cost) {
        costs.merge(layer, cost, Cost::plus);
    }

    /** Of all operations and steps of a path, once: the second time nothing is left. */
    Cost take(String path) {
        return Optional.ofNullable(costs.remove(path)).orElse(Cost.NONE);
    }

    /** Of what no layer has taken: the loss. */
    Cost besides() {
        return costs.values().stream().reduce(Cost.NONE, Cost::plus);
    }
}
