package dev.kiln.processor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.kiln.processor.emit.GeneratedFile;
import dev.kiln.processor.graph.Tensor;
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

/** An export format, the smallest there is: a line of text for each operation. */
final class TextExport implements Operation.Visitor<String> {

    private TextExport() {}

    static GeneratedFile file(String name, Graph graph) {
        String text =
                graph.operations().stream()
                        .map(o -> o.accept(new TextExport()) + arrays(o) + "\n")
                        .collect(joining());
        return new GeneratedFile.Resource(name, out -> out.write(text.getBytes(UTF_8)));
    }

    private static String arrays(Operation o) {
        return o.inputs().stream().map(Tensor::name).collect(joining(", ", "(", ") -> "))
                + o.output().name()
                + " "
                + o.output().shape();
    }

    @Override
    public String visit(ActivationOp operation) {
        return operation.activation().kind().name();
    }

    @Override
    public String visit(AdditionOp operation) {
        return "ADD";
    }

    @Override
    public String visit(ConcatenationOp operation) {
        return "CONCAT";
    }

    @Override
    public String visit(ConvolutionOp operation) {
        return "CONV " + operation.window().kernel();
    }

    @Override
    public String visit(DenseOp operation) {
        return "GEMM " + operation.weight().name();
    }

    @Override
    public String visit(DropoutOp operation) {
        return "DROPOUT " + operation.rate();
    }

    @Override
    public String visit(NormalizationOp operation) {
        return "BATCH_NORM " + operation.epsilon();
    }

    @Override
    public String visit(PoolingOp operation) {
        return operation.type() + "_POOL " + operation.window().kernel();
    }

    @Override
    public String visit(ScalingOp operation) {
        return "AFFINE";
    }
}
