package dev.kiln.processor.gradient;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Layers as this test describes them: what to write in the class, and what to compute. */
@SuppressWarnings("ArrayRecordComponent") // these records are never compared
final class Layers {

    private Layers() {}

    interface Layer {
        String annotation();

        /**
         * What comes out before the activation. {@code parameters}: weights in memory layout, then
         * biases; empty where there are none.
         */
        Image linear(Image x, double[][] parameters);

        default Function activation() {
            return Function.NONE;
        }

        default Image forward(Image x, double[][] parameters) {
            return activation().of(linear(x, parameters));
        }

        /**
         * How far the nearest point is at which the layer has no derivative, as a part of the
         * largest value.
         */
        default double margin(Image x, double[][] parameters) {
            return activation().margin(linear(x, parameters));
        }

        /** How many parameters it takes: weights and biases. */
        default int parameters() {
            return 0;
        }
    }

    record Conv(Window window, int filters, int groups, boolean bias, Function activation)
            implements Layer {
        @Override
        public String annotation() {
            return "@Conv(filters = %d, %s%s%s%s)"
                    .formatted(
                            filters,
                            window.text("kernel", new int[] {1, 1}),
                            groups == 1 ? "" : ", groups = " + groups,
                            bias ? "" : ", bias = false",
                            activation.asAttribute());
        }

        @Override
        public int parameters() {
            return bias ? 2 : 1;
        }

        @Override
        public Image linear(Image x, double[][] p) {
            Image y = Image.empty(window.rows(x.height()), window.columns(x.width()), filters);
            int inputs = x.channels() / groups;
            for (int r = 0; r < y.height(); r++) {
                for (int c = 0; c < y.width(); c++) {
                    for (int f = 0; f < filters; f++) {
                        int group = f / (filters / groups);
                        double sum = bias ? p[1][f] : 0;
                        for (int kr = 0; kr < window.kernel()[0]; kr++) {
                            for (int kc = 0; kc < window.kernel()[1]; kc++) {
                                for (int i = 0; i < inputs; i++) {
                                    int tap = (kr * window.kernel()[1] + kc) * inputs + i;
                                    sum +=
                                            p[0][tap * filters + f]
                                                    * x.at(
                                                            window.row(r, kr),
                                                            window.column(c, kc),
                                                            group * inputs + i);
                                }
                            }
                        }
                        y.set(r, c, f, sum);
                    }
                }
            }
            return y;
        }
    }

    record Pool(Window window, boolean max, boolean countPadding) implements Layer {
        @Override
        public String annotation() {
            return max
                    ? "@Pool(%s)".formatted(window.text("size", window.kernel()))
                    : "@Pool(type = AVERAGE, %s%s)"
                            .formatted(
                                    window.text("size", window.kernel()),
                                    countPadding ? "" : ", countPadding = false");
        }

        @Override
        public Image linear(Image x, double[][] p) {
            Image y = Image.empty(window.rows(x.height()), window.columns(x.width()), x.channels());
            for (int r = 0; r < y.height(); r++) {
                for (int c = 0; c < y.width(); c++) {
                    for (int ch = 0; ch < x.channels(); ch++) {
                        y.set(r, c, ch, value(x, r, c, ch));
                    }
                }
            }
            return y;
        }

        private double value(Image x, int r, int c, int channel) {
            double[] seen = seen(x, r, c, channel).toArray();
            if (max) {
                return Arrays.stream(seen).max().orElseThrow();
            }
            int divisor = countPadding ? window.kernel()[0] * window.kernel()[1] : seen.length;
            return Arrays.stream(seen).sum() / divisor;
        }

        private DoubleStream seen(Image x, int r, int c, int channel) {
            DoubleStream.Builder seen = DoubleStream.builder();
            for (int kr = 0; kr < window.kernel()[0]; kr++) {
                for (int kc = 0; kc < window.kernel()[1]; kc++) {
                    int row = window.row(r, kr);
                    int column = window.column(c, kc);
                    if (x.inside(row, column)) {
                        seen.add(x.at(row, column, channel));
                    }
                }
            }
            return seen.build();
        }

        /** Equal values come from one source, through another maximum or as dead ReLUs. */
        @Override
        public double margin(Image x, double[][] p) {
            double least = Double.POSITIVE_INFINITY;
            double size = Arrays.stream(x.data()).map(Math::abs).max().orElseThrow();
            Image y = linear(x, p);
            for (int i = 0; max && i < y.data().length; i++) {
                int pixel = i / y.channels();
                double largest = y.data()[i];
                double gap =
                        seen(x, pixel / y.width(), pixel % y.width(), i % y.channels())
                                .map(v -> largest - v)
                                .filter(d -> d > 0)
                                .min()
                                .orElse(Double.POSITIVE_INFINITY);
                least = Math.min(least, gap / size);
            }
            return least;
        }
    }

    record Global(boolean max) implements Layer {
        @Override
        public String annotation() {
            return "@Pool(type = " + (max ? "GLOBAL_MAX" : "GLOBAL_AVERAGE") + ")";
        }

        @Override
        public Image linear(Image x, double[][] p) {
            return pool(x).linear(x, p);
        }

        @Override
        public double margin(Image x, double[][] p) {
            return pool(x).margin(x, p);
        }

        private Pool pool(Image x) {
            int[] one = {1, 1};
            int[] whole = {x.height(), x.width()};
            return new Pool(Window.of(whole, one, one, 0, 0, 0, 0), max, true);
        }
    }

    record Dense(int units, boolean bias, Function activation) implements Layer {
        @Override
        public String annotation() {
            return "@Dense(units = %d%s%s)"
                    .formatted(units, bias ? "" : ", bias = false", activation.asAttribute());
        }

        @Override
        public int parameters() {
            return bias ? 2 : 1;
        }

        @Override
        public Image linear(Image x, double[][] p) {
            Image y = Image.empty(1, 1, units);
            for (int u = 0; u < units; u++) {
                double sum = bias ? p[1][u] : 0;
                for (int i = 0; i < x.data().length; i++) {
                    sum += x.data()[i] * p[0][i * units + u];
                }
                y.data()[u] = sum;
            }
            return y;
        }
    }

    record Activate(Function activation) implements Layer {
        @Override
        public String annotation() {
            return "@Activate(" + activation.text("value") + ")";
        }

        @Override
        public Image linear(Image x, double[][] p) {
            return x;
        }
    }

    record Same() implements Layer {
        @Override
        public String annotation() {
            return "@Identity";
        }

        @Override
        public Image linear(Image x, double[][] p) {
            return x;
        }
    }
}
