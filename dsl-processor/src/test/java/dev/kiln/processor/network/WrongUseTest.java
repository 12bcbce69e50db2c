package dev.kiln.processor.network;

import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kiln.runtime.Classifier;
import dev.kiln.runtime.Network;
import dev.kiln.runtime.Predictor;
import dev.kiln.runtime.Shape;
import dev.kiln.runtime.Target;
import dev.kiln.runtime.TrainingStep;
import dev.kiln.runtime.data.Augmentation;
import dev.kiln.runtime.data.Dataset;
import dev.kiln.runtime.train.Adagrad;
import dev.kiln.runtime.train.Adam;
import dev.kiln.runtime.train.AdamW;
import dev.kiln.runtime.train.ConfusionMatrix;
import dev.kiln.runtime.train.Evaluation;
import dev.kiln.runtime.train.RmsProp;
import dev.kiln.runtime.train.RunningOptimizer;
import dev.kiln.runtime.train.Schedule;
import dev.kiln.runtime.train.Sgd;
import dev.kiln.runtime.train.Trainer;
import dev.kiln.runtime.weights.FileTensor;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Wrong uses, each with the one sentence that says so. */
class WrongUseTest {

    private final Map<String, Executable> wrong = new LinkedHashMap<>();
    private final Network network;
    private final Classifier predictor;

    WrongUseTest() throws ReflectiveOperationException {
        network = LeNet.network(1);
        predictor = LeNet.predictor(network);
    }

    /** The sentence is the key; calls that share one are told apart by blanks behind it. */
    private void add(String sentence, Executable... calls) {
        String key = sentence;
        for (Executable call : calls) {
            while (wrong.containsKey(key)) {
                key += " ";
            }
            wrong.put(key, call);
        }
    }

    private void check() {
        wrong.forEach(
                (key, call) -> {
                    String sentence = key.strip();
                    String actual = assertThrows(Exception.class, call, sentence).getMessage();
                    assertWithMessage(key).that(actual).isEqualTo(sentence);
                });
    }

    private static FMatrixRMaj images() {
        return LeNet.images(2, 1);
    }

    private static FMatrixRMaj shortArray(int columns) {
        FMatrixRMaj matrix = new FMatrixRMaj(2, columns);
        matrix.data = new float[3];
        return matrix;
    }

    private Dataset data() {
        return Dataset.ofBytes(network.input(), new byte[784 * 4], new int[] {0, 1, 2, 3}, 10);
    }

    @Test
    void batches() {
        Target target = Target.classes(1, 2);
        add(
                "LeNet: the input is null",
                () -> network.predict(null, null),
                () -> network.loss(null, target),
                () -> network.lossWithGradients(null, target),
                () -> network.forward(null, null),
                () -> predictor.predict(null, null));
        add("the input is null", () -> predictor.classify((float[]) null));
        add(
                "LeNet: the target is null",
                () -> network.loss(images(), null),
                () -> network.lossWithGradients(images(), null));
        add("the class indices are null", () -> Target.classes((int[]) null));
        add("the wanted values are null", () -> Target.values(null));
        add(
                "LeNet: the input has no samples",
                () -> network.predict(new FMatrixRMaj(0, 784), null),
                () -> predictor.predict(new FMatrixRMaj(0, 784), null));
        add(
                "LeNet: the input is [1 x 3], expected [samples x 784], one row of 28x28x1 per sample",
                () -> predictor.classify(new float[3]),
                () -> network.forward(new FMatrixRMaj(1, 3), null));
        add(
                "LeNet: the input is [2 x 784], but its array has 3 numbers",
                () -> network.predict(shortArray(784), null),
                () -> predictor.predict(shortArray(784), null));
        add(
                "LeNet: the output is the matrix of the input, which must stay as it is;"
                        + " give another, or null for a new one",
                () -> network.predict(sameTwice(), sameTwice()),
                () -> network.forward(sameTwice(), sameTwice()),
                () -> predictor.predict(sameTwice(), sameTwice()));
        add(
                "LeNet: the loss compares with class indices, but the target holds values",
                () -> network.loss(images(), Target.values(new FMatrixRMaj(2, 10))));
        add(
                "LeNet: the input has 2 samples, but the target has 1",
                () -> network.loss(images(), Target.classes(1)));
        add(
                "LeNet: the target of sample 1 is class 10, expected 0 to 9",
                () -> network.lossWithGradients(images(), Target.classes(9, 10)));
        check();
    }

    private FMatrixRMaj same;

    private FMatrixRMaj sameTwice() {
        FMatrixRMaj last = same;
        same = last == null ? images() : null;
        return last == null ? same : last;
    }

