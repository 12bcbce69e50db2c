package dev.kiln.runtime;

/** Where numbers are NaN or infinite: what is looked for when a result already is. */
final class NonFinite {

    private NonFinite() {}

    /** Position of the first of {@code length} numbers that is NaN or infinite, or -1. */
    static int first(float[] data, int length) {
        for (int i = 0; i < length; i++) {
            if (!Float.isFinite(data[i])) {
                return i;
            }
        }
        return -1;
    }

    /**
     * An element of a sample in words, for example {@code NaN at row 3, column 0, channel 1}.
     *
     * @param position among the elements of samples of this shape
     */
    static String text(Shape shape, float[] data, int position) {
        int element = position % shape.size();
        String channel = "channel " + element % shape.channels();
        if (shape.height() == 1 && shape.width() == 1) {
            return data[position] + " at " + channel;
        }
        int pixel = element / shape.channels();
        return data[position]
                + " at row "
                + pixel / shape.width()
                + ", column "
                + pixel % shape.width()
                + ", "
                + channel;
    }
}
