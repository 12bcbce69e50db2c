package dev.kiln.processor.pass;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Program;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.kernel.Argument;
import dev.kiln.processor.graph.kernel.Preparation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes out of the steps what their kernels need made of parameters: that depends on no sample, so
 * it is done once, whatever the number of chunks, and by a predictor when it is made.
 */
final class WeightPacking {

    private WeightPacking() {}

    static Outcome<Program> apply(Program program) {
        Set<Step> once = new LinkedHashSet<>();
        List<Step> prepared = new ArrayList<>();
        for (Step step : program.steps()) {
            List<Operand> operands = new ArrayList<>();
            for (int i = 0; i < step.operands().size(); i++) {
                Argument argument = step.kernel().arguments().get(i);
                Optional<Preparation> preparation = step.kernel().preparation(argument.name());
                if (preparation.isPresent()) {
                    Step made = made(step, preparation.get(), step.operands().get(i));
                    once.add(made);
                    operands.add(made.operands().get(1));
                } else {
                    operands.add(step.operands().get(i));
                }
            }
            prepared.add(new Step(step.layer(), step.kernel(), operands));
        }
        return new Outcome<>(
                new Program(List.copyOf(once), prepared, program.moved()),
                once.stream()
                        .map(s -> Decision.applied(s.layer(), "weights are transformed once"))
                        .toList());
    }

    private static Step made(Step reader, Preparation preparation, Operand operand) {
        String parameter = ((Operand.Value) operand).parameter().name();
        return Step.of(
                reader.layer(),
                preparation,
                operand,
                new Operand.Batchwise(preparation.of(parameter), preparation.size()));
    }
}
