package dev.kiln.runtime.train;

import dev.kiln.runtime.Network;
import dev.kiln.runtime.Predictor;
import dev.kiln.runtime.Signature;
import dev.kiln.runtime.data.Augmentation;
import dev.kiln.runtime.data.Dataset;
import dev.kiln.runtime.internal.io.Printable;
import java.util.List;

/**
 * Whether a data set suits a model. Where the names of the classes are known on both sides, the
 * classes get the numbers that the model's outputs have; else they keep their own.
 */
final class DatasetCheck {

    private final Signature signature;

    /** Names of the inputs; empty if they are not known. */
    private final List<String> inputs;

    /** Names of the outputs; empty if they are not known. */
    private final List<String> names;

    private DatasetCheck(Signature signature, List<String> inputs, List<String> names) {
        this.signature = signature;
        this.inputs = inputs;
        this.names = names;
    }

    /**
     * Data to train a network on, which must have all classes.
     *
     * @throws IllegalArgumentException if they do not suit it
     */
    static Dataset train(Network network, Dataset dataset) {
        DatasetCheck fit = new DatasetCheck(network.signature(), List.of(), network.labels());
        Dataset suited = fit.suited(dataset);
        fit.checkComplete(dataset);
        return suited;
    }

    /**
     * Checks data to evaluate a network on that is to be trained.
     *
     * @throws IllegalArgumentException if they do not suit it, or the training data
     */
    static void validate(Network network, Dataset train, Dataset validation) {
        List<String> names = network.labels().isEmpty() ? train.labels() : network.labels();
        new DatasetCheck(network.signature(), train.inputNames(), names).suited(validation);
    }

    /**
     * Data to evaluate a network on.
     *
     * @throws IllegalArgumentException if they do not suit it
     */
    static Dataset evaluate(Network network, Dataset dataset) {
        return new DatasetCheck(network.signature(), network.inputNames(), network.classNames())
                .suited(dataset);
    }

    /**
     * Data to evaluate a predictor on.
     *
     * @throws IllegalArgumentException if they do not suit it
     */
    static Dataset evaluate(Predictor predictor, Dataset dataset) {
        return new DatasetCheck(predictor.signature(), List.of(), predictor.labels())
                .suited(dataset);
    }

    /**
     * Checks that augmentation makes sense for the samples of a network.
     *
     * @throws IllegalArgumentException if it does not
     */
    static void check(Network network, Augmentation augmentation) {
        try {
            augmentation.check(network.input());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(network.model() + ": " + e.getMessage(), e);
        }
    }

    private Dataset suited(Dataset dataset) {
        if (dataset == null) {
            throw new NullPointerException(signature.model() + ": the data set is null");
        }
        if (dataset.size() < 1) {
            throw fault("the data set has no samples");
        }
        if (!dataset.shape().equals(signature.input())) {
            throw fault(
                    "the samples of the data set are "
                            + dataset.shape()
                            + ", expected "
                            + signature.input());
        }
        checkInputs(dataset);
        if (dataset.classes() == 0) {
            checkValues(dataset);
            return dataset;
        }
        if (names.isEmpty() || dataset.labels().isEmpty()) {
            checkNumber(dataset);
            return dataset;
        }
        return names.equals(dataset.labels()) ? dataset : numbered(dataset);
    }

    private void checkInputs(Dataset dataset) {
        List<String> others = dataset.inputNames();
        if (inputs.isEmpty() || others.isEmpty() || inputs.equals(others)) {
            return;
        }
        int first = 0;
        int most = Math.min(inputs.size(), others.size()) - 1;
        while (first < most && inputs.get(first).equals(others.get(first))) {
            first++;
        }
        throw fault(
                "input "
                        + first
                        + " is "
                        + Printable.text(others.get(first))
                        + ", but "
                        + Printable.text(inputs.get(first))
                        + " in the training data; Csv.inputs(...) gives columns an order");
    }

    private void checkValues(Dataset dataset) {
        if (dataset.outputs() != signature.output().size()) {
            throw fault(
                    "the data set has "
                            + dataset.outputs()
                            + " values per sample, but the network has "
                            + signature.output().size()
                            + " outputs");
        }
    }

    private void checkNumber(Dataset dataset) {
        if (dataset.classes() == signature.output().size()) {
            return;
        }
        String named = dataset.labels().isEmpty() ? "" : " " + text(dataset.labels());
        throw fault(
                "the data set has "
                        + dataset.classes()
                        + " classes"
                        + named
                        + ", but the network has "
                        + signature.output().size()
                        + " outputs"
                        + (dataset.classes() > signature.output().size()
                                ? ""
                                : "; if there are no samples of the others, name the classes of all"
                                        + " outputs: data.labeled(names)"));
    }

    /** By name. */
    private Dataset numbered(Dataset dataset) {
        try {
            return dataset.labeled(names);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    signature.model()
                            + ": the data set does not have the classes of the network: "
                            + e.getMessage()
                            + "; rename them, or take the names away where numbers are right:"
                            + " data.labeled(List.of())",
                    e);
        }
    }

    /** Who has two folders of images for a model of four classes has forgotten something. */
    private void checkComplete(Dataset dataset) {
        int classes = dataset.classes();
        if (names.isEmpty() || dataset.labels().isEmpty() || classes == names.size()) {
            return;
        }
        List<String> absent =
                names.stream().filter(name -> !dataset.labels().contains(name)).toList();
        throw fault(
                "the training data have the classes "
                        + text(dataset.labels())
                        + ", but the network has "
                        + text(names)
                        + " and would never see "
                        + text(absent)
                        + "; if that is meant, name all of them: data.labeled(network.labels())");
    }

    private static String text(List<String> labels) {
        return "[" + Printable.list(labels) + "]";
    }

    private IllegalArgumentException fault(String what) {
        return new IllegalArgumentException(signature.model() + ": " + what);
    }
}
