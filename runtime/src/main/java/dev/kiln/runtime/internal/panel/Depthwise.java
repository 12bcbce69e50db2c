package dev.kiln.runtime.internal.panel;

/**
 * Depth-wise convolutions 3x3 as vectors: each channel has a filter of its own. Each output is one
 * chain of fused multiply-adds that begins with the bias and goes over kernel row and column.
 */
public final class Depthwise {

    private final DepthwiseGeometry geometry;
    private final DepthwiseForm form;

    private final DividedMap.Sweep divided =
            new DividedMap.Sweep() {
                @Override
                public void rows(DividedMap a, int begin, int end, float[] scratch) {
                    form.rows(
                            begin,
                            end,
                            a.input,
                            a.mean,
                            a.shift,
                            a.output,
                            Bound.of(a.relu),
                            scratch);
                }
            };

    /**
     * A convolution.
     *
     * @param height of the input
     * @param width of the input
     * @param channels a multiple of 16
     * @param rows of the output
     * @param columns of the output
     * @param top rows of zeros above the input
     * @param left columns of zeros in front of it
     */
    public Depthwise(
            int height,
            int width,
            int channels,
            int rows,
            int columns,
            int strideRows,
            int strideColumns,
            int top,
            int left) {
        this.geometry =
                new DepthwiseGeometry(
                        height,
                        width,
                        channels,
                        rows,
                        columns,
                        strideRows,
                        strideColumns,
                        top,
                        left);
        // To copy a map takes longer than what it saves where few windows share a pixel.
        this.form =
                strideColumns == 1 ? new PaddedDepthwise(geometry) : new StridedDepthwise(geometry);
        PanelVectors.DEPTHWISE.begin();
    }

    /** Whether the loops are compiled. */
    public static boolean vectors() {
        return PanelVectors.DEPTHWISE.on();
    }

    /**
     * Convolves samples.
     *
     * @param bias one number a channel; null for zeros
     * @param scratch working memory: 16 channels of three rows of windows and ten pixels, or with
     *     strides a row of the input and ten pixels
     */
    public void forward(
            int samples,
            float[] input,
            float[] weight,
            float[] bias,
            float[] output,
            boolean relu,
            float[] scratch) {
        DepthwiseGeometry g = geometry;
        int rows = samples * g.rows();
        Crew crew = Crew.current();
        if (crew == null
                || !Crew.pays((long) rows * g.columns() * g.channels())
                || form.size() > Products.SCRATCH) {
            form.rows(0, rows, input, weight, bias, output, Bound.of(relu), scratch);
            return;
        }
        DividedMap map = crew.map;
        map.input = input;
        map.mean = weight;
        map.shift = bias;
        map.output = output;
        map.relu = relu;
        map.run(crew, divided, rows, 1);
    }

    /** Convolves one of the samples. */
    public void sample(
            int sample,
            float[] input,
            float[] weight,
            float[] bias,
            float[] output,
            boolean relu,
            float[] scratch) {
        int first = sample * geometry.rows();
        int end = first + geometry.rows();
        form.rows(first, end, input, weight, bias, output, Bound.of(relu), scratch);
    }
}