    @Test
    void stepsAndFiles() {
        add(
                "LeNet: update(...) needs gradients: lossWithGradients(...) or backward(...) comes"
                        + " first",
                () -> network.update(Sgd.rate(0.1).start(network.parameters())));
        add(
                "LeNet: gradientDict() needs gradients: lossWithGradients(...) or backward(...)"
                        + " comes first",
                network::gradientDict);
        add("the optimizer is null", () -> network.update(null));
        add(
                "LeNet: the scale of the gradients is NaN, expected a number",
                () -> network.update(Sgd.rate(0.1).start(List.of()), Double.NaN));
        add(
                "the weight of gradients is -1.0, expected 0 or above",
                () -> TrainingStep.of(1, 2).dividedBy(-1));
        add(
                "LeNet: the gradient by the output is null",
                () -> {
                    network.forward(images(), null);
                    network.backward(null);
                });
        add("the executor is null", () -> network.executor(null, 2));
        add("the executor is null", () -> predictor.executor(null, 2));
        add("the file to save to is null", () -> network.save(null));
        add("the tensors are null", () -> network.loadStateDict(null));
        add(
                "a tensor is null",
                () -> {
                    Map<String, FileTensor> state = new HashMap<>(network.stateDict());
                    state.put("conv1.weight", null);
                    network.loadStateDict(state);
                });
        add("the numbers of the tensor are null", () -> new FileTensor(List.of(1), null));
        check();
    }

    @Test
    void training() {
        Trainer trainer = Trainer.of(network).quiet();
        add("the network is null", () -> Trainer.of(null));
        add("the optimizer is null", () -> trainer.optimizer(null));
        add("the validation data are null", () -> trainer.validateOn(null));
        add("the listener is null", () -> trainer.listener(null));
        add("the augmentation is null", () -> trainer.augment(null));
        add("the file of the checkpoint is null", () -> trainer.checkpoint(null, 1));
        add("the batch size is 0, expected at least 1", () -> trainer.batchSize(0));
        add("the number of epochs is 0, expected at least 1", () -> trainer.epochs(0));
        add("the number of batches is 0, expected at least 1", () -> trainer.accumulate(0));
        add("the patience is 0, expected at least 1", () -> trainer.stopEarly(0));
        add("the patience is 0, expected at least 1", () -> trainer.reduceOnPlateau(0.5, 0));
        add("the factor is 1.5, expected from 0 to below 1", () -> trainer.reduceOnPlateau(1.5, 1));
        add(
                "the number of updates is 0, expected at least 1",
                () -> trainer.checkpoint(Path.of("x"), 0));
        add("there are no data to train on: fit(null)", () -> trainer.fit(null));
        add("LeNet: the data set has no samples", () -> trainer.fit(data().subset(0, 0)));
        add(
                "LeNet: the samples of the data set are 1x1x3, expected 28x28x1",
                () -> trainer.fit(Dataset.ofBytes(Shape.vector(3), new byte[3], new int[1], 10)));
        add(
                "LeNet: the data set has 11 classes, but the network has 10 outputs",
                () -> trainer.fit(Dataset.ofBytes(network.input(), new byte[784], new int[1], 11)));
        add(
                "LeNet: the loss compares with class indices, but the target holds values",
                () ->
                        trainer.fit(
                                Dataset.ofValues(
                                        network.input(), new float[784], 10, new float[10])));
        add(
                "LeNet: early stopping and plateaus need validation data: validateOn(...)",
                () -> Trainer.of(network).stopEarly(1).fit(data()));
        add(
                "LeNet: resuming needs the file of a checkpoint: checkpoint(...)",
                () -> Trainer.of(network).resume().fit(data()));
        check();
    }

