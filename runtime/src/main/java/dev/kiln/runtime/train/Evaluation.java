package dev.kiln.runtime.train;

import dev.kiln.runtime.ArgMax;
import dev.kiln.runtime.Network;
import dev.kiln.runtime.Predictor;
import dev.kiln.runtime.Shape;
import dev.kiln.runtime.Target;
import dev.kiln.runtime.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.BinaryOperator;
import java.util.function.ToDoubleBiFunction;
import org.ejml.data.FMatrixRMaj;

/**
 * How well a model does on data it was not trained on.
 *
 * @param loss mean loss of all samples, by class weights where the loss has them; none for a
 *     predictor, which has no loss
 * @param confusion counts per class; without classes if the data have values
 * @param ranks for each sample how many classes have a higher score than its own, or an equal one
 *     and a lower number; {@link Integer#MAX_VALUE} where scores are NaN, which are wrong
 *     everywhere; empty if the data have values
 * @param meanSquaredError mean of the squared differences of a predictor from the wanted values;
 *     none if the data have classes, and for a network, which has a loss
 */
public record Evaluation(
        OptionalDouble loss,
        ConfusionMatrix confusion,
        List<Integer> ranks,
        OptionalDouble meanSquaredError) {

    /** Copies the ranks. */
    public Evaluation {
        ranks = List.copyOf(ranks);
    }

    /**
     * Share of the samples whose class is among the {@code k} with the highest scores, 0 to 1; none
     * if the data have values.
     *
     * @throws IllegalArgumentException if {@code k} is below 1
     */
    public OptionalDouble topK(int k) {
        SettingChecks.atLeastOne("k of top-k accuracy", k);
        long within = ranks.stream().filter(rank -> rank < k).count();
        return ranks.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) within / ranks.size());
    }

    private static final int BATCH = 64;

    /** Top-5 accuracy of these says little. */
    private static final int FEW_CLASSES = 10;

    /** Of a terminal, usually. */
    static final int COLUMNS = 80;

    /** The rank of samples whose scores are NaN: they are wrong for every k. */
    private static final int NEVER = Integer.MAX_VALUE;

    /**
     * Evaluates a network. Where the names of classes are known on both sides, they count, not the
     * numbers.
     *
     * @throws IllegalArgumentException if the data do not suit the network
     */
    public static Evaluation of(Network network, Dataset dataset) {
        Objects.requireNonNull(network, "the network is null");
        Dataset numbered = DatasetCheck.evaluate(network, dataset);
        return new Sweep(numbered, network.output(), names(network.classNames(), numbered))
                .run(network::predict, network::loss, network::lossWeight);
    }

    /**
     * Evaluates a predictor. Where the names of classes are known on both sides, they count, not
     * the numbers.
     *
     * @throws IllegalArgumentException if the data do not suit the predictor
     */
    public static Evaluation of(Predictor predictor, Dataset dataset) {
        Objects.requireNonNull(predictor, "the predictor is null");
        Dataset numbered = DatasetCheck.evaluate(predictor, dataset);
        Sweep sweep = new Sweep(numbered, predictor.output(), names(predictor.labels(), numbered));
        Evaluation evaluation =
                sweep.run(
                        predictor::predict,
                        (input, target) -> squaredError(predictor, input, target),
                        (target, samples) -> samples);
        return new Evaluation(
                OptionalDouble.empty(),
                evaluation.confusion,
                evaluation.ranks,
                numbered.classes() > 0 ? OptionalDouble.empty() : evaluation.loss);
    }

    /** Mean over the values of a batch; of no meaning if classes are wanted. */
    private static double squaredError(Predictor predictor, FMatrixRMaj input, Target target) {
        if (!(target instanceof Target.Values wanted)) {
            return 0;
        }
        float[] given = predictor.predict(input, null).data;
        double sum = 0;
        for (int i = 0; i < given.length; i++) {
            double difference = (double) given[i] - wanted.values().data[i];
            sum += difference * difference;
        }
        return sum / given.length;
    }

    /** Those of the model, or where it has none, of the data. */
    private static List<String> names(List<String> labels, Dataset dataset) {
        return labels.isEmpty() ? dataset.labels() : labels;
    }

    /** Share of the samples that were classified right, 0 to 1; none if the data have values. */
    public OptionalDouble accuracy() {
        return ranks.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(confusion.accuracy());
    }

    /**
     * Everything for people to read, in lines of at most so many characters: loss, accuracy, top-5
     * accuracy of more than 10 classes, and the tables of {@link ConfusionMatrix#table}.
     */
    public String table(int columns) {
        MeasureLine line = new MeasureLine(columns);
        if (!ranks.isEmpty()) {
            line.add("%,d samples", ranks.size());
        }
        if (loss.isPresent()) {
            line.add("loss %.4f", loss.getAsDouble());
        }
        if (meanSquaredError.isPresent()) {
            line.add("mean squared error %.4f", meanSquaredError.getAsDouble());
        }
        line.addAccuracy(accuracy());
        if (confusion.classes() > FEW_CLASSES) {
            topK(5).ifPresent(share -> line.add("top-5 %.2f %%", 100 * share));
        }
        String tables = confusion.table(columns);
        return line + "\n" + (tables.isEmpty() ? "" : "\n" + tables);
    }

    /** The table for a terminal of 80 columns. */
    public String table() {
        return table(COLUMNS);
    }

    /** The table. */
    @Override
    public String toString() {
        return table();
    }

    private record Sweep(Dataset dataset, Shape output, List<String> labels) {

        Evaluation run(
                BinaryOperator<FMatrixRMaj> predict,
                ToDoubleBiFunction<FMatrixRMaj, Target> loss,
                ToDoubleBiFunction<Target, Integer> lossWeight) {
            int size = dataset.size();
            int outputs = output.size();
            Batch batch = new Batch(dataset, Math.min(BATCH, size));
            int classes = batch.hasClasses() ? outputs : 0;
            ConfusionMatrix confusion = new ConfusionMatrix(classes, labels);
            FMatrixRMaj result = new FMatrixRMaj(1, outputs);
            List<Integer> ranks = new ArrayList<>();
            double sum = 0;
            double weights = 0;
            for (int from = 0; from < size; from += BATCH) {
                int to = Math.min(from + BATCH, size);
                batch.load(from, to);
                double weight = lossWeight.applyAsDouble(batch.target(), to - from);
                if (weight != 0) {
                    sum += weight * loss.applyAsDouble(batch.input(), batch.target());
                    weights += weight;
                }
                if (batch.hasClasses()) {
                    float[] scores = predict.apply(batch.input(), result).data;
                    for (int row = 0; row < to - from; row++) {
                        int predicted = ArgMax.of(scores, row * outputs, outputs);
                        if (predicted == ArgMax.NONE) {
                            confusion.addUnclassified(batch.label(row));
                            ranks.add(NEVER);
                        } else {
                            confusion.add(batch.label(row), predicted);
                            ranks.add(rank(scores, row * outputs, outputs, batch.label(row)));
                        }
                    }
                }
            }
            return new Evaluation(
                    OptionalDouble.of(sum / weights), confusion, ranks, OptionalDouble.empty());
        }

        private static int rank(float[] scores, int from, int classes, int label) {
            float own = scores[from + label];
            int rank = 0;
            for (int c = 0; c < classes; c++) {
                float score = scores[from + c];
                rank += score > own || (score == own && c < label) ? 1 : 0;
            }
            return rank;
        }
    }
}
