package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.Loss;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.layer.attribute.LossRule;
import dev.kiln.processor.operation.ActivationOp;
import dev.kiln.processor.operation.DropoutOp;
import dev.kiln.processor.operation.Graph;
import dev.kiln.processor.operation.Operation;
import dev.kiln.processor.operation.ScalingOp;
import java.util.List;
import java.util.Optional;

/**
 * What became of a model when its graph was built.
 *
 * @param graph empty if anything is wrong
 * @param findings everything that is wrong or looks so
 * @param traces every layer with the shape that it gives
 */
record BuildResult(
        Optional<Graph> graph, List<TracedProblem> findings, List<ShapeTrace.Entry> traces) {

    /** No fields can have these names. */
    private static final String RAW = "raw input";

    private static final String SCALED = "scaled input";

    static BuildResult of(Model model) {
        NetworkBuilder network = new NetworkBuilder(model.techniques(), lastDense(model));
        Tensor raw = new Tensor(RAW, model.input());
        network.traceInput(model.site(), model.input());
        if (!model.input().known()) {
            network.giveUp();
        }
        Tensor x = raw;
        if (model.scaling().isPresent()) {
            Tensor scaled = new Tensor(SCALED, model.input());
            network.add(new ScalingOp(SCALED, raw, scaled, model.scaling().get()));
            x = scaled;
        }
        x = Chain.append(network, model.layers(), x);
        Optional<Graph> result =
                x.shape().known() ? Optional.of(finish(network, model, raw, x)) : Optional.empty();
        return new BuildResult(
                network.isSound() ? result : Optional.empty(),
                network.findings(),
                network.traces());
    }

    Optional<Shape> shapeAfter(String layer) {
        return traces.stream()
                .filter(t -> t.layer().equals(layer))
                .map(ShapeTrace.Entry::shape)
                .reduce((first, second) -> second);
    }

    private static String lastDense(Model model) {
        return model.leaves().stream()
                .filter(DenseLayer.class::isInstance)
                .map(l -> l.site().path())
                .reduce("", (first, second) -> second);
    }

    private static Graph finish(NetworkBuilder network, Model model, Tensor raw, Tensor output) {
        Activation last =
                network.last()
                        .filter(o -> o.output().equals(output))
                        .filter(ActivationOp.class::isInstance)
                        .map(o -> ((ActivationOp) o).activation())
                        .orElse(Activation.NONE);
        network.last()
                .filter(o -> o instanceof DropoutOp && o.output().equals(output))
                .ifPresent(o -> network.report(droppedOutput(model, o)));
        Loss loss = model.loss().resolve(last);
        // Faults that follow from the end of a network that is in error may not be meant.
        boolean guessed =
                model.loss().kind().isEmpty() && loss.kind() == Loss.Kind.MEAN_SQUARED_ERROR;
        if (network.isSound() || !guessed) {
            LossCheck.problems(model, loss, last, output.shape()).forEach(network::report);
        }
        OutputCheck.problems(model, loss, output.shape()).forEach(network::report);
        if (network.isSound()) {
            SoftmaxCheck.problems(model, network.operations(), output).forEach(network::report);
            ClassCheck.problem(model, loss).ifPresent(network::report);
            Balance.problem(network.operations(), model.leaves()).ifPresent(network::report);
        }
        if (LossRule.contains(loss, last)) {
            Tensor logits = network.removeLast().inputs().get(0);
            return new Graph(raw, network.operations(), logits, last, loss);
        }
        return new Graph(raw, network.operations(), output, Activation.NONE, loss);
    }

    private static Problem droppedOutput(Model model, Operation dropout) {
        Site site = model.siteOf(dropout.layer());
        return Problem.of(
                Code.DROPOUT_LAST,
                dropout.layer(),
                site.at(""),
                "dropout behind the last layer drops results");
    }
}
