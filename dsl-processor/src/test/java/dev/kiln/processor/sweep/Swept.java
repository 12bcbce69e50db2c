package dev.kiln.processor.sweep;

import dev.kiln.Activation;
import dev.kiln.Input;
import dev.kiln.Model;
import dev.kiln.Stage;
import java.lang.annotation.ElementType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A model with one annotation of which one attribute, or two, are at an end.
 *
 * @param title the annotation and where it stands
 * @param body annotations and members of the class; {@code NAME} stands for its name
 */
record Swept(String title, String body) {

    private static final String VECTOR = "@dev.kiln.Input(channels = 6)";
    private static final String IMAGE = "@dev.kiln.Input(height = 6, width = 5, channels = 4)";
    private static final String SOFTMAX =
            " @dev.kiln.Dense(units = 2, activation = dev.kiln.Activation.SOFTMAX) dev.kiln.Layer last;";
    private static final String CHAIN =
            " @dev.kiln.Conv(filters = dev.kiln.Sizes.WIDTH, kernel = 3, stride = dev.kiln.Sizes.STRIDE)"
                    + " dev.kiln.Layer conv;"
                    + " @dev.kiln.Conv(filters = 2 * dev.kiln.Sizes.IN, kernel = 1) dev.kiln.Layer twice;"
                    + " @dev.kiln.Conv(filters = 2 * dev.kiln.Sizes.WIDTH, kernel = 1) dev.kiln.Layer wide;"
                    + " @dev.kiln.Conv(filters = dev.kiln.Sizes.WIDTH / 2, kernel = 1) dev.kiln.Layer half;"
                    + " @dev.kiln.Conv(filters = dev.kiln.Sizes.WIDTH, kernel = 1) dev.kiln.Layer back; ";

    /** The source of the class in a package of its own. */
    String source(String name) {
        return "package sweep;\n" + body.replace("NAME", name) + "\n";
    }

    /** Every attribute of every annotation at every end, wherever the annotation can stand. */
    static List<Swept> single() {
        List<Swept> all = new ArrayList<>();
        for (Class<?> annotation : Annotations.all()) {
            for (Method m : Annotations.attributes(annotation)) {
                for (String end : Ends.of(m.getReturnType())) {
                    Map<String, String> changed = new TreeMap<>(Map.of(m.getName(), end));
                    // Without its activation a slope is unused, whatever it is.
                    activation(annotation, m).ifPresent(a -> changed.put(a.getName(), user(m)));
                    all.addAll(placed(annotation, changed));
                }
            }
        }
        return all;
    }

    /** Every two attributes of numbers at their ends. */
    static List<Swept> pairs() {
        List<Swept> all = new ArrayList<>();
        for (Class<?> annotation : Annotations.all()) {
            List<Method> numbers =
                    Annotations.attributes(annotation).stream()
                            .filter(m -> isInteger(m.getReturnType()))
                            .toList();
            for (Method one : numbers) {
                for (Method other : numbers) {
                    if (one.getName().compareTo(other.getName()) < 0) {
                        for (String a : Ends.of(int.class)) {
                            for (String b : Ends.of(int.class)) {
                                all.addAll(
                                        placed(
                                                annotation,
                                                Map.of(one.getName(), a, other.getName(), b)));
                            }
                        }
                    }
                }
            }
        }
        return all;
    }

    private static boolean isInteger(Class<?> type) {
        return type == int.class || type == int[].class;
    }

    private static Optional<Method> activation(Class<?> annotation, Method m) {
        return user(m).isEmpty()
                ? Optional.empty()
                : Annotations.attributes(annotation).stream()
                        .filter(a -> a.getReturnType() == Activation.class)
                        .findFirst();
    }

    private static String user(Method m) {
        return switch (m.getName()) {
            case "slope" -> "dev.kiln.Activation.LEAKY_RELU";
            case "alpha" -> "dev.kiln.Activation.ELU";
            default -> "";
        };
    }

