package dev.kiln.samples.gallery;

import static dev.kiln.Activation.RELU;
import static dev.kiln.Activation.SOFTMAX;

import dev.kiln.Dense;
import dev.kiln.Input;
import dev.kiln.Labels;
import dev.kiln.Layer;
import dev.kiln.Model;
import dev.kiln.Regularize;
import dev.kiln.runtime.Network;
import dev.kiln.runtime.data.Csv;
import dev.kiln.runtime.data.Dataset;
import dev.kiln.runtime.data.LabeledData;
import dev.kiln.runtime.train.Adam;
import dev.kiln.runtime.train.ConsoleProgress;
import dev.kiln.runtime.train.Evaluation;
import dev.kiln.runtime.train.History;
import dev.kiln.runtime.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A multilayer perceptron that tells from 13 chemical measurements which grapes a wine is made of.
 */
@Model(
        input =
                @Input(
                        channels = 13,
                        mean = {
                            13, 2.336, 2.367, 19.49, 99.74, 2.295, 2.029, 0.3619, 1.591, 5.058,
                            0.9574, 2.612, 746.9
                        },
                        deviation = {
                            0.8095, 1.114, 0.2736, 3.33, 14.24, 0.6241, 0.996, 0.1241, 0.5707,
                            2.312, 0.2279, 0.708, 314
                        }))
@Labels({"first", "second", "third"})
@Regularize(l2 = 1e-3, dropout = 0.2)
public class Wine {
    @Dense(units = 32, activation = RELU)
    Layer hidden1;

    @Dense(units = 16, activation = RELU)
    Layer hidden2;

    @Dense(units = 3, activation = SOFTMAX)
    Layer cultivar;

    /** Options: {@code --data <file>}, {@code --epochs <n>}, {@code --seed <n>}. */
    public static void main(String[] words) {
        Gallery.main(Wine::run, words);
    }

    static void run(String[] words) throws IOException {
        Options options = Options.parse(words, "--data", "--epochs", "--seed");
        Path folder = Path.of(System.getProperty("gallery.data", "samples/gallery/data"));
        String file = options.text("--data").orElse(folder.resolve("wine.csv").toString());
        train(Path.of(file), options.count("--epochs", 40), options.number("--seed", 0));
    }

    static History train(Path file, int epochs, long seed) throws IOException {
        Network network = WineNetwork.initialize(seed);
        LabeledData wines = Csv.withHeader().label("cultivar", network.labels()).read(file);
        Dataset shuffled = wines.dataset().shuffled(seed);
        int tested = shuffled.size() / 4;
        Dataset test = shuffled.subset(0, tested);
        System.out.print(network.summary());
        History history =
                Trainer.of(network)
                        .optimizer(Adam.rate(5e-3))
                        .batchSize(16)
                        .epochs(epochs)
                        .seed(seed)
                        .validateOn(test)
                        .listener(new ConsoleProgress(System.out))
                        .fit(shuffled.subset(tested, shuffled.size()));
        System.out.print(Evaluation.of(network, test));
        return history;
    }
}
