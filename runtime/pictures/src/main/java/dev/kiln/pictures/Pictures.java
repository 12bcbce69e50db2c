package dev.kiln.pictures;

import dev.kiln.runtime.Network;
import dev.kiln.runtime.data.Dataset;
import dev.kiln.runtime.train.Evaluation;
import dev.kiln.runtime.train.History;
import dev.kiln.runtime.train.Trainer;
import java.util.List;
import java.util.Objects;

/**
 * Drawings of trainings and evaluations.
 *
 * <pre>{@code
 * Pictures.loss(history).write(Path.of("loss.svg"));
 * }</pre>
 *
 * <p>{@link Page} puts several into one HTML file, {@link Trainer#report} keeps one up to date.
 */
public final class Pictures {

    private Pictures() {}

    /** Mean loss of each epoch, of training and validation. */
    public static Picture loss(History history) {
        return curves(history).loss();
    }

    /** Accuracy after each epoch; of training where {@link Trainer#measureTraining} asks for it. */
    public static Picture accuracy(History history) {
        return curves(history).accuracy();
    }

    /** Learning rate at the end of each epoch. */
    public static Picture learningRate(History history) {
        return curves(history).learningRate();
    }

    /** Samples that were trained on per second, in each epoch. */
    public static Picture speed(History history) {
        return curves(history).speed();
    }

    static HistoryCurves curves(History history) {
        Objects.requireNonNull(history, "the history is null");
        if (history.epochs().isEmpty()) {
            throw new IllegalArgumentException("the history has no epochs");
        }
        return HistoryCurves.of(history.epochs());
    }

    /**
     * Actual and predicted classes as a heat map; of more than 40 classes those with the lowest F1.
     *
     * @throws IllegalArgumentException if the data had values, no classes
     */
    public static Picture confusion(Evaluation evaluation) {
        return new ConfusionHeatMap(classes(evaluation).confusion()).picture();
    }

    /**
     * The classes that were most often taken for one another.
     *
     * @param most so many pairs, or all if there are fewer
     * @throws IllegalArgumentException if the data had values, no classes, or {@code most} is below
     *     1
     */
    public static Picture mostConfused(Evaluation evaluation, int most) {
        List<ConfusedPair> pairs = ConfusedPair.of(classes(evaluation).confusion());
        return ConfusedPair.bars(
                pairs.subList(0, Math.min(atLeastOne("pairs", most), pairs.size())));
    }

    private static Evaluation classes(Evaluation evaluation) {
        Objects.requireNonNull(evaluation, "the evaluation is null");
        if (evaluation.confusion().classes() == 0) {
            throw new IllegalArgumentException(
                    "the data of the evaluation have values, no classes that are confused");
        }
        return evaluation;
    }

    /**
     * Samples that were taken for another class, the least probable ones first, as images.
     *
     * @param most so many samples, or all that are wrong if there are fewer
     * @throws IllegalArgumentException if the data do not suit the network or have values, no
     *     classes, or {@code most} is below 1
     */
    public static Picture worst(Network network, Dataset dataset, int most) {
        Objects.requireNonNull(network, "the network is null");
        Objects.requireNonNull(dataset, "the data set is null");
        return new WorstSamples(network, dataset).picture(atLeastOne("samples", most));
    }

    /**
     * Filters of the first convolution, at most 64.
     *
     * @throws IllegalArgumentException if the first layer with weights has no window
     */
    public static Picture filters(Network network) {
        Objects.requireNonNull(network, "the network is null");
        return FirstFilters.of(network)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        network.model()
                                                + ": the first layer is no convolution larger than"
                                                + " 1x1, so it has no filters to look at"))
                .picture();
    }

    /**
     * An image beside the pixels of it that move a class most, by the gradient of the input. The
     * gradients of the network's parameters are overwritten, the parameters are not.
     *
     * @param pixels raw values in row, column, channel order. Not modified.
     * @param label number of the class
     * @throws UnsupportedOperationException if the model does not ask for that gradient:
     *     {@code @Model(inputGradient = true)}
     * @throws IllegalArgumentException if the image has another size, if there is no such class, or
     *     if the network has batch norm in training
     */
    public static Picture saliency(Network network, float[] pixels, int label) {
        Objects.requireNonNull(network, "the network is null");
        Objects.requireNonNull(pixels, "the pixels are null");
        return new Saliency(network, pixels, label).picture();
    }

    private static int atLeastOne(String name, int number) {
        if (number < 1) {
            throw new IllegalArgumentException(
                    "the number of " + name + " is " + number + ", expected at least 1");
        }
        return number;
    }
}
