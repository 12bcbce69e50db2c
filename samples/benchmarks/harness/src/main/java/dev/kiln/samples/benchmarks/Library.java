package dev.kiln.samples.benchmarks;

import java.util.Optional;

/** What is measured: a way to predict and to train with a specimen's network and weights. */
public interface Library {

    /** The library and what it computes with, with versions. */
    String version() throws Exception;

    /** What its predictions are. */
    Outputs outputs();

    /** Images, [samples, channels, rows, columns], in the order in which the library wants them. */
    default float[] arrange(Architecture network, float[] images) {
        return images;
    }

    /** A predictor for this number of images at a time. */
    Prediction prediction(Specimen specimen, int samples) throws Exception;

    /**
     * A predictor for one image at a time, on which so many threads work. Empty where the library
     * is measured with one thread only.
     */
    default Optional<Prediction> sharedPrediction(Specimen specimen, int threads) throws Exception {
        return Optional.empty();
    }

    /**
     * A training on these images: softmax cross-entropy, SGD with rate 0.01, momentum 0.9 and
     * weight decay 1e-4. Empty where the library only predicts.
     *
     * @param images as {@link #arrange} gives them
     * @param labels class of each image
     */
    Optional<Training> training(Specimen specimen, float[] images, int[] labels) throws Exception;

    /** What a network ends with. */
    enum Outputs {
        LOGITS,
        PROBABILITIES
    }

    /** Predicts. */
    interface Prediction {
        /**
         * What the network makes of images.
         *
         * @param images as {@link #arrange} gives them
         * @return [samples, classes]
         */
        float[] predict(float[] images) throws Exception;
    }

    /** Trains. */
    interface Training {
        /** Loss, gradients and an update by the whole batch. */
        void step() throws Exception;

        /** What the network, as it is now, predicts for the batch. */
        float[] predict() throws Exception;
    }
}
