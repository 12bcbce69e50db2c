package dev.kiln.processor.report.build;

import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;
import dev.kiln.processor.operation.ActivationOp;
import dev.kiln.processor.operation.AdditionOp;
import dev.kiln.processor.operation.ConcatenationOp;
import dev.kiln.processor.operation.ConvolutionOp;
import dev.kiln.processor.operation.DenseOp;
import dev.kiln.processor.operation.DropoutOp;
import dev.kiln.processor.operation.Graph;
import dev.kiln.processor.operation.NormalizationOp;
import dev.kiln.processor.operation.Operation;
import dev.kiln.processor.operation.PoolingOp;
import dev.kiln.processor.operation.ScalingOp;
import dev.kiln.processor.report.data.ReceptiveField;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which part of the input one pixel of a tensor depends on: each window adds {@code (kernel - 1) *
 * dilation} steps of the size that the strides in front of it multiply to. Where paths join, the
 * largest counts.
 */
final class ReceptiveFields implements Operation.Visitor<ReceptiveFields.Field> {

    /**
     * A field with the distance, in pixels of the input, of neighbors.
     *
     * @param whole whether it is all of the input
     */
    record Field(Pair size, Pair step, boolean whole) {

        Field through(Window window) {
            Pair kernel = window.kernel();
            return new Field(
                    new Pair(
                            size.rows()
                                    + (kernel.rows() - 1) * window.dilation().rows() * step.rows(),
                            size.columns()
                                    + (kernel.columns() - 1)
                                            * window.dilation().columns()
                                            * step.columns()),
                    new Pair(
                            step.rows() * window.stride().rows(),
                            step.columns() * window.stride().columns()),
                    whole);
        }

        Field and(Field other) {
            return new Field(
                    larger(size, other.size), larger(step, other.step), whole || other.whole);
        }

        private static Pair larger(Pair a, Pair b) {
            return new Pair(Math.max(a.rows(), b.rows()), Math.max(a.columns(), b.columns()));
        }
    }

    private final Map<Tensor, Field> fields = new HashMap<>();
    private final Shape input;

    private ReceptiveFields(Tensor input) {
        this.input = input.shape();
        fields.put(input, new Field(Pair.ONE, Pair.ONE, false));
    }

    static ReceptiveFields of(Graph graph) {
        ReceptiveFields fields = new ReceptiveFields(graph.input());
        graph.operations().forEach(o -> fields.fields.put(o.output(), o.accept(fields)));
        return fields;
    }

    /** Empty for what the network does not compute. */
    Optional<ReceptiveField> of(Tensor tensor) {
        return Optional.ofNullable(fields.get(tensor))
                .map(
                        f ->
                                f.whole
                                        ? new ReceptiveField(input.height(), input.width())
                                        : new ReceptiveField(f.size.rows(), f.size.columns()));
    }

    private Field joined(Operation operation) {
        return operation.inputs().stream().map(fields::get).reduce(Field::and).orElseThrow();
    }

    @Override
    public Field visit(ActivationOp operation) {
        return joined(operation);
    }

    @Override
    public Field visit(AdditionOp operation) {
        return joined(operation);
    }

    @Override
    public Field visit(ConcatenationOp operation) {
        return joined(operation);
    }

    @Override
    public Field visit(ConvolutionOp operation) {
        return joined(operation).through(operation.window());
    }

    @Override
    public Field visit(DenseOp operation) {
        Field field = joined(operation);
        return new Field(field.size, field.step, true);
    }

    @Override
    public Field visit(DropoutOp operation) {
        return joined(operation);
    }

    @Override
    public Field visit(NormalizationOp operation) {
        return joined(operation);
    }

    @Override
    public Field visit(PoolingOp operation) {
        return joined(operation).through(operation.window());
    }

    @Override
    public Field visit(ScalingOp operation) {
        return joined(operation);
    }
}
