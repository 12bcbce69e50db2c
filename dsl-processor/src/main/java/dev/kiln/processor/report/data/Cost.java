package dev.kiln.processor.report.data;

/**
 * Costs of a layer for one sample. Layers that were merged into another's kernel cost nothing
 * themselves.
 *
 * @param parameters numbers that are learned
 * @param multiplyAdds products with weights, as papers count them
 * @param training of a step forward and back
 * @param prediction in the predictor
 */
public record Cost(long parameters, long multiplyAdds, Work training, Work prediction) {

    public static final Cost NONE = new Cost(0, 0, Work.NONE, Work.NONE);

    /**
     * Work of kernels.
     *
     * @param bytesMoved bytes of tensors that they read and write
     * @param nanoseconds as the cost model predicts them, on one core
     */
    public record Work(long bytesMoved, double nanoseconds) {

        public static final Work NONE = new Work(0, 0);

        public Work plus(Work other) {
            return new Work(bytesMoved + other.bytesMoved, nanoseconds + other.nanoseconds);
        }
    }

    public Cost plus(Cost other) {
        return new Cost(
                parameters + other.parameters,
                multiplyAdds + other.multiplyAdds,
                training.plus(other.training),
                prediction.plus(other.prediction));
    }
}
