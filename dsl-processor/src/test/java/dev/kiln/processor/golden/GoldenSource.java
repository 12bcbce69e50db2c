package dev.kiln.processor.golden;

import com.google.gson.JsonObject;
import java.util.Locale;
import java.util.Map;

/**
 * The annotated class of a reference case. Layer {@code 3} of the case is the field {@code l3}.
 *
 * @param text the class
 * @param names what layers of the case are called in the network: {@code 3.body.1} is {@code
 *     l3.l0.norm}, for example
 */
record GoldenSource(String text, Map<String, String> names) {

    GoldenSource {
        names = Map.copyOf(names);
    }

    /**
     * {@code merged}: activations and batch norms are attributes of the layer in front of them
     * where there is one. Otherwise they are layers of their own, and a pool that changes nothing
     * keeps activations from being fused.
     */
    static GoldenSource of(GoldenCase c, String className, boolean merged) {
        LayerSource layers = new LayerSource(merged);
        String fields = layers.chain(c.spec().getAsJsonArray("layers"), "", "l");
        String text =
                text(
                        c,
                        c.imageShape("input_shape"),
                        className,
                        loss(c),
                        fields + layers.blocks(),
                        true);
        return new GoldenSource(text, layers.names());
    }

    /** The same network with a loss that tells how far its logits are from wanted ones. */
    static String distance(GoldenCase c, String className, boolean merged) {
        LayerSource layers = new LayerSource(merged);
        String fields = layers.chain(c.spec().getAsJsonArray("layers"), "", "l");
        return text(
                c,
                c.imageShape("input_shape"),
                className,
                "loss = MEAN_SQUARED_ERROR",
                fields + layers.blocks(),
                false);
    }

    /** A model that is nothing but the loss of the case. */
    static String head(GoldenCase c, String className) {
        return text(
                c,
                c.imageShape("output_shape"),
                className,
                loss(c),
                "    @Identity Layer same;\n",
                false);
    }

    private static String text(
            GoldenCase c,
            int[] shape,
            String className,
            String loss,
            String fields,
            boolean penalties) {
        double l1 = c.spec().get("l1").getAsDouble();
        double l2 = c.spec().get("l2").getAsDouble();
        return String.format(
                Locale.ROOT,
                """
            package golden;
            import static dev.kiln.Activation.*;
            import static dev.kiln.Loss.*;
            import static dev.kiln.PoolType.*;
            import static dev.kiln.Shortcut.*;
            import dev.kiln.*;
            @Model(input = @Input(height = %d, width = %d, channels = %d), inputGradient = true, %s)
            %s
            class %s {
            %s}
            """,
                shape[1],
                shape[2],
                shape[0],
                loss,
                penalties && (l1 != 0 || l2 != 0)
                        ? "@Regularize(l1 = " + l1 + ", l2 = " + l2 + ")"
                        : "",
                className,
                fields);
    }

    private static String loss(GoldenCase c) {
        JsonObject loss = c.object("loss");
        if (loss == null) {
            return "loss = MEAN_SQUARED_ERROR";
        }
        return switch (loss.get("type").getAsString()) {
            case "softmax_cross_entropy" ->
                    "loss = CROSS_ENTROPY, labelSmoothing = "
                            + loss.get("label_smoothing").getAsDouble()
                            + (loss.get("class_weights").isJsonNull()
                                    ? ""
                                    : ", classWeights = "
                                            + LayerSource.list(loss.get("class_weights")));
            case "sigmoid_bce" -> "loss = BINARY_CROSS_ENTROPY";
            case "mse" -> "loss = MEAN_SQUARED_ERROR";
            default -> throw new IllegalArgumentException(loss.toString());
        };
    }
}
