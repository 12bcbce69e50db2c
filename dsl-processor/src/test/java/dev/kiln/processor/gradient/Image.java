package dev.kiln.processor.gradient;

/** An image in double precision, channels last. */
@SuppressWarnings("ArrayRecordComponent") // never compared
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
