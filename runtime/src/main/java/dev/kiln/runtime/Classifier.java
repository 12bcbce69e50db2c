package dev.kiln.runtime;

import dev.kiln.runtime.internal.image.Preprocessing;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Objects;

/**
 * A predictor whose outputs are the probabilities of classes.
 *
 * <p>Samples are raw values in row, column, channel order, {@code values[(row * width + column) *
 * channels + channel]}: of images pixels from 0 to 255 as {@link dev.kiln.runtime.data.Images#read}
 * gives them, unless the network was trained on others. Scaling is part of the network.
 */
public abstract class Classifier extends Predictor {

    /**
     * Creates the frame of a generated classifier; see {@link Predictor}.
     *
     * @param model name of the annotated class
     * @param input shape of one sample
     * @param output shape of one result
     * @param labels names of the classes, empty if none were declared
     * @param architecture fingerprint of the layers, hexadecimal
     */
    protected Classifier(
            String model, Shape input, Shape output, List<String> labels, String architecture) {
        super(model, input, output, labels, architecture);
    }

    /**
     * Index of the most probable class; of equals the first.
     *
     * @param pixels one sample, raw values in row, column, channel order, of images from 0 to 255.
     *     Not modified.
     * @throws IllegalArgumentException if the sample has another length, or if the probabilities
     *     are NaN because a value of it is NaN or infinite
     * @throws IllegalStateException if they are NaN although the sample is finite
     */
    public final int classify(float[] pixels) {
        return ArgMax.of(probabilities(pixels), 0, output().size());
    }

    /**
     * Name of the most probable class.
     *
     * @param pixels one sample, raw values in row, column, channel order, of images from 0 to 255.
     *     Not modified.
     * @throws IllegalArgumentException as {@link #classify} does
     * @throws IllegalStateException if the model declares no labels, or as {@link #classify} does
     */
    public final String label(float[] pixels) {
        List<String> labels = labels();
        if (labels.isEmpty()) {
            throw new IllegalStateException(model() + " declares no labels; use classify");
        }
        return labels.get(classify(pixels));
    }

    /**
     * Index of the most probable class of an image, scaled to the input by {@link
     * dev.kiln.runtime.data.Images#read}.
     *
     * @param image not modified
     * @throws IllegalArgumentException if the input of the model has other than 1 or 3 channels
     */
    public final int classify(BufferedImage image) {
        return classify(pixels(image));
    }

    /**
     * The most probable classes of a sample, the most probable first; of equals the one with the
     * smaller index.
     *
     * @param pixels one sample, raw values in row, column, channel order, of images from 0 to 255.
     *     Not modified.
     * @param most so many classes, or all if there are fewer
     * @throws IllegalArgumentException if {@code most} is below 1, or as {@link #classify} does
     * @throws IllegalStateException as {@link #classify} does
     */
    public final List<Prediction> top(float[] pixels, int most) {
        if (most < 1) {
            throw new IllegalArgumentException(
                    model() + ": the top " + most + " classes are asked for, expected 1 or more");
        }
        float[] probabilities = probabilities(pixels);
        Prediction[] best = new Prediction[Math.min(most, probabilities.length)];
        for (int i = 0; i < probabilities.length; i++) {
            // Where it stands among those that were found before it.
            int place = Math.min(i, best.length);
            while (place > 0 && best[place - 1].probability() < probabilities[i]) {
                place--;
            }
            if (place < best.length) {
                System.arraycopy(best, place, best, place + 1, best.length - 1 - place);
                String label = labels().isEmpty() ? Integer.toString(i) : labels().get(i);
                best[place] = new Prediction(label, i, probabilities[i]);
            }
        }
        return List.of(best);
    }

    /**
     * The most probable classes of an image, scaled to the input by {@link
     * dev.kiln.runtime.data.Images#read}; see {@link #top(float[], int)}.
     *
     * @param image not modified
     * @throws IllegalArgumentException if the input of the model has other than 1 or 3 channels, or
     *     {@code most} is below 1
     */
    public final List<Prediction> top(BufferedImage image, int most) {
        return top(pixels(image), most);
    }

    private float[] pixels(BufferedImage image) {
        Objects.requireNonNull(image, "the image is null");
        return Preprocessing.numbers(
                Preprocessing.standard(input().height(), input().width(), input().channels())
                        .of(image));
    }

    /** Those of one sample, none of which is NaN: no class is the most probable then. */
    private float[] probabilities(float[] pixels) {
        float[] probabilities = predict(pixels);
        if (ArgMax.of(probabilities, 0, probabilities.length) != ArgMax.NONE) {
            return probabilities;
        }
        int position = NonFinite.first(pixels, pixels.length);
        if (position >= 0) {
            throw new IllegalArgumentException(
                    model()
                            + ": the probabilities are NaN; the input has "
                            + NonFinite.text(input(), pixels, position));
        }
        throw new IllegalStateException(
                model()
                        + ": the probabilities are NaN although the input is finite; weights are NaN"
                        + " or infinite, or values overflow");
    }
}
