package dev.kiln.processor.golden;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The layers of a case as fields, and its blocks as nested classes. */
final class LayerSource {

    private final boolean merged;
    private final StringBuilder blocks = new StringBuilder();
    private final Map<String, String> names = new HashMap<>();

    LayerSource(boolean merged) {
        this.merged = merged;
    }

    String blocks() {
        return blocks.toString();
    }

    Map<String, String> names() {
        return Map.copyOf(names);
    }

    /**
     * Fields named {@code letter} and the position; {@code path} is that of the block around them.
     */
    String chain(JsonArray layers, String path, String letter) {
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < layers.size(); i++) {
            JsonObject layer = layers.get(i).getAsJsonObject();
            String type = type(layer);
            if (type.equals("flatten")) {
                continue;
            }
            String field = letter + i;
            names.put(name(layer), path + field);
            boolean linear = type.equals("conv2d") || type.equals("dense");
            String regularize = "";
            if (linear && i + 1 < layers.size() && merges(layers.get(i + 1).getAsJsonObject())) {
                regularize = " @Regularize(batchNorm = true)";
                names.put(name(layers.get(i + 1).getAsJsonObject()), path + field + ".norm");
                i++;
            } else if (type.equals("conv2d")) {
                // The block around it may be normalized for the sake of its shortcut.
                regularize = " @Regularize(batchNorm = false)";
            }
            JsonObject next =
                    i + 1 < layers.size() ? layers.get(i + 1).getAsJsonObject() : new JsonObject();
            boolean followed =
                    (linear || type.equals("residual")) && next.has("type") && isActivation(next);
            boolean takes = merged && followed;
            String activation = takes ? ", " + activation(next, "activation = ") : "";
            if (type.equals("residual")) {
                fields.append("    ").append(residual(layer, path + field, activation));
            } else if (type.equals("concat")) {
                fields.append("    ").append(concatenation(layer, path + field));
            } else {
                fields.append("    ")
                        .append(annotation(layer, activation))
                        .append(regularize)
                        .append(" Layer");
            }
            fields.append(" ").append(field).append(";\n");
            if (followed && !merged && !type.equals("residual")) {
                fields.append("    @Pool(size = 1) Layer apart" + i + ";\n");
            }
            i += takes ? 1 : 0;
        }
        return fields.toString();
    }

    /** Batch norm as {@code @Regularize} adds it. */
    private boolean merges(JsonObject next) {
        return merged
                && type(next).equals("batch_norm")
                && next.get("eps").getAsDouble() == 1e-5
                && next.get("momentum").getAsDouble() == 0.1
                && next.get("affine").getAsBoolean();
    }

    /** Declares the class of the block; gives its name. */
    private String residual(JsonObject layer, String path, String activation) {
        String className = className(path);
        JsonArray shortcut = layer.getAsJsonArray("shortcut");
        for (JsonElement part : shortcut) {
            JsonObject p = part.getAsJsonObject();
            boolean norm = type(p).equals("batch_norm");
            names.put(name(p), path + (norm ? ".shortcut.norm" : ".shortcut"));
        }
        block(
                className,
                "@Residual(shortcut = "
                        + (shortcut.isEmpty() ? "IDENTITY" : "CONVOLUTION")
                        + activation
                        + ") @Regularize(batchNorm = "
                        + (shortcut.size() > 1)
                        + ")",
                chain(layer.getAsJsonArray("body"), path + ".", "l"));
        return className;
    }

    private String concatenation(JsonObject layer, String path) {
        String className = className(path);
        StringBuilder fields = new StringBuilder();
        JsonArray branches = layer.getAsJsonArray("branches");
        for (int i = 0; i < branches.size(); i++) {
            JsonArray branch = branches.get(i).getAsJsonArray();
            String field = "b" + i;
            if (branch.isEmpty()) {
                fields.append("    @Identity Layer ").append(field).append(";\n");
            } else {
                String branchClass = className(path + "." + field);
                block(branchClass, "@Block", chain(branch, path + "." + field + ".", "l"));
                fields.append("    " + branchClass + " " + field + ";\n");
            }
        }
        block(className, "@Inception", fields.toString());
        return className;
    }

    private static String className(String path) {
        return "Block_" + path.replace('.', '_');
    }

    private void block(String className, String annotation, String fields) {
        blocks.append(annotation + " static class " + className + " {\n" + fields + "}\n");
    }

    private static String annotation(JsonObject layer, String activation) {
        String type = type(layer);
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
            case "batch_norm" ->
                    "@BatchNorm(epsilon = "
                            + layer.get("eps")
                            + ", momentum = "
                            + layer.get("momentum")
                            + ", affine = "
                            + layer.get("affine")
                            + ")";
            case "dropout" -> "@Dropout(rate = " + layer.get("p") + ")";
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
        return switch (type(layer)) {
            case "relu", "leaky_relu", "elu", "gelu", "sigmoid", "tanh", "softmax" -> true;
            default -> false;
        };
    }

    private static String activation(JsonObject layer, String attribute) {
        String type = type(layer);
        String name =
                type.equals("gelu") && layer.get("approximate").getAsString().equals("tanh")
                        ? "GELU_TANH"
                        : type.toUpperCase(Locale.ROOT);
        return attribute
                + name
                + (layer.has("slope") ? ", slope = " + layer.get("slope") : "")
                + (layer.has("alpha") ? ", alpha = " + layer.get("alpha") : "");
    }

    private static String type(JsonObject layer) {
        return layer.get("type").getAsString();
    }

    private static String name(JsonObject layer) {
        return layer.get("name").getAsString();
    }

    static String list(JsonElement array) {
        return StreamSupport.stream(array.getAsJsonArray().spliterator(), false)
                .map(JsonElement::toString)
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
