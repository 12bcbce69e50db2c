package dev.kiln.processor.gradient;

import dev.kiln.processor.gradient.BlockNode.Kind;
import java.util.ArrayList;
import java.util.List;

/** {@code @Stage}: a block of convolutions whose sizes depend on WIDTH, STRIDE and IN, repeated. */
record StageNode(
        Kind kind,
        int blocks,
        int width,
        int stride,
        List<Sized> convolutions,
        Function activation,
        Techniques onClass,
        Techniques onField)
        implements Node {

    /** A convolution of the block: with so many filters as {@code amount} says. */
    record Sized(
            Amount amount, int kernel, boolean strided, boolean depthwise, Function activation) {

        Leaf leaf(int width, int stride, int channels) {
            int step = strided ? stride : 1;
            int filters = amount.value(width, channels);
            int[] size = {kernel, kernel};
            int[] steps = {step, step};
            int[] one = {1, 1};
            Layers.Conv conv =
                    new Layers.Conv(
                            Window.same(size, steps, one),
                            filters,
                            depthwise ? channels : 1,
                            true,
                            activation);
            String text =
                    "@Conv(filters = %s, kernel = %d%s%s%s)"
                            .formatted(
                                    amount.text,
                                    kernel,
                                    strided ? ", stride = STRIDE" : "",
                                    depthwise ? ", groups = IN" : "",
                                    activation.asAttribute());
            return new Leaf(conv, Techniques.NONE, text);
        }
    }

    /** How filters are written. */
    enum Amount {
        WIDTH("WIDTH"),
        HALF("WIDTH / 2"),
        DOUBLE("2 * WIDTH"),
        MORE("WIDTH + 3"),
        IN("IN"),
        TWICE_IN("2 * IN"),
        NUMBER("5");

        final String text;

        Amount(String text) {
            this.text = text;
        }

        int value(int width, int channels) {
            return switch (this) {
                case WIDTH -> width;
                case HALF -> width / 2;
                case DOUBLE -> 2 * width;
                case MORE -> width + 3;
                case IN -> channels;
                case TWICE_IN -> 2 * channels;
                case NUMBER -> 5;
            };
        }
    }

    StageNode {
        convolutions = List.copyOf(convolutions);
    }

    @Override
    public String declaration(Classes classes) {
        // The text of a field does not depend on the channels that come in.
        BlockNode template = block(0, 2);
        BlockNode classOnly =
                new BlockNode(kind, template.fields(), activation, onClass, Techniques.NONE);
        return "@Stage(blocks = %d, width = %d%s) "
                        .formatted(blocks, width, stride == 1 ? "" : ", stride = " + stride)
                + onField.text()
                + classOnly.declaration(classes);
    }

    private BlockNode block(int number, int channels) {
        List<Node> fields = new ArrayList<>();
        int depth = channels;
        for (Sized sized : convolutions) {
            Leaf leaf = sized.leaf(width, number == 0 ? stride : 1, depth);
            fields.add(leaf);
            depth = ((Layers.Conv) leaf.layer()).filters();
        }
        return new BlockNode(kind, fields, activation, onClass, Techniques.NONE);
    }

    @Override
    public Image[] forward(Image[] x, Pass pass, String path) {
        Techniques outer = pass.scope;
        pass.scope = onField.within(outer);
        Image[] y = x;
        for (int i = 0; i < blocks; i++) {
            y = block(i, y[0].channels()).forward(y, pass, path + "." + i);
        }
        pass.scope = outer;
        return y;
    }

    @Override
    public int[] shape(int[] in) {
        int[] out = in;
        for (int i = 0; i < blocks; i++) {
            out = out == null ? null : block(i, out[2]).shape(out);
        }
        return out;
    }

    @Override
    public List<Node> smaller() {
        List<Node> smaller = new ArrayList<>();
        if (blocks > 1) {
            smaller.add(
                    new StageNode(
                            kind, 1, width, stride, convolutions, activation, onClass, onField));
        }
        for (int i = 0; i < convolutions.size() && convolutions.size() > 1; i++) {
            List<Sized> fewer = new ArrayList<>(convolutions);
            fewer.remove(i);
            smaller.add(
                    new StageNode(
                            kind, blocks, width, stride, fewer, activation, onClass, onField));
        }
        return smaller;
    }
}
