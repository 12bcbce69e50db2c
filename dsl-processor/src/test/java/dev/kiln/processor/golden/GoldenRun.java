package dev.kiln.processor.golden;

import static com.google.common.truth.Truth.assertWithMessage;

import dev.kiln.runtime.Network;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.Target;
import dev.kiln.runtime.train.GradientOptimizer;
import dev.kiln.runtime.train.RunningOptimizer;
import dev.kiln.runtime.weights.FloatTensor;
import dev.kiln.runtime.weights.SafetensorsReader;
import dev.kiln.runtime.weights.SafetensorsWriter;
import dev.kiln.runtime.weights.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.ejml.data.FMatrixRMaj;

/** Runs a case through generated classes and compares every tensor that its file holds. */
final class GoldenRun {

    private final GoldenCase c;
    private final Generated generated;
    private final Path folder;
    private final Set<String> compared = new HashSet<>();

    GoldenRun(GoldenCase c, Generated generated, Path folder) {
        this.c = c;
        this.generated = generated;
        this.folder = folder;
    }

    /** Loss, gradients and outputs as bits, by what they are. */
    Map<String, String> bits() throws IOException, ReflectiveOperationException {
        Network network = loaded();
        int[] out = c.imageShape("output_shape");
        FMatrixRMaj input =
                matrix(ChannelsLast.from(c.floats("input"), c.imageShape("input_shape")));
        Map<String, String> bits = new TreeMap<>();
        bits.put("outputs", Arrays.toString(network.predict(input, null).data));
        bits.put("loss", Double.toString(network.lossWithGradients(input, target(out))));
        bits.put("input gradient", Arrays.toString(generated.inputGradient(network).data));
        for (Parameter p : network.parameters()) {
            bits.put(theirs(p.name()), Arrays.toString(p.gradient().data));
        }
        return bits;
    }

    void run() throws IOException, ReflectiveOperationException {
        int[] in = c.imageShape("input_shape");
        int[] out = c.imageShape("output_shape");
        FMatrixRMaj input = matrix(ChannelsLast.from(c.floats("input"), in));
        Network network = loaded();
        compare(
                "eval_logits_initial",
                network.predict(input, null).data,
                ChannelsLast.from(c.floats("eval_logits_initial"), out));
        predictor(network, input, out);
        if (!c.spec().get("kind").getAsString().equals("eval")) {
            Target target = target(out);
            head(target, out);
            logits(network, input, out);
            gradients(network, input, target, in);
            if (c.object("optimizer") != null) {
                train(loaded(), input, target, out);
            }
        }
        assertEverythingWasCompared();
    }

    /** Batch norm is folded into its weights. */
    private void predictor(Network network, FMatrixRMaj input, int[] out)
            throws IOException, ReflectiveOperationException {
        compare(
                "eval_logits_initial",
                generated.predictor(network).predict(input, null).data,
                ChannelsLast.from(c.floats("eval_logits_initial"), out));
    }

    /**
     * The network with the case's parameters, which reach it through a file in PyTorch's layout.
     */
    private Network loaded() throws IOException, ReflectiveOperationException {
        List<FloatTensor> parameters = new ArrayList<>();
        for (Map.Entry<String, Tensor> entry : c.tensors().entrySet()) {
            if (entry.getKey().startsWith("param/")) {
                float[] values = entry.getValue().floats();
                List<Integer> shape =
                        entry.getValue().info().shape().stream().map(Math::toIntExact).toList();
                parameters.add(
                        new FloatTensor(
                                ours(entry.getKey().substring("param/".length())),
                                shape,
                                () -> values));
            }
        }
        SafetensorsWriter.write(file(), Map.of(), parameters);
        return generated.load(file());
    }

    private String ours(String theirs) {
        int dot = theirs.lastIndexOf('.');
        return generated.names().get(theirs.substring(0, dot)) + theirs.substring(dot);
    }

    private String theirs(String ours) {
        int dot = ours.lastIndexOf('.');
        String layer = ours.substring(0, dot);
        return generated.names().entrySet().stream()
                        .filter(e -> e.getValue().equals(layer))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElseThrow()
                + ours.substring(dot);
    }

    /**
     * Of training. Where it differs from evaluation it isn't to be had; but the mean square of its
     * distance from the expected logits is, and that bounds every single difference.
     */
    private void logits(Network network, FMatrixRMaj input, int[] out)
            throws IOException, ReflectiveOperationException {
        float[] expected = ChannelsLast.from(c.floats("logits"), out);
        if (network.parameters().stream().noneMatch(p -> p.kind() == Parameter.Kind.STATISTIC)) {
            compare("logits", network.predict(input, null).data, expected);
            return;
        }
        double mean =
                generated
                        .loadDistance(file())
                        .lossWithGradients(input, Target.values(matrix(expected)));
        compared.add("logits");
        assertWithMessage("largest difference of logits")
                .that(Math.sqrt(mean * expected.length))
                .isAtMost(c.tolerance("logits"));
    }

    private Path file() {
        return folder.resolve(generated.name() + ".safetensors");
    }

