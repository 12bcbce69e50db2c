package dev.kiln.runtime.internal.panel;

/** A way to go over the windows of a depth-wise convolution. */
interface DepthwiseForm {

    /**
     * Rows of the output, those of all samples being counted.
     *
     * @param bias one number a channel; null for zeros
     */
    void rows(
            int firstRow,
            int endRow,
            float[] input,
            float[] weight,
            float[] bias,
            float[] output,
            float least,
            float[] scratch);

    /** Floats of working memory. */
    int size();
}
