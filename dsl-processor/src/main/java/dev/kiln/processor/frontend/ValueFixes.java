package dev.kiln.processor.frontend;

import dev.kiln.Sizes;
import dev.kiln.processor.diagnostic.Expression;
import dev.kiln.processor.diagnostic.Fix;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Values that were probably meant by those that an attribute can't have, the likeliest first. */
final class ValueFixes {

    /** Numbers that are usual where nothing is known of what was meant. */
    private static final Map<String, Integer> USUAL =
            Map.ofEntries(
                    Map.entry("kernel", 3),
                    Map.entry("size", 2),
                    Map.entry("stride", 1),
                    Map.entry("dilation", 1),
                    Map.entry("groups", 1),
                    Map.entry("filters", 16),
                    Map.entry("units", 10),
                    Map.entry("blocks", 1),
                    Map.entry("width", 16),
                    Map.entry("height", 16),
                    Map.entry("channels", 3));

    private ValueFixes() {}

    /** Instead of a number below 1: without its sign, else what is usual. */
    static Fix[] positive(AnnotationReader a, String attribute, int value) {
        List<Fix> fixes = new ArrayList<>();
        int other = a.integer(attribute.equals("height") ? "width" : "height");
        if (List.of("height", "width").contains(attribute) && other > 1) {
            fixes.add(a.write(attribute, Expression.of(other)));
        }
        if (value < 0 && value != Sizes.SAME && value != Sizes.VALID && value != Sizes.STRIDE) {
            fixes.add(a.write(attribute, Expression.of(-value)));
        }
        fixes.add(usual(a, attribute));
        fixes.addAll(sizes(a, attribute));
        if (value < 0) {
            fixes.add(a.write(attribute, Expression.of(-value)));
        }
        return fixes.toArray(Fix[]::new);
    }

    /** Of a number for each axis: the others stay. */
    static Fix[] positive(AnnotationReader a, String attribute, List<Integer> values) {
        if (values.size() == 1) {
            return positive(a, attribute, values.get(0));
        }
        List<Integer> mended =
                values.stream().map(v -> v < 1 ? v < 0 ? -v : USUAL.get(attribute) : v).toList();
        return new Fix[] {a.write(attribute, pair(mended)), usual(a, attribute)};
    }

    static Fix usual(AnnotationReader a, String attribute) {
        return a.write(attribute, Expression.of(USUAL.getOrDefault(attribute, 1)));
    }

    /** Instead of none, or more than two numbers. */
    static Fix[] pairOf(AnnotationReader a, String attribute, List<Integer> values) {
        List<Fix> fixes = new ArrayList<>();
        if (!values.isEmpty()) {
            fixes.add(a.write(attribute, pair(values.subList(0, 2))));
            values.forEach(v -> fixes.add(a.write(attribute, Expression.of(v))));
        }
        fixes.add(usual(a, attribute));
        fixes.addAll(sizes(a, attribute));
        return fixes.toArray(Fix[]::new);
    }

    /** Small numbers, where the layers around leave little choice. */
    private static List<Fix> sizes(AnnotationReader a, String attribute) {
        return List.of("kernel", "size", "stride").contains(attribute)
                ? List.of(2, 3).stream().map(n -> a.write(attribute, Expression.of(n))).toList()
                : List.of();
    }

    /** Instead of three numbers, or more than four. */
    static Fix[] paddings(AnnotationReader a, List<Integer> values) {
        Set<Integer> different = new LinkedHashSet<>(values);
        Expression some =
                different.size() == 1
                        ? Expression.of(values.get(0))
                        : values.size() > 4
                                ? Expression.ofAll(values.subList(0, 4))
                                : values.size() > 2 ? pair(values.subList(0, 2)) : Expression.SAME;
        return new Fix[] {a.write("padding", some), a.write("padding", Expression.SAME)};
    }

    /** Instead of negative numbers. */
    static Fix[] padding(AnnotationReader a, List<Integer> values) {
        List<Integer> positive = values.stream().map(Math::abs).toList();
        return new Fix[] {
            a.write(
                    "padding",
                    values.contains(Sizes.SAME)
                            ? Expression.SAME
                            : values.contains(Sizes.VALID)
                                    ? Expression.VALID
                                    : positive.size() < 3
                                            ? pair(positive)
                                            : Expression.ofAll(positive))
        };
    }

    static Expression pair(List<Integer> values) {
        return Expression.of(values.get(0), values.get(values.size() - 1));
    }

    /** Instead of a part that is no share: percents, a wrong sign, everything. */
    static Fix[] share(AnnotationReader a, String attribute, double value) {
        double size = Math.abs(value);
        List<Fix> fixes = new ArrayList<>();
        if (size > 0 && (float) size < 1) {
            fixes.add(a.write(attribute, Expression.of(size)));
        }
        if (size >= 2 && size < 100) {
            fixes.add(a.write(attribute, Expression.of(size / 100)));
        }
        if (!(size >= 2 && size < 100)) {
            double usual = attribute.equals("labelSmoothing") ? 0.1 : 0.5;
            fixes.add(a.write(attribute, Expression.of(usual)));
        }
        return fixes.toArray(Fix[]::new);
    }

    /** Instead of a number that must be 0 or more, and finite. */
    static Fix[] notNegative(AnnotationReader a, String attribute, double value) {
        return Float.isFinite((float) value)
                ? new Fix[] {a.write(attribute, Expression.of(-value))}
                : new Fix[] {a.erase(attribute)};
    }

    /** Without a value that does nothing. */
    static Fix[] erased(AnnotationReader a, String attribute) {
        return new Fix[] {a.erase(attribute)};
    }
}
