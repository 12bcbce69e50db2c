package dev.kiln.processor.emit.network;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Parameter;
import dev.kiln.processor.graph.Program;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.kernel.PanelWeights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * In which form a predictor keeps its weights: once. Those that only micro-kernels read are read
 * from the file into panels. Others that are only there to be transformed go when that is done.
 */
final class KeptWeights {

    private final Map<Operand.Batchwise, Parameter> panels = new LinkedHashMap<>();
    private final List<Step> preparation = new ArrayList<>();
    private final Map<Parameter, Integer> readers = new HashMap<>();

    KeptWeights(Program program) {
        for (Step step : program.all()) {
            for (Operand operand : step.operands()) {
                if (operand instanceof Operand.Value value) {
                    readers.merge(value.parameter(), 1, Integer::sum);
                }
            }
        }
        for (Step step : program.preparation()) {
            Optional<Parameter> loaded = loaded(step);
            if (loaded.isPresent()) {
                panels.put((Operand.Batchwise) step.operands().get(1), loaded.get());
            } else {
                preparation.add(step);
            }
        }
    }

    private Optional<Parameter> loaded(Step step) {
        return step.kernel() instanceof PanelWeights && readers.get(parameter(step)) == 1
                ? Optional.of(parameter(step))
                        .filter(p -> p.layout() instanceof Parameter.Convolution)
                : Optional.empty();
    }

    /** The parameter that a preparation reads. */
    static Parameter parameter(Step preparation) {
        return ((Operand.Value) preparation.operands().get(0)).parameter();
    }

    /** Packed weights that kernels read, each with the parameter that is kept so. */
    Map<Operand.Batchwise, Parameter> panels() {
        return panels;
    }

    /** Preparations of parameters that remain after loading. */
    List<Step> preparation() {
        return preparation;
    }

    /** Parameters that nobody reads any more behind a preparation. */
    Optional<Parameter> dropped(Step step) {
        return Optional.of(parameter(step)).filter(p -> readers.get(p) == 1);
    }

    /** All parameters that go. */
    List<Parameter> dropped() {
        return preparation.stream().flatMap(s -> dropped(s).stream()).toList();
    }
}
