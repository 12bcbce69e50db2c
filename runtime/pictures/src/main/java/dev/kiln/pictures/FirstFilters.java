package dev.kiln.pictures;

import dev.kiln.runtime.Network;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.weights.FileTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The filters of a network's first convolution. Those of images in color are shown as colors, all
 * others by their signs, summed over the channels.
 */
@SuppressWarnings("ArrayRecordComponent") // a copy of its own, never a key
record FirstFilters(String name, List<Integer> shape, float[] data) {

    private static final int MOST = 64;
    private static final int COLUMNS = 8;

    /** Axes of a convolution in a file: outputs, inputs, height, width. */
    private static final int AXES = 4;

    /** A copy of them; none where no convolution with a window comes first. */
    static Optional<FirstFilters> of(Network network) {
        return network.parameters().stream()
                .filter(p -> p.kind() == Parameter.Kind.WEIGHT)
                .findFirst()
                .filter(p -> p.layout().fileShape().size() == AXES)
                .filter(p -> p.layout().fileShape().get(2) * p.layout().fileShape().get(3) > 1)
                .map(FirstFilters::copy);
    }

    private static FirstFilters copy(Parameter weights) {
        FileTensor tensor = FileTensor.of(weights.layout(), weights.values());
        return new FirstFilters(weights.name(), tensor.shape(), tensor.data());
    }

    Picture picture() {
        int filters = Math.min(MOST, shape.get(0));
        int channels = shape.get(1);
        int height = shape.get(2);
        int width = shape.get(3);
        List<Sheet.Tile> tiles = new ArrayList<>();
        for (int f = 0; f < filters; f++) {
            float[] filter = channelsLast(data, f, channels, height * width);
            String image =
                    channels == 3
                            ? Raster.sample(height, width, channels, around(filter))
                            : Raster.signed(height, width, sums(filter, channels));
            tiles.add(
                    new Sheet.Tile(
                            List.of(image), (double) height / width, List.of(), tip(f, filter)));
        }
        String description =
                Text.format(
                        "%d of %d filters of %dx%dx%d of %s; %s.",
                        filters,
                        shape.get(0),
                        height,
                        width,
                        channels,
                        name,
                        channels == 3 ? "gray is 0" : "amber weights are above 0, blue ones below");
        return new Sheet(
                        "Filters of the first layer",
                        description,
                        Math.min(COLUMNS, filters),
                        tiles)
                .picture();
    }

    private static float[] channelsLast(float[] data, int filter, int channels, int area) {
        float[] values = new float[channels * area];
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < area; i++) {
                values[i * channels + c] = data[(filter * channels + c) * area + i];
            }
        }
        return values;
    }

    /** Weights as pixels, with 0 in the middle. */
    private static float[] around(float[] filter) {
        float largest = 1e-30f;
        for (float weight : filter) {
            largest = Math.max(largest, Math.abs(weight));
        }
        float[] pixels = new float[filter.length];
        for (int i = 0; i < filter.length; i++) {
            pixels[i] = 127.5f + 127.5f * filter[i] / largest;
        }
        return pixels;
    }

    private static float[] sums(float[] filter, int channels) {
        float[] sums = new float[filter.length / channels];
        for (int i = 0; i < filter.length; i++) {
            sums[i / channels] += filter[i];
        }
        return sums;
    }

    private static String tip(int number, float[] filter) {
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (float weight : filter) {
            least = Math.min(least, weight);
            most = Math.max(most, weight);
        }
        return Text.format("Filter %d, weights from %.3f to %.3f", number, least, most);
    }
}
