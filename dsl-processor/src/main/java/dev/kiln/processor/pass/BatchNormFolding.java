package dev.kiln.processor.pass;

import dev.kiln.processor.graph.Folding;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.operation.Graph;
import dev.kiln.processor.operation.LinearOp;
import dev.kiln.processor.operation.NormalizationOp;
import dev.kiln.processor.operation.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Folds batch norm with its running statistics into the weights in front of it. */
public final class BatchNormFolding {

    private BatchNormFolding() {}

    /** With every batch norm folded into the convolution or dense layer in front of it. */
    public static Outcome<FoldedGraph> apply(Graph graph) {
        List<Operation> operations = new ArrayList<>();
        List<Folding> foldings = new ArrayList<>();
        List<Decision> decisions = new ArrayList<>();
        Map<Tensor, Integer> readers = graph.readers();
        for (Operation next : graph.operations()) {
            Operation last = operations.isEmpty() ? null : operations.get(operations.size() - 1);
            if (last instanceof LinearOp linear
                    && next instanceof NormalizationOp norm
                    && folds(linear, norm)
                    && Fusion.follows(graph, readers, last, next)) {
                operations.set(operations.size() - 1, folded(linear, norm));
                foldings.add(folding(linear, norm));
                decisions.add(Decision.applied(next.layer(), "folded into the weights"));
            } else {
                operations.add(next);
                if (next instanceof NormalizationOp norm) {
                    decisions.add(Decision.refused(next.layer(), refusal(last, norm)));
                }
            }
        }
        Graph result =
                new Graph(graph.input(), operations, graph.logits(), graph.last(), graph.loss());
        return new Outcome<>(new FoldedGraph(result, foldings), decisions);
    }

    private static String refusal(Operation last, NormalizationOp norm) {
        if (norm.affine().isEmpty()) {
            return "it has no factors and offsets that could go into weights";
        }
        return last instanceof LinearOp linear && norm.inputs().contains(linear.output())
                ? "what is in front of it is read elsewhere too, or has an activation"
                : "what is in front of it has no weights";
    }

    private static boolean folds(LinearOp linear, NormalizationOp norm) {
        return linear.activation().isNone() && norm.addend().isEmpty() && norm.affine().isPresent();
    }

    private static LinearOp folded(LinearOp linear, NormalizationOp norm) {
        return linear.with(
                Optional.of(norm.affine().orElseThrow().shift()), norm.activation(), norm.output());
    }

    private static Folding folding(LinearOp linear, NormalizationOp norm) {
        return new Folding(
                linear.weight(),
                linear.bias(),
                norm.affine().orElseThrow().scale(),
                norm.affine().orElseThrow().shift(),
                norm.mean(),
                norm.variance(),
                norm.epsilon());
    }
}
