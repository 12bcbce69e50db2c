package dev.kiln.processor.gradient;

/** Layers as this test describes them: what to write in the class, and what to compute. */
@SuppressWarnings("ArrayRecordComponent") // these records are never compared
final class Layers {

    private Layers() {}

    /** An image in double precision, channels last. */
    record Image(int height, int width, int channels, double[] data) {
        static Image empty(int height, int width, int channels) {
            return new Image(height, width, channels, new double[height * width * channels]);
        }

        /** Zero outside. */
        double at(int row, int column, int channel) {
            return inside(row, column) ? data[(row * width + column) * channels + channel] : 0;
        }

        boolean inside(int row, int column) {
            return row >= 0 && row < height && column >= 0 && column < width;
        }

        void set(int row, int column, int channel, double value) {
            data[(row * width + column) * channels + channel] = value;
        }
    }

    interface Layer {
        String annotation();

        /**
         * {@code parameters}: weights in memory layout, then biases; empty where there are none.
         */
        Image forward(Image x, double[][] parameters);

        /** How many parameters it takes: weights and biases. */
        default int parameters() {
            return 0;
        }
    }

    /** Kernel, stride, dilation as {rows, columns}; padding as {top, bottom, left, right}. */
    record Window(int[] kernel, int[] stride, int[] dilation, int[] padding) {
        static Window of(int kernel, int stride, int padding) {
            return new Window(
                    new int[] {kernel, kernel},
                    new int[] {stride, stride},
                    new int[] {1, 1},
                    new int[] {padding, padding, padding, padding});
        }

        int rows(Image x) {
            int covered = dilation[0] * (kernel[0] - 1) + 1;
            return (x.height + padding[0] + padding[1] - covered) / stride[0] + 1;
        }

        int columns(Image x) {
            int covered = dilation[1] * (kernel[1] - 1) + 1;
            return (x.width + padding[2] + padding[3] - covered) / stride[1] + 1;
        }

        int row(int output, int tap) {
            return output * stride[0] + tap * dilation[0] - padding[0];
        }

        int column(int output, int tap) {
            return output * stride[1] + tap * dilation[1] - padding[2];
        }

        String text(String size) {
            return size
                    + " = "
                    + list(kernel)
                    + ", stride = "
                    + list(stride)
                    + ", padding = "
                    + list(padding);
        }
    }

    record Conv(Window window, int filters, int groups, boolean bias, Function activation)
            implements Layer {
        @Override
        public String annotation() {
            return "@Conv(filters = %d, %s, dilation = %s, groups = %d, bias = %s, %s)"
                    .formatted(
                            filters,
                            window.text("kernel"),
                            list(window.dilation),
                            groups,
                            bias,
                            activation.text("activation"));
        }

        @Override
        public int parameters() {
            return bias ? 2 : 1;
        }

        @Override
        public Image forward(Image x, double[][] p) {
            Image y = Image.empty(window.rows(x), window.columns(x), filters);
            int inputs = x.channels / groups;
            for (int r = 0; r < y.height; r++) {
                for (int c = 0; c < y.width; c++) {
                    for (int f = 0; f < filters; f++) {
                        int group = f / (filters / groups);
                        double sum = bias ? p[1][f] : 0;
                        for (int kr = 0; kr < window.kernel[0]; kr++) {
                            for (int kc = 0; kc < window.kernel[1]; kc++) {
                                for (int i = 0; i < inputs; i++) {
                                    int tap = (kr * window.kernel[1] + kc) * inputs + i;
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
            return activation.of(y);
        }
    }

    record Pool(Window window, boolean max, boolean countPadding) implements Layer {
        @Override
        public String annotation() {
            return max
                    ? "@Pool(%s)".formatted(window.text("size"))
                    : "@Pool(type = AVERAGE, %s, countPadding = %s)"
                            .formatted(window.text("size"), countPadding);
        }

        @Override
        public Image forward(Image x, double[][] p) {
            Image y = Image.empty(window.rows(x), window.columns(x), x.channels);
            for (int r = 0; r < y.height; r++) {
                for (int c = 0; c < y.width; c++) {
                    for (int ch = 0; ch < x.channels; ch++) {
                        y.set(r, c, ch, value(x, r, c, ch));
                    }
                }
            }
            return y;
        }

        private double value(Image x, int r, int c, int channel) {
            double sum = 0;
            double largest = Double.NEGATIVE_INFINITY;
            int count = 0;
            for (int kr = 0; kr < window.kernel[0]; kr++) {
                for (int kc = 0; kc < window.kernel[1]; kc++) {
                    int row = window.row(r, kr);
                    int column = window.column(c, kc);
                    if (x.inside(row, column)) {
                        sum += x.at(row, column, channel);
                        largest = Math.max(largest, x.at(row, column, channel));
                        count++;
                    }
                }
            }
            int divisor = countPadding ? window.kernel[0] * window.kernel[1] : count;
            return max ? largest : sum / divisor;
        }
    }

    record Global(boolean max) implements Layer {
        @Override
        public String annotation() {
            return "@Pool(type = " + (max ? "GLOBAL_MAX" : "GLOBAL_AVERAGE") + ")";
        }

        @Override
        public Image forward(Image x, double[][] p) {
            Window whole =
                    new Window(
                            new int[] {x.height, x.width},
                            new int[] {1, 1},
                            new int[] {1, 1},
                            new int[4]);
            return new Pool(whole, max, true).forward(x, p);
        }
    }

    record Dense(int units, boolean bias, Function activation) implements Layer {
        @Override
        public String annotation() {
            return "@Dense(units = %d, bias = %s, %s)"
                    .formatted(units, bias, activation.text("activation"));
        }

        @Override
        public int parameters() {
            return bias ? 2 : 1;
        }

        @Override
        public Image forward(Image x, double[][] p) {
            Image y = Image.empty(1, 1, units);
            for (int u = 0; u < units; u++) {
                double sum = bias ? p[1][u] : 0;
                for (int i = 0; i < x.data.length; i++) {
                    sum += x.data[i] * p[0][i * units + u];
                }
                y.data[u] = sum;
            }
            return activation.of(y);
        }
    }

    record Activate(Function activation) implements Layer {
        @Override
        public String annotation() {
            return "@Activate(" + activation.text("value") + ")";
        }

        @Override
        public Image forward(Image x, double[][] p) {
            return activation.of(x);
        }
    }

    static String list(int[] numbers) {
        StringBuilder text = new StringBuilder("{");
        for (int n : numbers) {
            text.append(text.length() == 1 ? "" : ", ").append(n);
        }
        return text.append("}").toString();
    }
}