    private Target target(int[] out) throws IOException {
        return c.object("loss").get("type").getAsString().equals("softmax_cross_entropy")
                ? Target.classes(c.tensors().get("target").ints())
                : Target.values(matrix(ChannelsLast.from(c.floats("target"), out)));
    }

    /** The loss alone: from the expected logits to the loss and its gradient. */
    private void head(Target target, int[] out) throws IOException, ReflectiveOperationException {
        Network head = generated.head();
        double loss =
                head.lossWithGradients(matrix(ChannelsLast.from(c.floats("logits"), out)), target);
        String name = c.tensors().containsKey("loss_data") ? "loss_data" : "loss";
        compare(name, new float[] {(float) loss}, c.floats(name));
        compare(
                "grad_output",
                generated.inputGradient(head).data,
                ChannelsLast.from(c.floats("grad_output"), out));
    }

    private void gradients(Network network, FMatrixRMaj input, Target target, int[] in)
            throws IOException, ReflectiveOperationException {
        double loss = network.lossWithGradients(input, target);
        compare("loss", new float[] {(float) loss}, c.floats("loss"));
        boolean evaluatesAlike =
                network.parameters().stream()
                        .noneMatch(
                                p -> p.kind() == Parameter.Kind.STATISTIC || !p.penalty().isNone());
        if (evaluatesAlike) {
            assertWithMessage("loss without gradients")
                    .that(network.loss(input, target))
                    .isEqualTo(loss);
        }
        network = loaded();
        network.lossWithGradients(input, target);
        compare(
                "grad_input",
                generated.inputGradient(network).data,
                ChannelsLast.from(c.floats("grad_input"), in));
        double squares = 0;
        for (Parameter p : network.parameters()) {
            if (!p.isTrained()) {
                continue;
            }
            float[] file = new float[p.layout().size()];
            p.layout().toFile(withPenalty(p), file);
            String name = "grad/" + theirs(p.name());
            compare(name, file, c.floats(name));
            for (float g : file) {
                squares += (double) g * g;
            }
        }
        if (c.tensors().containsKey("grad_norm")) {
            compare("grad_norm", new float[] {(float) Math.sqrt(squares)}, c.floats("grad_norm"));
        }
    }

    /** Optimizers add the slope of the penalty in their sweep. */
    private static float[] withPenalty(Parameter p) {
        float[] gradient = p.gradient().data.clone();
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] += p.penalty().slope(p.value().data[i]);
        }
        return gradient;
    }

    private void train(Network network, FMatrixRMaj input, Target target, int[] out)
            throws IOException {
        GradientOptimizer<?> optimizer = GoldenOptimizer.of(c);
        RunningOptimizer running = optimizer.start(network.parameters());
        int steps = c.spec().get("steps").getAsInt();
        Set<Integer> saved = new HashSet<>();
        c.spec().getAsJsonArray("saved_steps").forEach(s -> saved.add(s.getAsInt()));
        float[] losses = new float[steps];
        for (int step = 1; step <= steps; step++) {
            losses[step - 1] = (float) network.lossWithGradients(input, target);
            network.update(running);
            if (saved.contains(step)) {
                compareFile(network, "after_" + step + "/");
            }
        }
        compare("losses", losses, c.floats("losses"));
        compare(
                "eval_logits",
                network.predict(input, null).data,
                ChannelsLast.from(c.floats("eval_logits"), out));
        GoldenOptimizer.compareRates(c, optimizer);
        compared.add("lr");
    }

    private void compareFile(Network network, String prefix) throws IOException {
        Path file = folder.resolve(generated.name() + "-after.safetensors");
        network.save(file);
        for (Map.Entry<String, Tensor> e : SafetensorsReader.readAll(file).entrySet()) {
            String name = prefix + theirs(e.getKey());
            assertWithMessage("shape of " + name)
                    .that(e.getValue().info().shape())
                    .isEqualTo(c.tensors().get(name).info().shape());
            compare(name, e.getValue().floats(), c.floats(name));
        }
    }

    private void compare(String tensor, float[] actual, float[] expected) {
        compared.add(tensor);
        assertWithMessage("size of " + tensor).that(actual.length).isEqualTo(expected.length);
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            assertWithMessage(tensor + "[" + i + "] is a number")
                    .that(Float.isFinite(actual[i]))
                    .isTrue();
            worst = Math.max(worst, Math.abs((double) actual[i] - expected[i]));
        }
        assertWithMessage("largest difference of " + tensor + " in " + generated.name())
                .that(worst)
                .isAtMost(c.tolerance(tensor));
    }

    private void assertEverythingWasCompared() {
        Set<String> left = new HashSet<>(c.tensors().keySet());
        left.removeAll(compared);
        left.removeIf(t -> t.equals("input") || t.equals("target") || t.startsWith("param/"));
        assertWithMessage("tensors that were not compared").that(left).isEmpty();
    }

    private FMatrixRMaj matrix(float[] values) {
        return FMatrixRMaj.wrap(c.samples(), values.length / c.samples(), values);
    }
}
