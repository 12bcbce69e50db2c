package dev.kiln.pictures;

import dev.kiln.runtime.Network;
import dev.kiln.runtime.Shape;
import dev.kiln.runtime.data.Dataset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.ejml.data.FMatrixRMaj;

/** The samples whose class a network finds least probable. */
final class WorstSamples {

    private static final int BATCH = 64;
    private static final int COLUMNS = 4;
    private static final int NAMED = 3;

    private final Network network;
    private final Dataset dataset;

    /** A network and data that it has learned to tell apart. */
    WorstSamples(Network network, Dataset dataset) {
        if (dataset.classes() == 0) {
            throw new IllegalArgumentException(
                    network.model() + ": the data have values, no classes that may be wrong");
        }
        if (dataset.size() == 0 || !dataset.shape().equals(network.input())) {
            throw new IllegalArgumentException(
                    Text.format(
                            "%s: the data are %,d samples of %s, expected samples of %s",
                            network.model(), dataset.size(), dataset.shape(), network.input()));
        }
        List<String> names = network.classNames();
        boolean named = !names.isEmpty() && !dataset.labels().isEmpty();
        this.network = network;
        this.dataset = named ? dataset.labeled(names) : dataset;
        if (this.dataset.classes() > network.output().size()) {
            throw new IllegalArgumentException(
                    Text.format(
                            "%s: the data have %d classes, the network %d",
                            network.model(), this.dataset.classes(), network.output().size()));
        }
    }

    private record Sample(int index, int label, int predicted, float own, float best) {

        /** How much more probable another class is; 0 where it is right. */
        float fault() {
            return Float.isNaN(own) ? Float.POSITIVE_INFINITY : best - own;
        }
    }

    Picture picture(int most) {
        List<Sample> worst =
                samples().stream()
                        .filter(s -> s.label != s.predicted)
                        .sorted(Comparator.comparingDouble(Sample::fault).reversed())
                        .limit(most)
                        .toList();
        String words =
                worst.stream()
                        .limit(NAMED)
                        .map(s -> name(s.label) + " taken for " + taken(s))
                        .collect(Collectors.joining("; ", "The worst: ", "."));
        return new Sheet(
                        "Classified worst",
                        worst.isEmpty() ? "All samples are classified right." : words,
                        COLUMNS,
                        worst.stream().map(this::tile).toList())
                .picture();
    }

    private Sheet.Tile tile(Sample sample) {
        Shape shape = dataset.shape();
        float[] values = new float[shape.size()];
        dataset.input(sample.index, values, 0);
        String actual = name(sample.label);
        return new Sheet.Tile(
                List.of(Raster.sample(shape.height(), shape.width(), shape.channels(), values)),
                (double) shape.height() / shape.width(),
                List.of(actual, "→ " + taken(sample), chance(sample.best)),
                Text.format("Sample %,d: %s, taken for %s", sample.index, actual, taken(sample)));
    }

    private String taken(Sample sample) {
        return sample.predicted < 0 ? "NaN" : name(sample.predicted);
    }

    private static String chance(float score) {
        return Float.isNaN(score) ? "" : Text.format("%.0f %%", 100 * score);
    }

    private String name(int label) {
        List<String> names =
                network.classNames().isEmpty() ? dataset.labels() : network.classNames();
        return label < names.size() ? names.get(label) : Integer.toString(label);
    }

    private List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        int size = network.input().size();
        int classes = network.output().size();
        FMatrixRMaj output = new FMatrixRMaj(1, classes);
        for (int from = 0; from < dataset.size(); from += BATCH) {
            int rows = Math.min(BATCH, dataset.size() - from);
            FMatrixRMaj input = new FMatrixRMaj(rows, size);
            for (int row = 0; row < rows; row++) {
                dataset.input(from + row, input.data, row * size);
            }
            network.predict(input, output);
            for (int row = 0; row < rows; row++) {
                samples.add(sample(from + row, output.data, row * classes, classes));
            }
        }
        return samples;
    }

    private Sample sample(int index, float[] scores, int from, int classes) {
        int label = dataset.label(index);
        int best = -1;
        for (int c = 0; c < classes; c++) {
            float score = scores[from + c];
            best = !Float.isNaN(score) && (best < 0 || score > scores[from + best]) ? c : best;
        }
        float own = best < 0 ? Float.NaN : scores[from + label];
        return new Sample(index, label, best, own, best < 0 ? Float.NaN : scores[from + best]);
    }
}
