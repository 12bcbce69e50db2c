package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.operation.ActivationOp;
import dev.kiln.processor.operation.ConcatenationOp;
import dev.kiln.processor.operation.DropoutOp;
import dev.kiln.processor.operation.Operation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Warns of softmax whose probabilities something reads: it usually ends a network. Branches that
 * all end in softmax, at the end of a network, are meant so.
 */
final class SoftmaxCheck {

    private final Model model;
    private final List<Operation> operations;
    private final Tensor output;

    private SoftmaxCheck(Model model, List<Operation> operations, Tensor output) {
        this.model = model;
        this.operations = operations;
        this.output = output;
    }

    static List<Problem> problems(Model model, List<Operation> operations, Tensor output) {
        SoftmaxCheck check = new SoftmaxCheck(model, operations, output);
        List<Problem> problems = new ArrayList<>();
        Set<Tensor> softmax = new HashSet<>();
        for (Operation o : operations) {
            if (o instanceof ActivationOp a && a.activation().kind() == Activation.Kind.SOFTMAX) {
                softmax.add(o.output());
            }
        }
        for (Operation o : operations) {
            if (softmax.contains(o.output())) {
                check.reader(o.output())
                        .filter(r -> !check.endsEverywhere(r, softmax))
                        .map(r -> check.problem(o, r))
                        .ifPresent(problems::add);
            }
        }
        return problems;
    }

    private Optional<Operation> reader(Tensor probabilities) {
        return operations.stream()
                .filter(o -> !(o instanceof DropoutOp))
                .filter(o -> o.inputs().contains(probabilities))
                .findFirst();
    }

    private boolean endsEverywhere(Operation reader, Set<Tensor> softmax) {
        return reader instanceof ConcatenationOp
                && reader.output().equals(output)
                && softmax.containsAll(reader.inputs());
    }

    private Problem problem(Operation softmax, Operation reader) {
        Site site = model.siteOf(softmax.layer());
        String fault =
                reader instanceof ConcatenationOp
                        ? "softmax at the end of one branch of "
                                + reader.layer()
                                + "; one behind all branches usually ends a network"
                        : "softmax in front of " + reader.layer() + "; it usually ends a network";
        return Problem.of(
                Code.SOFTMAX_INSIDE,
                site.path(),
                site.at(site.writes("value") ? "value" : "activation"),
                fault);
    }
}
