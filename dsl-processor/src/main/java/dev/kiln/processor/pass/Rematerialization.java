package dev.kiln.processor.pass;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Program;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Normalize;
import dev.kiln.processor.pass.memory.Lifetimes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Computes what batch normalization gives a second time in the backward pass instead of keeping it
 * (Chen et al. 2016, "Training Deep Nets with Sublinear Memory Cost"). Its input is kept anyway and
 * is read in the same segment, so the second sweep finds in the cache what the first one would have
 * written to memory and read from there. The kernel is the same, and so are the bits.
 */
public final class Rematerialization {

    /** For each tensor the segments that mention it, in order. */
    private final Map<Tensor, List<Integer>> segments = new HashMap<>();

    /** The segment between the passes. */
    private final int loss;

    private Rematerialization(Program program) {
        Segments cut = Segments.of(program);
        this.loss =
                IntStream.range(0, cut.all().size())
                        .filter(i -> cut.all().get(i).loss())
                        .findFirst()
                        .orElseThrow();
        List<List<Step>> all = cut.steps(program);
        for (int i = 0; i < all.size(); i++) {
            for (Tensor tensor : Lifetimes.tensors(all.get(i))) {
                segments.computeIfAbsent(tensor, t -> new ArrayList<>()).add(i);
            }
        }
    }

    /** The program with such steps; the same where nothing is cut into segments. */
    public static Outcome<Program> apply(Program program) {
        Rematerialization recomputation = new Rematerialization(program);
        Map<Tensor, Step> again = new LinkedHashMap<>();
        List<Decision> decisions = new ArrayList<>();
        for (Step step : program.forward()) {
            if (step.kernel() instanceof Normalize normalize) {
                Optional<String> refusal = recomputation.refusal(step, normalize);
                if (refusal.isEmpty()) {
                    again.put(output(step), step);
                }
                decisions.add(
                        refusal.map(r -> Decision.refused(step.layer(), r))
                                .orElseGet(
                                        () ->
                                                Decision.applied(
                                                        step.layer(),
                                                        "computed again in the backward pass")));
            }
        }
        if (again.isEmpty()) {
            return new Outcome<>(program, decisions);
        }
        List<Step> steps = new ArrayList<>(program.forward());
        steps.add(program.loss());
        steps.addAll(backward(program, again));
        return new Outcome<>(program.withSteps(steps), decisions);
    }

    /** The backward pass, in which each of these steps stands in front of its first reader. */
    private static List<Step> backward(Program program, Map<Tensor, Step> again) {
        Map<Tensor, Integer> order = new HashMap<>();
        again.keySet().forEach(output -> order.put(output, order.size()));
        Set<Tensor> done = new HashSet<>();
        List<Step> backward = new ArrayList<>();
        for (Step reader : program.backward()) {
            List<Tensor> read =
                    Lifetimes.tensors(List.of(reader)).stream()
                            .filter(again::containsKey)
                            .sorted(Comparator.comparing(order::get))
                            .toList();
            Step changed = reader;
            for (Tensor output : read) {
                Tensor second = new Tensor(output.name() + ", again", output.shape());
                Step step = again.get(output);
                if (done.add(output)) {
                    backward.add(
                            new Step(
                                    reader.layer(),
                                    step.kernel(),
                                    reading(step, output, second).operands()));
                }
                changed = reading(changed, output, second);
            }
            backward.add(changed);
        }
        return backward;
    }

    /**
     * Empty where its result is needed in two segments alone, the one that computes it and one of
     * the backward pass, and its only operand of that size is needed no less long.
     */
    private Optional<String> refusal(Step step, Normalize normalize) {
        if (normalize.addend()) {
            return Optional.of("it adds a shortcut, which would have to be kept instead");
        }
        if (!normalize.slice().isWhole()) {
            return Optional.of("it is written where branches are joined");
        }
        List<Integer> ofInput = segments.get(input(step));
        List<Integer> ofOutput = segments.get(output(step));
        if (ofOutput.size() != 2 || ofOutput.get(0) >= loss || ofOutput.get(1) <= loss) {
            return Optional.of("it is needed in " + count(ofOutput.size()) + " of the program");
        }
        return ofInput.get(ofInput.size() - 1) >= ofOutput.get(1)
                ? Optional.empty()
                : Optional.of("its input is not kept until then");
    }

    private static String count(int segments) {
        return segments == 1 ? "one segment" : segments + " segments";
    }

    private static Step reading(Step step, Tensor from, Tensor to) {
        List<Operand> operands = new ArrayList<>(step.operands());
        operands.replaceAll(o -> o.equals(Operand.of(from)) ? Operand.of(to) : o);
        return new Step(step.layer(), step.kernel(), operands);
    }

    private static Tensor input(Step step) {
        return ((Operand.Of) step.operands().get(0)).tensor();
    }

    private static Tensor output(Step step) {
        return ((Operand.Of) step.operands().get(step.operands().size() - 1)).tensor();
    }
}
