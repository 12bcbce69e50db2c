package dev.kiln.processor.golden;

/** PyTorch keeps images as channels, rows, columns; Kiln as rows, columns, channels. */
final class ChannelsLast {

    private ChannelsLast() {}

    static float[] from(float[] channelsFirst, int[] shape) {
        int channels = shape[0];
        int pixels = shape[1] * shape[2];
        float[] result = new float[channelsFirst.length];
        for (int sample = 0; sample < result.length / (channels * pixels); sample++) {
            int start = sample * channels * pixels;
            for (int c = 0; c < channels; c++) {
                for (int p = 0; p < pixels; p++) {
                    result[start + p * channels + c] = channelsFirst[start + c * pixels + p];
                }
            }
        }
        return result;
    }
}