    private static List<Swept> placed(Class<?> annotation, Map<String, String> changed) {
        String text = Annotations.written(annotation, changed);
        List<Swept> all = new ArrayList<>();
        if (annotation == Model.class) {
            add(all, text, "of vectors", text + " class NAME {" + SOFTMAX + "}");
            return all;
        }
        if (annotation == Input.class) {
            String model = "@dev.kiln.Model(input = " + text + ") class NAME {";
            add(all, text, "before dense", model + SOFTMAX + "}");
            add(
                    all,
                    text,
                    "before a convolution",
                    model
                            + "@dev.kiln.Conv(filters = 3, kernel = 3, activation = dev.kiln.Activation.RELU)"
                            + " dev.kiln.Layer conv;"
                            + "@dev.kiln.Pool(type = dev.kiln.PoolType.GLOBAL_AVERAGE)"
                            + " dev.kiln.Layer pool;"
                            + SOFTMAX
                            + "}");
            return all;
        }
        if (Annotations.standsOn(annotation, ElementType.TYPE)) {
            add(all, text, "on a model", model(VECTOR) + text + " class NAME {" + SOFTMAX + "}");
            add(
                    all,
                    text,
                    "on a block",
                    model(IMAGE)
                            + "class NAME { @dev.kiln.Stage(blocks = 2, width = 4) B block;"
                            + SOFTMAX
                            + (text.startsWith("@dev.kiln.Residual") ? "" : " @dev.kiln.Block ")
                            + text
                            + " static class B {"
                            + CHAIN
                            + "}}");
        }
        if (Annotations.standsOn(annotation, ElementType.FIELD)) {
            fields(annotation, text, all);
        }
        return all;
    }

    private static void fields(Class<?> annotation, String text, List<Swept> all) {
        String block =
                annotation == Stage.class ? text : "@dev.kiln.Stage(blocks = 2, width = 4) " + text;
        if (isTechnique(annotation)) {
            for (Class<?> layer : Annotations.all()) {
                if (isLayer(layer)) {
                    String both = text + " " + Annotations.written(layer, Map.of());
                    String title = text + " beside @" + layer.getSimpleName();
                    add(
                            all,
                            title,
                            "in an image",
                            model(IMAGE)
                                    + "class NAME {"
                                    + both
                                    + " dev.kiln.Layer swept;"
                                    + SOFTMAX
                                    + "}");
                }
            }
        }
        if (!isLayer(annotation)) {
            add(
                    all,
                    text,
                    "on the use of a block",
                    model(IMAGE)
                            + "class NAME {"
                            + block
                            + " B swept;"
                            + SOFTMAX
                            + " @dev.kiln.Residual static class B {"
                            + CHAIN
                            + "}}");
            return;
        }
        String field = text + " dev.kiln.Layer swept;";
        add(all, text, "of vectors", model(VECTOR) + "class NAME {" + field + SOFTMAX + "}");
        add(all, text, "of images", model(IMAGE) + "class NAME {" + field + SOFTMAX + "}");
        add(
                all,
                text,
                "between convolutions",
                model(IMAGE)
                        + "@dev.kiln.Regularize(batchNorm = true) class NAME {"
                        + "@dev.kiln.Conv(filters = 3, kernel = 3, activation = dev.kiln.Activation.RELU)"
                        + " dev.kiln.Layer before;"
                        + field
                        + "@dev.kiln.Conv(filters = 2, kernel = 3, stride = 2) dev.kiln.Layer behind;"
                        + SOFTMAX
                        + "}");
        for (String kind : new String[] {"Residual", "Inception"}) {
            add(
                    all,
                    text,
                    "in @" + kind,
                    model(IMAGE)
                            + "class NAME { @dev.kiln.Stage(blocks = 2, width = 4) B block;"
                            + SOFTMAX
                            + "@dev.kiln."
                            + kind
                            + " static class B {"
                            + field
                            + "@dev.kiln.Identity dev.kiln.Layer same;"
                            + "}}");
        }
    }

    private static boolean isTechnique(Class<?> annotation) {
        return Annotations.standsOn(annotation, ElementType.FIELD)
                && Annotations.standsOn(annotation, ElementType.TYPE);
    }

    private static boolean isLayer(Class<?> annotation) {
        return Annotations.standsOn(annotation, ElementType.FIELD)
                && !isTechnique(annotation)
                && annotation != Stage.class;
    }

    private static String model(String input) {
        return "@dev.kiln.Model(input = " + input + ") ";
    }

    private static void add(List<Swept> all, String annotation, String where, String body) {
        all.add(new Swept(annotation + " " + where, body));
    }
}
