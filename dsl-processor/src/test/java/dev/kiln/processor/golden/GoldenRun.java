package dev.kiln.processor.golden;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.google.gson.JsonObject;
import dev.kiln.runtime.Network;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.Target;
import dev.kiln.runtime.train.Adam;
import dev.kiln.runtime.train.Optimizer;
import dev.kiln.runtime.train.Sgd;
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
            bits.put(p.name(), Arrays.toString(p.gradient().data));
        }
        return bits;
    }

    void run() throws IOException, ReflectiveOperationException {
        assertNothingIsLeftOut();
        int[] in = c.imageShape("input_shape");
        int[] out = c.imageShape("output_shape");
        FMatrixRMaj input = matrix(ChannelsLast.from(c.floats("input"), in));
        Network network = loaded();
        compare(
                "eval_logits_initial",
                network.predict(input, null).data,
                ChannelsLast.from(c.floats("eval_logits_initial"), out));
        if (!c.spec().get("kind").getAsString().equals("eval")) {
            Target target = target(out);
            head(target, out);
            compare(
                    "logits",
                    network.predict(input, null).data,
                    ChannelsLast.from(c.floats("logits"), out));
            gradients(network, input, target, in);
            if (c.object("optimizer") != null) {
                train(network, input, target, out);
            }
        }
        assertEverythingWasCompared();
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
                                "l" + entry.getKey().substring("param/".length()),
                                shape,
                                () -> values));
            }
        }
        Path file = folder.resolve(generated.name() + ".safetensors");
        SafetensorsWriter.write(file, Map.of(), parameters);
        return generated.load(file);
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
        compare("loss", new float[] {(float) loss}, c.floats("loss"));
        compare(
                "grad_output",
                generated.inputGradient(head).data,
                ChannelsLast.from(c.floats("grad_output"), out));
    }

    private void gradients(Network network, FMatrixRMaj input, Target target, int[] in)
            throws IOException, ReflectiveOperationException {
        double loss = network.lossWithGradients(input, target);
        compare("loss", new float[] {(float) loss}, c.floats("loss"));
        assertWithMessage("loss without gradients")
                .that(network.loss(input, target))
                .isEqualTo(loss);
        network.lossWithGradients(input, target);
        compare(
                "grad_input",
                generated.inputGradient(network).data,
                ChannelsLast.from(c.floats("grad_input"), in));
        double squares = 0;
        for (Parameter p : network.parameters()) {
            float[] file = new float[p.layout().size()];
            p.layout().toFile(p.gradient().data, file);
            compare(
                    "grad/" + p.name().substring(1),
                    file,
                    c.floats("grad/" + p.name().substring(1)));
            for (float g : file) {
                squares += (double) g * g;
            }
        }
        if (c.tensors().containsKey("grad_norm")) {
            compare("grad_norm", new float[] {(float) Math.sqrt(squares)}, c.floats("grad_norm"));
        }
    }

    private void train(Network network, FMatrixRMaj input, Target target, int[] out)
            throws IOException {
        Optimizer optimizer = optimizer(c.object("optimizer"));
        int steps = c.spec().get("steps").getAsInt();
        Set<Integer> saved = new HashSet<>();
        c.spec().getAsJsonArray("saved_steps").forEach(s -> saved.add(s.getAsInt()));
        float[] losses = new float[steps];
        for (int step = 1; step <= steps; step++) {
            losses[step - 1] = (float) network.lossWithGradients(input, target);
            network.update(optimizer);
            if (saved.contains(step)) {
                compareFile(network, "after_" + step + "/");
            }
        }
        compare("losses", losses, c.floats("losses"));
        compare(
                "eval_logits",
                network.predict(input, null).data,
                ChannelsLast.from(c.floats("eval_logits"), out));
        for (double rate : c.tensors().get("lr").doubles()) {
            assertWithMessage("a constant rate")
                    .that(rate)
                    .isEqualTo(c.object("optimizer").get("lr").getAsDouble());
        }
        compared.add("lr");
    }

    private void compareFile(Network network, String prefix) throws IOException {
        Path file = folder.resolve(generated.name() + "-after.safetensors");
        network.save(file);
        for (Map.Entry<String, Tensor> e : SafetensorsReader.readAll(file).entrySet()) {
            String name = prefix + e.getKey().substring(1);
            assertWithMessage("shape of " + name)
                    .that(e.getValue().info().shape())
                    .isEqualTo(c.tensors().get(name).info().shape());
            compare(name, e.getValue().floats(), c.floats(name));
        }
    }

    private static Optimizer optimizer(JsonObject o) {
        double rate = o.get("lr").getAsDouble();
        double decay = o.get("weight_decay").getAsDouble();
        boolean all = o.get("decay_params").getAsString().equals("all");
        if (o.get("type").getAsString().equals("adam")) {
            Adam adam =
                    Adam.rate(rate)
                            .betas(o.get("beta1").getAsDouble(), o.get("beta2").getAsDouble())
                            .epsilon(o.get("eps").getAsDouble())
                            .weightDecay(decay);
            return all ? adam.decayBiases() : adam;
        }
        Sgd sgd = Sgd.rate(rate).momentum(o.get("momentum").getAsDouble()).weightDecay(decay);
        sgd = o.get("nesterov").getAsBoolean() ? sgd.nesterov() : sgd;
        return all ? sgd.decayBiases() : sgd;
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
        assertWithMessage("largest difference of " + tensor)
                .that(worst)
                .isAtMost(c.tolerance(tensor));
    }

    /** A case with what is not done here would pass where that changes nothing. */
    private void assertNothingIsLeftOut() {
        JsonObject spec = c.spec();
        assertThat(spec.get("l1").getAsDouble()).isEqualTo(0);
        assertThat(spec.get("l2").getAsDouble()).isEqualTo(0);
        assertThat(spec.get("clip_norm").isJsonNull()).isTrue();
        assertThat(spec.get("schedule").isJsonNull()).isTrue();
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