    @Test
    void optimizers() {
        for (double rate : new double[] {-1, 0, Double.NaN, Double.POSITIVE_INFINITY}) {
            add(
                    "the learning rate is " + rate + ", expected above 0",
                    () -> Sgd.rate(rate),
                    () -> Adam.rate(rate),
                    () -> AdamW.rate(rate),
                    () -> RmsProp.rate(rate),
                    () -> Adagrad.rate(rate));
        }
        Adam adam = Adam.rate(1);
        add("the momentum is 1.0, expected from 0 to below 1", () -> Sgd.rate(1).momentum(1));
        add("the first beta is 1.0, expected from 0 to below 1", () -> adam.betas(1, 0.9));
        add("the epsilon is 0.0, expected above 0", () -> adam.epsilon(0));
        add("the weight decay is -1.0, expected 0 or above", () -> adam.weightDecay(-1));
        add("the limit of the norm is 0.0, expected above 0", () -> adam.clipNorm(0));
        add("the limit of the values is NaN, expected above 0", () -> adam.clipValue(Double.NaN));
        add("the schedule is null", () -> adam.schedule(null));
        add("the list of parameters is null", () -> adam.start(null));
        RunningOptimizer running = adam.start(List.of());
        add("the state is null", () -> running.restore(null));
        add(
                "the factor of the learning rate is -1.0, expected above 0",
                () -> running.scaleRate(-1));
        add(
                "Nesterov's form needs momentum, which is 0.0: Sgd.rate(...).momentum(0.9)",
                () -> Sgd.rate(1).nesterov().start(List.of()));
        add("the number of updates is 0, expected 1 or more", () -> Schedule.cosine(0));
        add("the gamma is -1.0, expected 0 or above", () -> Schedule.step(1, -1));
        add("the gamma is -1.0, expected 0 or above", () -> Schedule.multiStep(-1, 5));
        add("the gamma is -1.0, expected 0 or above", () -> Schedule.exponential(-1));
        add("the least factor is -1.0, expected 0 or above", () -> Schedule.cosine(5, -1));
        add("the first factor is NaN, expected 0 or above", () -> Schedule.warmUp(3, Double.NaN));
        add("the schedule after the warm-up is null", () -> Schedule.warmUp(3, null));
        check();
    }

    @Test
    void anOptimizerOfAnotherNetwork() throws ReflectiveOperationException {
        RunningOptimizer optimizer = Adam.rate(1e-3).start(network.parameters());
        network.lossWithGradients(images(), Target.classes(1, 2));
        network.update(optimizer);
        Network other = LeNet.network(2);
        other.lossWithGradients(images(), Target.classes(1, 2));
        add(
                "the optimizer was started without conv1.weight, so its state belongs to other"
                        + " parameters; each network needs one that was started for it:"
                        + " start(network.parameters())",
                () -> other.update(optimizer));
        check();
    }

    @Test
    void evaluation() {
        add("the network is null", () -> Evaluation.of((Network) null, data()));
        add("the predictor is null", () -> Evaluation.of((Predictor) null, data()));
        add(
                "LeNet: the data set is null",
                () -> Evaluation.of(network, null),
                () -> Evaluation.of(predictor, null));
        add(
                "the k of top-k accuracy is 0, expected at least 1",
                () -> Evaluation.of(predictor, data()).topK(0));
        ConfusionMatrix matrix = new ConfusionMatrix(2, List.of());
        add(
                "the class is 2, expected 0 to 1",
                () -> matrix.add(2, 0),
                () -> matrix.count(0, 2),
                () -> matrix.precision(2),
                () -> matrix.recall(2),
                () -> matrix.f1(2));
        add(
                "the number of classes is -2, expected 0 or more",
                () -> new ConfusionMatrix(-2, List.of()));
        check();
    }

    @Test
    void dataSets() {
        Shape shape = network.input();
        add("the pixels are null", () -> Dataset.ofBytes(shape, null, new int[1], 10));
        add("the shape is null", () -> Dataset.ofBytes(null, new byte[1], new int[1], 10));
        add("the labels are null", () -> Dataset.ofBytes(shape, new byte[784], null, 10));
        add("the inputs are null", () -> Dataset.ofFloats(shape, null, new int[1], 10));
        add("the inputs are null", () -> Dataset.ofValues(shape, null, 1, new float[1]));
        add("the values are null", () -> Dataset.ofValues(shape, new float[784], 1, null));
        add(
                "1 samples of 28x28x1 need 784 elements, but there are 783",
                () -> Dataset.ofBytes(shape, new byte[783], new int[1], 10));
        add(
                "sample 0 is of class 10, expected 0 to 9",
                () -> Dataset.ofBytes(shape, new byte[784], new int[] {10}, 10));
        add(
                "the number of classes is 0, expected at least 1",
                () -> Dataset.ofBytes(shape, new byte[784], new int[1], 0));
        add(
                "1 values are not 2 per sample",
                () -> Dataset.ofValues(shape, new float[784], 2, new float[1]));
        add("Range [1, 9) out of bounds for length 4", () -> data().subset(1, 9));
        add("Index 9 out of bounds for length 4", () -> data().input(9, new float[784], 0));
        add("this data set has classes, no values", () -> data().values(0, new float[1], 0));
        add("shape 0x1x1 has a length below 1", () -> new Shape(0, 1, 1));
        add("the shift is -1, expected 0 or more", () -> Augmentation.none().shift(-1));
        check();
    }
}
