package dev.kiln.processor.mutation;

import dev.kiln.processor.mutation.SourceText.Annotation;
import dev.kiln.processor.mutation.SourceText.Attribute;
import dev.kiln.processor.mutation.SourceText.Declaration;
import dev.kiln.processor.mutation.SourceText.Span;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * One change of a valid network, as slips of the hand and of the mind make them.
 *
 * @param what is said of it where a test fails
 */
record Mutation(String what, String text) {

    private static final List<String> BLOCKS = List.of("Block", "Residual", "Inception", "Stage");

    private static final List<String> WHOLE =
            List.of(
                    "0", "1", "2", "3", "4", "5", "6", "7", "10", "12", "18", "30", "64", "-1",
                    "-4");

    private static final List<String> SIZES =
            List.of("WIDTH", "IN", "IN / 2", "WIDTH / 4", "3 * IN");

    private static final List<String> LISTS =
            List.of("{}", "{1, 3}", "{2, 1}", "{1, 2, 3}", "{3, 3, 3}", "STRIDE");

    private static final List<String> FRACTIONS =
            List.of("0", "0.1", "0.5", "1", "1.5", "-0.2", "50", "1e-3");

    /** The {@code seed}th of the mutations. */
    static Mutation of(String network, int seed) {
        Random random = new Random(seed * 7919L);
        SourceText source = SourceText.of(network);
        while (true) {
            Mutation mutation =
                    switch (random.nextInt(12)) {
                        case 0 -> dropped(source, random);
                        case 1 -> swapped(source, random);
                        case 2 -> doubled(source, random);
                        case 3 -> withoutAnnotation(source, random);
                        case 4 -> withoutAttribute(source, random);
                        case 5, 6 -> withAttribute(source, random);
                        case 7 -> withModifier(source, random);
                        default -> changed(source, random);
                    };
            if (mutation != null && !mutation.text.equals(network)) {
                return mutation;
            }
        }
    }

    private static Mutation dropped(SourceText source, Random random) {
        Declaration d = any(fields(source), random);
        return new Mutation("without " + d.name(), source.with(d.span(), ""));
    }

    private static Mutation swapped(SourceText source, Random random) {
        Declaration a = any(fields(source), random);
        List<Declaration> others =
                fields(source).stream()
                        .filter(d -> d.owner().equals(a.owner()) && !d.equals(a))
                        .toList();
        if (others.isEmpty()) {
            return null;
        }
        Declaration b = any(others, random);
        Declaration first = a.span().start() < b.span().start() ? a : b;
        Declaration second = first.equals(a) ? b : a;
        String text = source.with(second.span(), source.text(first.span()));
        return new Mutation(
                a.name() + " and " + b.name() + " swapped",
                new SourceText(text, List.of()).with(first.span(), source.text(second.span())));
    }

    private static Mutation doubled(SourceText source, Random random) {
        Declaration d = any(fields(source), random);
        String text = source.text(d.span());
        String copy = text.replaceFirst("\\b" + d.name() + ";", d.name() + "Again;");
        return new Mutation(d.name() + " twice", source.with(d.span(), text + " " + copy));
    }

    private static Mutation withoutAnnotation(SourceText source, Random random) {
        Declaration d = any(source.declarations(), random);
        List<Annotation> some =
                d.annotations().stream()
                        .filter(a -> !a.name().equals("Input") && !a.name().equals("Model"))
                        .filter(a -> !d.isClass() || BLOCKS.contains(a.name()))
                        .toList();
        if (some.isEmpty()) {
            return null;
        }
        Annotation a = any(some, random);
        return new Mutation("without @" + a.name() + " of " + d.name(), source.with(a.span(), ""));
    }

    private static Mutation withoutAttribute(SourceText source, Random random) {
        Annotation a = any(annotations(source), random);
        if (a.attributes().isEmpty()) {
            return null;
        }
        int i = random.nextInt(a.attributes().size());
        Attribute gone = a.attributes().get(i);
        if (method(a.name(), gone.name()).getDefaultValue() == null) {
            return null;
        }
        List<String> rest = new ArrayList<>();
        a.attributes().stream()
                .filter(b -> !b.equals(gone))
                .forEach(b -> rest.add(source.text(b.span())));
        String text = "@" + a.name() + (rest.isEmpty() ? "" : "(" + String.join(", ", rest) + ")");
        return new Mutation(
                "without " + gone.name() + " of @" + a.name(), source.with(a.span(), text));
    }

