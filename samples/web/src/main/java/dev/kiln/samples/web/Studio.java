package dev.kiln.samples.web;

import dev.kiln.pictures.Pictures;
import dev.kiln.runtime.Prediction;
import dev.kiln.runtime.data.Dataset;
import dev.kiln.runtime.train.Adam;
import dev.kiln.runtime.train.Trainer;
import dev.kiln.runtime.train.TrainingListener;
import java.util.List;

/** The network: first it is trained, then it recognizes, for any number of threads. */
final class Studio {

    private static final int SHOWN = 5;
    private static final int MEASURED = 1_000;
    private static final double RATE = 1e-3;

    private final Dataset train;
    private final Dataset test;
    private final int epochs;
    private final ClothesNetwork network = ClothesNetwork.initialize(0);
    private final LiveTraining training = new LiveTraining();

    /** There when the network is trained. */
    private volatile ClothesPredictor predictor;

    Studio(Dataset train, Dataset test, int epochs) {
        this.train = train;
        this.test = test;
        this.epochs = epochs;
    }

    void train(TrainingListener console) {
        Trainer.of(network)
                .optimizer(Adam.rate(RATE))
                .epochs(epochs)
                .validateOn(test)
                .measureTraining(MEASURED)
                .listener(console)
                .listener(training)
                .fit(train);
        predictor = ClothesPredictor.of(network);
        training.trained();
    }

    LiveTraining training() {
        return training;
    }

    Dataset test() {
        return test;
    }

    String model() {
        return network.toString();
    }

    /**
     * The most probable classes of an image, and what speaks for the first.
     *
     * @param pixels 28x28, white on black
     * @throws Refusal if the network is not trained yet
     */
    Answer recognize(float[] pixels) {
        ClothesPredictor ready = predictor;
        if (ready == null) {
            throw Refusal.tooEarly();
        }
        List<Prediction> best = ready.top(pixels, SHOWN);
        return new Answer(best, saliency(pixels, best.get(0).index()));
    }

    /** One at a time: gradients are those of the network, which has one workspace. */
    private String saliency(float[] pixels, int label) {
        synchronized (network) {
            return Pictures.saliency(network, pixels, label).svg();
        }
    }
}
