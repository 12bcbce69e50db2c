package dev.kiln.runtime.damage;

import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.Shape;
import dev.kiln.runtime.SoftmaxRegression;
import dev.kiln.runtime.data.Dataset;
import dev.kiln.runtime.train.Adam;
import dev.kiln.runtime.train.History;
import dev.kiln.runtime.train.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A checkpoint with everything that it can hold, of which little is left to train. The one before
 * is not there.
 */
final class CheckpointFile implements Specimen {

    private static final Shape SHAPE = new Shape(1, 2, 1);
    private static final int CLASSES = 3;
    private static final int EPOCHS = 3;

    private static Dataset data(int size) {
        Random random = new Random(size);
        float[] inputs = new float[size * SHAPE.size()];
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            labels[i] = i % CLASSES;
            inputs[2 * i] = labels[i] + random.nextFloat();
            inputs[2 * i + 1] = labels[i] * random.nextFloat();
        }
        return Dataset.ofFloats(SHAPE, inputs, labels, CLASSES);
    }

    private static Trainer trainer(SoftmaxRegression network, Path file) {
        return Trainer.of(network)
                .optimizer(Adam.rate(0.01))
                .batchSize(5)
                .epochs(EPOCHS)
                .seed(7)
                .threads(1)
                .validateOn(data(4))
                .reduceOnPlateau(0.5, 2)
                .stopEarly(4)
                .checkpoint(file, 4);
    }

    /** Two updates an epoch: the last checkpoint but one is written in the middle of the last. */
    @Override
    public byte[] whole(Path folder) throws IOException {
        Path file = folder.resolve("whole");
        SoftmaxRegression network = SoftmaxRegression.initialize(SHAPE, CLASSES, 1);
        trainer(network, file).quiet().fit(data(9));
        return Files.readAllBytes(file);
    }

    @Override
    public boolean isSealed() {
        return true;
    }

    @Override
    public Object read(Path file) throws IOException {
        SoftmaxRegression network = SoftmaxRegression.initialize(SHAPE, CLASSES, 99);
        History history = trainer(network, file).quiet().resume().fit(data(9));
        List<Object> facts = new ArrayList<>();
        for (Parameter parameter : network.parameters()) {
            facts.add(Arrays.toString(parameter.values()));
        }
        history.epochs()
                .forEach(e -> facts.add(List.of(e.loss(), e.validationLoss().getAsDouble())));
        return facts;
    }

    @Override
    public boolean isDocumented(Throwable thrown) {
        return thrown instanceof UncheckedIOException || thrown instanceof IllegalStateException;
    }
}