    private static Mutation changed(SourceText source, Random random) {
        Annotation a = any(annotations(source), random);
        List<Attribute> some =
                a.attributes().stream().filter(b -> !value(a, b.name(), random).isEmpty()).toList();
        if (some.isEmpty()) {
            return null;
        }
        Attribute b = any(some, random);
        String value = value(a, b.name(), random);
        return new Mutation(
                b.name() + " of " + source.text(a.span()) + " is " + value,
                source.with(b.value(), value));
    }

    private static Mutation withAttribute(SourceText source, Random random) {
        Annotation a = any(annotations(source), random);
        List<Method> unwritten =
                Arrays.stream(type(a.name()).getDeclaredMethods())
                        .filter(m -> a.attribute(m.getName()).isEmpty())
                        .filter(m -> a.attributes().stream().allMatch(Attribute::isNamed))
                        .sorted(Comparator.comparing(Method::getName))
                        .toList();
        if (unwritten.isEmpty()) {
            return null;
        }
        Method m = any(unwritten, random);
        String value = value(a, m.getName(), random);
        if (value.isEmpty()) {
            return null;
        }
        List<String> all = new ArrayList<>();
        a.attributes().forEach(b -> all.add(source.text(b.span())));
        all.add(m.getName() + " = " + value);
        return new Mutation(
                m.getName() + " = " + value + " added to " + source.text(a.span()),
                source.with(a.span(), "@" + a.name() + "(" + String.join(", ", all) + ")"));
    }

    private static Mutation withModifier(SourceText source, Random random) {
        Declaration d = any(source.declarations(), random);
        String word = d.isClass() ? "private" : random.nextBoolean() ? "static" : "private";
        if (source.text(d.modifiers()).contains(word) || d.owner().isEmpty()) {
            return null;
        }
        return new Mutation(
                word + " " + d.name(), source.with(new Span(d.type(), d.type()), word + " "));
    }

    /** Another value for an attribute; empty where there is none to choose. */
    private static String value(Annotation a, String attribute, Random random) {
        Class<?> type = method(a.name(), attribute).getReturnType();
        if (type == int.class) {
            boolean size = List.of("filters", "units", "groups", "width").contains(attribute);
            return size && random.nextInt(4) == 0 ? any(SIZES, random) : any(WHOLE, random);
        }
        if (type == int[].class) {
            if (attribute.equals("padding") && random.nextBoolean()) {
                return random.nextBoolean() ? "SAME" : "VALID";
            }
            return random.nextInt(3) == 0 ? any(LISTS, random) : any(WHOLE, random);
        }
        if (type == double.class || type == double[].class) {
            return type.isArray() && random.nextInt(3) == 0
                    ? "{0.5, 0.25, 0.25}"
                    : any(FRACTIONS, random);
        }
        if (type == boolean.class) {
            return Boolean.toString(random.nextBoolean());
        }
        if (type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            return type.getSimpleName() + "." + constants[random.nextInt(constants.length)];
        }
        return type == String[].class ? any(List.of("{}", "{\"a\", \"b\"}"), random) : "";
    }

    private static List<Declaration> fields(SourceText source) {
        return source.declarations().stream().filter(d -> !d.isClass()).toList();
    }

    private static List<Annotation> annotations(SourceText source) {
        return source.declarations().stream().flatMap(d -> d.annotations().stream()).toList();
    }

    private static Method method(String annotation, String attribute) {
        return Arrays.stream(type(annotation).getDeclaredMethods())
                .filter(m -> m.getName().equals(attribute))
                .findFirst()
                .orElseThrow();
    }

    private static Class<?> type(String annotation) {
        try {
            return Class.forName("dev.kiln." + annotation);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(annotation, e);
        }
    }

    private static <T> T any(List<T> some, Random random) {
        return some.get(random.nextInt(some.size()));
    }
}
