package dev.kiln.processor.mutation;

import dev.kiln.processor.mutation.SourceText.Annotation;
import dev.kiln.processor.mutation.SourceText.Declaration;
import dev.kiln.processor.mutation.SourceText.Span;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Shapes of a network found from its text by counting windows one by one, without anything of the
 * processor. Of the language it knows what decides shapes.
 */
final class ShapeByCounting {

    private static final List<String> LAYERS =
            List.of("Conv", "Pool", "Dense", "Activate", "BatchNorm", "Dropout", "Identity");

    private static final int SAME = -1;
    private static final int VALID = -2;

    /** Height, width, channels. */
    record Size(int height, int width, int channels) {}

    private final SourceText source;

    private ShapeByCounting(String text) {
        this.source = SourceText.of(text);
    }

    /** Faults in the shapes of the first class; empty where they are sound. */
    static Optional<String> fault(String text) {
        try {
            new ShapeByCounting(text).model();
            return Optional.empty();
        } catch (Invalid e) {
            return Optional.of(e.getMessage());
        }
    }

    private void model() {
        Declaration model = source.declarations().get(0);
        Annotation input = model.annotation("Input").orElseThrow();
        Size size =
                new Size(
                        positive(input, "height", "1", Map.of()),
                        positive(input, "width", "1", Map.of()),
                        positive(input, "channels", "0", Map.of()));
        Size end = chain(model, size, Map.of());
        Optional<Annotation> labels = model.annotation("Labels");
        if (labels.isPresent()) {
            String all = source.text(labels.get().attribute("value").orElseThrow().value());
            long count = all.chars().filter(c -> c == '"').count() / 2;
            Invalid.unless(
                    count == (long) end.height() * end.width() * end.channels(), "labels: " + end);
        }
    }

    private Stream<Declaration> fields(Declaration type) {
        return source.declarations().stream()
                .filter(d -> !d.isClass() && d.owner().equals(type.name()));
    }

    private Size chain(Declaration type, Size input, Map<String, Integer> symbols) {
        Size size = input;
        List<Declaration> fields = fields(type).toList();
        Invalid.unless(!fields.isEmpty(), type.name() + " is empty");
        for (Declaration field : fields) {
            size = field(field, size, symbols);
        }
        return size;
    }

    private Size field(Declaration field, Size input, Map<String, Integer> symbols) {
        Invalid.unless(
                !source.text(field.modifiers()).contains("static"), field.name() + " is static");
        String type =
                source.text(new Span(field.type(), field.span().end()))
                        .replaceFirst("(?s)\\s.*", "");
        Size end =
                type.equals("Layer")
                        ? layer(field, input, symbols)
                        : block(field, type, input, symbols);
        Optional<Annotation> residual = field.annotation("Residual");
        residual.ifPresent(r -> checkSum(r, input, end));
        return end;
    }

