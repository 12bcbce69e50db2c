package dev.kiln.processor.gradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A model made of nested blocks, with all techniques; {@code input}: height, width, channels. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TreeNet(
        String name,
        int[] input,
        int samples,
        LossRule loss,
        List<Node> fields,
        Techniques techniques) {

    TreeNet {
        fields = List.copyOf(fields);
    }

    String source() {
        Node.Classes classes = new Node.Classes();
        String declarations = BlockNode.declarations(fields, classes);
        return """
        package nets;
        import static dev.kiln.Activation.*;
        import static dev.kiln.Loss.*;
        import static dev.kiln.PoolType.*;
        import static dev.kiln.Sizes.*;
        import dev.kiln.*;
        @Model(input = @Input(height = %d, width = %d, channels = %d), inputGradient = true%s)
        %s
        class %s {
        %s%s}
        """
                .formatted(
                        input[0],
                        input[1],
                        input[2],
                        loss.text(),
                        techniques.text(),
                        name,
                        declarations,
                        classes.text());
    }

    /** Of the network's result, or null if some layer doesn't fit. */
    int[] shape() {
        int[] shape = input;
        for (Node field : fields) {
            shape = shape == null ? null : field.shape(shape);
        }
        return shape;
    }

    private String lastDense() {
        String last = "";
        for (int i = 0; i < fields.size(); i++) {
            String own = fields.get(i).lastDense(BlockNode.fieldName(i));
            last = own == null ? last : own;
        }
        return last;
    }

    Pass pass(Map<String, double[]> parameters, boolean training, long seed, long step) {
        return new Pass(parameters, training, seed, step, lastDense(), techniques);
    }

    /** What comes out of each sample. */
    double[][] outputs(double[][] batch, Pass pass) {
        Image[] x =
                Arrays.stream(batch)
                        .map(s -> new Image(input[0], input[1], input[2], s))
                        .toArray(Image[]::new);
        for (int i = 0; i < fields.size(); i++) {
            x = fields.get(i).forward(x, pass, BlockNode.fieldName(i));
        }
        return Arrays.stream(x).map(Image::data).toArray(double[][]::new);
    }

    /** Smaller networks, simplest first. */
    List<TreeNet> smaller() {
        List<TreeNet> smaller = new ArrayList<>();
        for (int i = 0; i < fields.size() && fields.size() > 1; i++) {
            List<Node> fewer = new ArrayList<>(fields);
            fewer.remove(i);
            smaller.add(new TreeNet(name, input, samples, loss, fewer, techniques));
        }
        if (!techniques.equals(Techniques.NONE)) {
            smaller.add(new TreeNet(name, input, samples, loss, fields, Techniques.NONE));
        }
        if (samples > 1) {
            smaller.add(new TreeNet(name, input, samples - 1, loss, fields, techniques));
        }
        for (int axis = 0; axis < 3; axis++) {
            if (input[axis] > 1) {
                int[] less = input.clone();
                less[axis]--;
                smaller.add(new TreeNet(name, less, samples, loss, fields, techniques));
            }
        }
        for (int i = 0; i < fields.size(); i++) {
            for (Node one : fields.get(i).smaller()) {
                List<Node> others = new ArrayList<>(fields);
                others.set(i, one);
                smaller.add(new TreeNet(name, input, samples, loss, others, techniques));
            }
        }
        // Softmax that the loss counts on must stay at the end.
        Node last = fields.get(fields.size() - 1);
        smaller.removeIf(n -> n.shape() == null || !n.fields.get(n.fields.size() - 1).equals(last));
        return smaller;
    }
}
