package dev.kiln.processor.emit.code;

import com.palantir.javapoet.CodeBlock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A short list of constants, looked up by index: a {@code switch} in which equal numbers share a
 * case. Kernels are methods without fields, and an array would be allocated on every call.
 */
public record Choice(List<Float> numbers) {

    /** {@code float name = switch (index) {...};} or, where all are equal, just the number. */
    public CodeBlock declare(String name, String index) {
        Map<Float, List<Integer>> places =
                IntStream.range(0, numbers.size())
                        .boxed()
                        .collect(
                                Collectors.groupingBy(
                                        numbers::get, LinkedHashMap::new, Collectors.toList()));
        float common = mostFrequent(places);
        if (places.size() == 1) {
            return CodeBlock.builder()
                    .addStatement("float $L = $L", name, Literal.of(common))
                    .build();
        }
        CodeBlock.Builder code = CodeBlock.builder();
        code.add("float $L = switch ($L) {\n", name, index).indent();
        places.forEach(
                (number, at) -> {
                    if (Float.compare(number, common) != 0) {
                        code.add("case $L -> $L;\n", list(at), Literal.of(number));
                    }
                });
        code.add("default -> $L;\n", Literal.of(common));
        return code.unindent().add("};\n").build();
    }

    private static float mostFrequent(Map<Float, List<Integer>> places) {
        float best = 0;
        int most = 0;
        for (Map.Entry<Float, List<Integer>> entry : places.entrySet()) {
            if (entry.getValue().size() > most) {
                most = entry.getValue().size();
                best = entry.getKey();
            }
        }
        return best;
    }

    private static String list(List<Integer> indices) {
        return indices.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
