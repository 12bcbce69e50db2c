package dev.kiln.runtime.internal.panel;

/**
 * Depth-wise convolutions 3x3: each channel has a filter of its own. Each output is one chain of
 * fused multiply-adds that begins with the bias and goes over kernel row and column, zeros of the
 * border included, as vectors or as plain loops.
 */
public final class Depthwise {

    private final DepthwiseGeometry geometry;
    private final DepthwiseForm form;
    private final PlainDepthwise plain;

    private final DividedMap.Sweep divided =
            new DividedMap.Sweep() {
                @Override
                public void rows(DividedMap a, int begin, int end, Crew.Memory memory) {
                    Depthwise.this.rows(
                            begin,
                            end,
                            a.input,
                            a.mean,
                            a.shift,
                            a.output,
                            Bound.of(a.relu),
                            memory.scratch(Products.SCRATCH),
                            memory.lines(PanelVectors.DEPTHWISE));
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
        this.form = form(geometry);
        this.plain = new PlainDepthwise(geometry);
        PanelVectors.DEPTHWISE.begin();
    }

    private static DepthwiseForm form(DepthwiseGeometry geometry) {
        if (geometry.strideColumns() > 1) {
            // To copy a map takes longer than what it saves where few windows share a pixel.
            return new StridedDepthwise(geometry);
        }
        SmallDepthwise small = new SmallDepthwise(geometry);
        return small.fits() ? small : new PaddedDepthwise(geometry);
    }

    /**
     * Convolves samples.
     *
     * @param bias one number a channel; null for zeros
     * @param scratch working memory: 16 channels of three rows of windows and ten pixels, at least
     *     4096 floats; or with strides a row of the input and ten pixels
     * @param lines working memory of plain loops: {@link Products#SUMS} rows of {@link
     *     Products#LENGTH} numbers
     */
    public void forward(
            int samples,
            float[] input,
            float[] weight,
            float[] bias,
            float[] output,
            boolean relu,
            float[] scratch,
            float[][] lines) {
        DepthwiseGeometry g = geometry;
        int rows = samples * g.rows();
        Crew crew = Crew.current();
        if (crew == null
                || !Crew.pays((long) rows * g.columns() * g.channels())
                || form.size() > Products.SCRATCH) {
            rows(0, rows, input, weight, bias, output, Bound.of(relu), scratch, lines);
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
            float[] scratch,
            float[][] lines) {
        int first = sample * geometry.rows();
        int end = first + geometry.rows();
        rows(first, end, input, weight, bias, output, Bound.of(relu), scratch, lines);
    }

    private void rows(
            int begin,
            int end,
            float[] input,
            float[] weight,
            float[] bias,
            float[] output,
            float least,
            float[] scratch,
            float[][] lines) {
        if (PanelVectors.DEPTHWISE.on()) {
            form.rows(begin, end, input, weight, bias, output, least, scratch);
        } else {
            plain.rows(begin, end, input, weight, bias, output, least, lines);
        }
    }
}
