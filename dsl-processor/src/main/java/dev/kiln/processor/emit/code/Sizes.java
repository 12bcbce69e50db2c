package dev.kiln.processor.emit.code;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.graph.shape.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Meanings of the literals of a method, for a comment at its beginning. */
public final class Sizes {

    /** Smaller numbers speak for themselves. */
    private static final int SMALLEST = 10;

    private final Map<Integer, String> meanings = new LinkedHashMap<>();

    /** A size of {@code what}, as the product that it is. */
    public Sizes and(String what, int... factors) {
        return sum(what, 0, factors);
    }

    /** A size that is a product and some more, or less. */
    public Sizes sum(String what, int more, int... factors) {
        int product = Arrays.stream(factors).reduce(1, (a, b) -> a * b);
        String text =
                Arrays.stream(factors)
                        .filter(f -> f != 1)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(" * "));
        if (more != 0) {
            text += (more > 0 ? " + " : " - ") + Math.abs(more);
        }
        if (!text.contains(" ")) {
            return number(product + more, what);
        }
        return put(product + more, (" = " + text).replace(' ', Comment.TOGETHER) + ", ", what);
    }

    /** An index of {@code what}, or another number that says nothing by itself. */
    public Sizes number(int number, String what) {
        return put(number, ", ", what);
    }

    /** So many of something. */
    public Sizes count(int number, String things) {
        return put(number, String.valueOf(Comment.TOGETHER), things);
    }

    private Sizes put(int number, String link, String what) {
        if (number >= SMALLEST) {
            meanings.merge(
                    number, link + what, (a, b) -> a.endsWith(what) ? a : a + " and " + what);
        }
        return this;
    }

    /** A sample of an array and a row of it, channels last. */
    public Sizes sample(String array, Shape shape) {
        return and("a sample of " + array, shape.height(), shape.width(), shape.channels())
                .and("a row of " + array, shape.width(), shape.channels());
    }

    /** One number after the other, and a blank line; nothing where there are none. */
    public CodeBlock comment() {
        String text =
                meanings.entrySet().stream()
                        .map(e -> e.getKey() + e.getValue())
                        .collect(Collectors.joining("; "));
        return text.isEmpty()
                ? CodeBlock.of("")
                : CodeBlock.builder().add(Comment.of("$L.", text)).add("\n").build();
    }
}