    private Size block(Declaration field, String name, Size input, Map<String, Integer> symbols) {
        Declaration type =
                source.declarations().stream()
                        .filter(d -> d.isClass() && d.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        Optional<Annotation> stage = field.annotation("Stage");
        if (stage.isEmpty()) {
            return instance(type, input, symbols);
        }
        Map<String, Integer> own = new HashMap<>(symbols);
        int blocks = positive(stage.get(), "blocks", "1", symbols);
        if (stage.get().attribute("width").isPresent()) {
            own.put("WIDTH", positive(stage.get(), "width", "0", symbols));
        }
        int stride = positive(stage.get(), "stride", "1", symbols);
        Size size = input;
        for (int i = 0; i < blocks; i++) {
            own.put("STRIDE", i == 0 ? stride : 1);
            size = instance(type, size, own);
        }
        return size;
    }

    private Size instance(Declaration type, Size input, Map<String, Integer> symbols) {
        List<Annotation> kinds =
                type.annotations().stream()
                        .filter(a -> List.of("Block", "Residual", "Inception").contains(a.name()))
                        .toList();
        Invalid.unless(kinds.size() == 1, type.name() + " is not one kind of block");
        if (!kinds.get(0).name().equals("Inception")) {
            Size end = chain(type, input, symbols);
            if (kinds.get(0).name().equals("Residual")) {
                checkSum(kinds.get(0), input, end);
            }
            return end;
        }
        Set<List<Integer>> maps = new HashSet<>();
        int channels = 0;
        for (Declaration branch : fields(type).toList()) {
            Size end = field(branch, input, symbols);
            maps.add(List.of(end.height(), end.width()));
            channels += end.channels();
        }
        Invalid.unless(maps.size() == 1, "branches end as " + maps);
        return new Size(maps.iterator().next().get(0), maps.iterator().next().get(1), channels);
    }

    /** Some stride of a 1x1 convolution must give as many rows and columns. */
    private void checkSum(Annotation residual, Size from, Size to) {
        String shortcut = word(residual, "shortcut", "AUTO");
        if (shortcut.equals("IDENTITY")) {
            Invalid.unless(from.equals(to), from + " plus " + to);
        } else if (!shortcut.equals("AUTO") || !from.equals(to)) {
            Invalid.unless(
                    isReached(from.height(), to.height()) && isReached(from.width(), to.width()),
                    "from " + from + " to " + to);
        }
    }

    private static boolean isReached(int from, int to) {
        for (int stride = 1; stride <= from; stride++) {
            if (count(from, 1, stride, 1) == to) {
                return true;
            }
        }
        return false;
    }

    private Size layer(Declaration field, Size in, Map<String, Integer> symbols) {
        List<Annotation> layers =
                field.annotations().stream().filter(a -> LAYERS.contains(a.name())).toList();
        Invalid.unless(layers.size() == 1, field.name() + " is not one layer");
        Invalid.unless(field.annotation("Stage").isEmpty(), field.name() + " is no block");
        Annotation a = layers.get(0);
        Map<String, Integer> own = new HashMap<>(symbols);
        own.put("IN", in.channels());
        return switch (a.name()) {
            case "Conv" -> {
                int filters = positive(a, "filters", "0", own);
                int groups = positive(a, "groups", "1", own);
                Invalid.unless(
                        filters % groups == 0 && in.channels() % groups == 0,
                        groups + " groups of " + in + ", " + filters + " filters");
                yield slid(a, in, filters, pair(a, "kernel", "0", symbols), "1", "SAME", symbols);
            }
            case "Pool" -> {
                if (word(a, "type", "MAX").startsWith("GLOBAL")) {
                    yield new Size(1, 1, in.channels());
                }
                List<Integer> size = pair(a, "size", "{}", symbols);
                String stride = "{" + size.get(0) + "," + size.get(1) + "}";
                yield slid(a, in, in.channels(), size, stride, "VALID", symbols);
            }
            case "Dense" -> new Size(1, 1, positive(a, "units", "0", own));
            default -> in;
        };
    }

    private Size slid(
            Annotation a,
            Size in,
            int channels,
            List<Integer> kernel,
            String usualStride,
            String usualPadding,
            Map<String, Integer> symbols) {
        List<Integer> stride = pair(a, "stride", usualStride, symbols);
        List<Integer> dilation =
                a.name().equals("Conv") ? pair(a, "dilation", "1", symbols) : List.of(1, 1);
        Map<String, Integer> named = Map.of("SAME", SAME, "VALID", VALID);
        List<Integer> p = Numbers.of(text(a, "padding", usualPadding), named);
        int rows = padding(p, 0, dilation.get(0) * (kernel.get(0) - 1));
        int columns = padding(p, 1, dilation.get(1) * (kernel.get(1) - 1));
        int height = count(in.height() + rows, kernel.get(0), stride.get(0), dilation.get(0));
        int width = count(in.width() + columns, kernel.get(1), stride.get(1), dilation.get(1));
        Invalid.unless(height > 0 && width > 0, "no window of " + kernel + " on " + in);
        return new Size(height, width, channels);
    }

    /** Zeros on both sides together. */
    private static int padding(List<Integer> p, int axis, int same) {
        Invalid.unless(List.of(1, 2, 4).contains(p.size()), "padding " + p);
        if (p.size() == 1 && p.get(0) == SAME) {
            return same;
        }
        if (p.size() == 1 && p.get(0) == VALID) {
            return 0;
        }
        Invalid.unless(p.stream().allMatch(n -> n >= 0), "padding " + p);
        return p.size() == 4
                ? p.get(2 * axis) + p.get(2 * axis + 1)
                : 2 * p.get(p.size() == 1 ? 0 : axis);
    }

    /** Windows that fit, counted. */
    private static int count(int size, int kernel, int stride, int dilation) {
        int count = 0;
        for (int start = 0; start + (kernel - 1) * dilation < size; start += stride) {
            count++;
        }
        return count;
    }

    private List<Integer> pair(
            Annotation a, String attribute, String usual, Map<String, Integer> symbols) {
        Map<String, Integer> known = new HashMap<>(symbols);
        known.keySet().retainAll(attribute.equals("stride") ? Set.of("STRIDE") : Set.of());
        List<Integer> numbers = Numbers.of(text(a, attribute, usual), known);
        Invalid.unless(numbers.size() == 1 || numbers.size() == 2, attribute + " " + numbers);
        Invalid.unless(numbers.stream().allMatch(n -> n >= 1), attribute + " " + numbers);
        return List.of(numbers.get(0), numbers.get(numbers.size() - 1));
    }

    private int positive(
            Annotation a, String attribute, String usual, Map<String, Integer> symbols) {
        int number = Numbers.of(text(a, attribute, usual), symbols).get(0);
        Invalid.unless(number >= 1, attribute + " " + number);
        return number;
    }

    private String word(Annotation a, String attribute, String usual) {
        String text = text(a, attribute, usual);
        return text.substring(text.lastIndexOf('.') + 1);
    }

    private String text(Annotation a, String attribute, String usual) {
        return a.attribute(attribute).map(w -> source.text(w.value())).orElse(usual);
    }
}
