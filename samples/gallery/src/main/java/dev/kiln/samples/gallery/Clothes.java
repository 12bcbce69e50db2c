package dev.kiln.samples.gallery;

import dev.kiln.runtime.Network;
import dev.kiln.runtime.data.Augmentation;
import dev.kiln.runtime.data.Dataset;
import dev.kiln.runtime.data.Idx;
import dev.kiln.runtime.train.ConsoleProgress;
import dev.kiln.runtime.train.Evaluation;
import dev.kiln.runtime.train.History;
import dev.kiln.runtime.train.Optimizer;
import dev.kiln.runtime.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the networks for images are trained on: Fashion-MNIST. Options: {@code --data <folder>} for
 * other IDX files than the bundled part of it, {@code --epochs <n>}, {@code --images <n>} of the
 * training images, {@code --seed <n>}.
 */
record Clothes(Dataset train, Dataset test, int epochs, long seed) {

    private static final int BATCH = 64;
    private static final Duration LINES = Duration.ofSeconds(4);

    /** {@code images}: so many of the training images, where the options don't say otherwise. */
    static Clothes of(String[] words, int epochs, int images) throws IOException {
        Options options = Options.parse(words, "--data", "--epochs", "--images", "--seed");
        String usual = System.getProperty("gallery.clothes", "samples/quickstart/data");
        Path folder = Path.of(options.text("--data").orElse(usual));
        int count = options.count("--images", images);
        int wanted = options.count("--epochs", epochs);
        long seed = options.number("--seed", 0);
        Dataset all = Idx.train(folder);
        return new Clothes(
                all.subset(0, Math.min(count, all.size())), Idx.test(folder), wanted, seed);
    }

    /** In all epochs together. */
    long updates() {
        return (long) epochs * ((train.size() - 1) / BATCH + 1);
    }

    /** Trains, and prints what comes of it. */
    History train(Network network, Optimizer optimizer) {
        System.out.print(network.summary());
        System.out.printf("%,d training images, %,d test images%n", train.size(), test.size());
        History history =
                Trainer.of(network)
                        .optimizer(optimizer)
                        .batchSize(BATCH)
                        .epochs(epochs)
                        .seed(seed)
                        .augment(Augmentation.none().flip())
                        .prefetch()
                        .validateOn(test)
                        .listener(new ConsoleProgress(System.out).every(LINES))
                        .fit(train);
        System.out.print(Evaluation.of(network, test));
        return history;
    }
}
