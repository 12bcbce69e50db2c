package dev.kiln.processor.gradient;

import dev.kiln.processor.gradient.Layers.Activate;
import dev.kiln.processor.gradient.Layers.Conv;
import dev.kiln.processor.gradient.Layers.Dense;
import dev.kiln.processor.gradient.Layers.Layer;
import java.util.ArrayList;
import java.util.List;

/**
 * A single layer, perhaps with techniques. {@code text}: the annotation where it is written other
 * than the layer writes itself, with WIDTH for example; else null.
 */
record Leaf(Layer layer, Techniques techniques, String text) implements Node {

    static Leaf of(Layer layer) {
        return new Leaf(layer, Techniques.NONE, null);
    }

    @Override
    public String declaration(Classes classes) {
        return (text == null ? layer.annotation() : text) + " " + techniques.text() + "Layer";
    }

    @Override
    public Image[] forward(Image[] x, Pass pass, String path) {
        boolean weighted = layer instanceof Conv || layer instanceof Dense;
        Techniques effective = techniques.within(pass.scope);
        double[][] parameters = weighted ? pass.linear(path, outputs()) : new double[0][];
        Image[] y = new Image[x.length];
        for (int n = 0; n < x.length; n++) {
            y[n] = layer.linear(x[n], parameters);
            if (!weighted && !(layer instanceof Activate)) {
                pass.margin = Math.min(pass.margin, layer.margin(x[n], parameters));
            }
        }
        double dropout = techniques.dropout() == null ? 0 : techniques.dropout();
        if (weighted) {
            pass.penalize(effective, path);
            boolean own = techniques.batchNorm() != null;
            boolean normalizes = (own || layer instanceof Conv) && effective.normalizes();
            if (normalizes) {
                y = pass.normalize(y, path + ".norm", 1e-5f, 0.1f, true, effective.frozen());
            }
            boolean inherits = layer instanceof Dense && !pass.isLastDense(path);
            if (inherits && effective.dropout() != null) {
                dropout = effective.dropout();
            }
        }
        return pass.drop(pass.activate(layer.activation(), y), dropout);
    }

    private int outputs() {
        return layer instanceof Conv c ? c.filters() : ((Dense) layer).units();
    }

    @Override
    public int[] shape(int[] in) {
        if (layer instanceof Conv c) {
            int rows = c.window().rows(in[0]);
            int columns = c.window().columns(in[1]);
            boolean divides = in[2] % c.groups() == 0;
            return rows > 0 && columns > 0 && divides
                    ? new int[] {rows, columns, c.filters()}
                    : null;
        }
        if (layer instanceof Layers.Pool p) {
            int rows = p.window().rows(in[0]);
            int columns = p.window().columns(in[1]);
            return rows > 0 && columns > 0 ? new int[] {rows, columns, in[2]} : null;
        }
        if (layer instanceof Dense d) {
            return new int[] {1, 1, d.units()};
        }
        return layer instanceof Layers.Global ? new int[] {1, 1, in[2]} : in;
    }

    @Override
    public String lastDense(String path) {
        return layer instanceof Dense ? path : null;
    }

    @Override
    public List<Node> smaller() {
        List<Node> smaller = new ArrayList<>();
        if (!techniques.equals(Techniques.NONE)) {
            smaller.add(new Leaf(layer, Techniques.NONE, text));
        }
        return smaller;
    }

    /** {@code @BatchNorm}. */
    record Norm(double epsilon, double momentum, boolean affine, boolean frozen) implements Node {
        @Override
        public String declaration(Classes classes) {
            return "@BatchNorm(epsilon = %s, momentum = %s%s) %sLayer"
                    .formatted(
                            epsilon,
                            momentum,
                            affine ? "" : ", affine = false",
                            frozen ? "@Frozen " : "");
        }

        @Override
        public Image[] forward(Image[] x, Pass pass, String path) {
            boolean still = frozen || pass.scope.frozen();
            return pass.normalize(x, path, (float) epsilon, (float) momentum, affine, still);
        }

        @Override
        public int[] shape(int[] in) {
            return in;
        }
    }

    /** {@code @Dropout}. */
    record Drop(double rate) implements Node {
        @Override
        public String declaration(Classes classes) {
            return "@Dropout(rate = " + rate + ") Layer";
        }

        @Override
        public Image[] forward(Image[] x, Pass pass, String path) {
            return pass.drop(x, rate);
        }

        @Override
        public int[] shape(int[] in) {
            return in;
        }
    }
}
