package dev.kiln.processor.golden;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The annotated class of a reference case. Layer {@code 3} of the case is the field {@code l3}. */
final class GoldenSource {

    private GoldenSource() {}

    /**
     * {@code merged}: activations are attributes of the layer in front of them where there is one.
     * Otherwise they are layers of their own, behind a pool that changes nothing and so keeps them
     * from being fused.
     */
    static String of(GoldenCase c, String className, boolean merged) {
        StringBuilder fields = new StringBuilder();
        JsonArray layers = c.spec().getAsJsonArray("layers");
        for (int i = 0; i < layers.size(); i++) {
            JsonObject layer = layers.get(i).getAsJsonObject();
            String type = layer.get("type").getAsString();
            if (type.equals("flatten")) {
                continue;
            }
            boolean takesActivation = type.equals("conv2d") || type.equals("dense");
            JsonObject next =
                    i + 1 < layers.size() ? layers.get(i + 1).getAsJsonObject() : new JsonObject();
            boolean followed = takesActivation && next.has("type") && isActivation(next);
            boolean merges = merged && followed;
            String activation = merges ? ", " + activation(next, "activation = ") : "";
            fields.append("    ")
                    .append(annotation(layer, activation))
                    .append(" Layer l")
                    .append(layer.get("name").getAsString())
                    .append(";\n");
            if (followed && !merged) {
                fields.append("    @Pool(size = 1) Layer apart" + i + ";\n");
            }
            i += merges ? 1 : 0;
        }
        return text(c, c.imageShape("input_shape"), className, fields.toString());
    }

    /** A model that is nothing but the loss of the case. */
    static String head(GoldenCase c, String className) {
        return text(c, c.imageShape("output_shape"), className, "    @Identity Layer same;\n");
    }

    private static String text(GoldenCase c, int[] shape, String className, String fields) {
        return String.format(
                Locale.ROOT,
                """
            package golden;
            import static dev.kiln.Activation.*;
            import static dev.kiln.Loss.*;
            import static dev.kiln.PoolType.*;
            import dev.kiln.*;
            @Model(input = @Input(height = %d, width = %d, channels = %d), inputGradient = true, %s)
            class %s {
            %s}
            """,
                shape[1],
                shape[2],
                shape[0],
                loss(c),
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
                                    : ", classWeights = " + list(loss.get("class_weights")));
            case "sigmoid_bce" -> "loss = BINARY_CROSS_ENTROPY";
            case "mse" -> "loss = MEAN_SQUARED_ERROR";
            default -> throw new IllegalArgumentException(loss.toString());
        };
    }

    private static String annotation(JsonObject layer, String activation) {
        String type = layer.get("type").getAsString();
        if (isActivation(layer)) {
            return "@Activate(" + activation(layer, "value = ") + ")";
        }
        return switch (type) {
            case "conv2d" ->
                    "@Conv(filters = "
                            + layer.get("out_channels")
                            + window(layer, "kernel")
                            + ", dilation = "
                            + list(layer.get("dilation"))
                            + ", groups = "
                            + layer.get("groups")
                            + ", bias = "
                            + layer.get("bias")
                            + activation
                            + ")";
            case "dense" ->
                    "@Dense(units = "
                            + layer.get("out_features")
                            + ", bias = "
                            + layer.get("bias")
                            + activation
                            + ")";
            case "max_pool2d" -> "@Pool(type = MAX" + window(layer, "size") + ")";
            case "avg_pool2d" ->
                    "@Pool(type = AVERAGE"
                            + window(layer, "size")
                            + ", countPadding = "
                            + layer.get("count_include_pad")
                            + ")";
            case "global_avg_pool" -> "@Pool(type = GLOBAL_AVERAGE)";
            case "global_max_pool" -> "@Pool(type = GLOBAL_MAX)";
            default -> throw new IllegalArgumentException(type);
        };
    }

    private static String window(JsonObject layer, String size) {
        return ", "
                + size
                + " = "
                + list(layer.get("kernel"))
                + ", stride = "
                + list(layer.get("stride"))
                + ", padding = "
                + list(layer.get("pad_tblr"));
    }

    private static boolean isActivation(JsonObject layer) {
        return switch (layer.get("type").getAsString()) {
            case "relu", "leaky_relu", "elu", "gelu", "sigmoid", "tanh", "softmax" -> true;
            default -> false;
        };
    }

    private static String activation(JsonObject layer, String attribute) {
        String type = layer.get("type").getAsString();
        String name =
                type.equals("gelu") && layer.get("approximate").getAsString().equals("tanh")
                        ? "GELU_TANH"
                        : type.toUpperCase(Locale.ROOT);
        return attribute
                + name
                + (layer.has("slope") ? ", slope = " + layer.get("slope") : "")
                + (layer.has("alpha") ? ", alpha = " + layer.get("alpha") : "");
    }

    private static String list(JsonElement array) {
        return StreamSupport.stream(array.getAsJsonArray().spliterator(), false)
                .map(JsonElement::toString)
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
