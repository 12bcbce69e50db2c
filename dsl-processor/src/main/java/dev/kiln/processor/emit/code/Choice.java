package dev.kiln.processor.emit.code;

import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A list of constants, looked up by index: a {@code switch} in which equal numbers share a case.
 * Kernels are methods without fields, and an array would be allocated on every call. A method of
 * many cases would be too large for HotSpot, so that many different numbers are a text, which is
 * one constant.
 */
public record Choice(List<Float> numbers) {

    /** So many different numbers are cases. */
    static final int MOST_CASES = 100;

    /** Digits of a float's bits. */
    private static final int DIGITS = 8;

    /** Numbers in one text; class files hold texts of up to 65,535 bytes. */
    static final int MOST_IN_TEXT = 8000;

    private static final int IN_LINE = 8;

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
        if (places.size() > MOST_CASES) {
            return ofText(name, index);
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

    /** {@code float name = Float.intBitsToFloat(Integer.parseUnsignedInt(text, ...));}. */
    private CodeBlock ofText(String name, String index) {
        CodeBlock.Builder code = CodeBlock.builder();
        code.add("// The bits of each number, in $L hexadecimal digits.\n", DIGITS);
        int parts = (numbers.size() + MOST_IN_TEXT - 1) / MOST_IN_TEXT;
        String place = index;
        if (parts == 1) {
            code.add("String $LBits =\n", name).indent().add(text(0)).unindent().add(";\n");
        } else {
            place = "(" + index + " % " + MOST_IN_TEXT + ")";
            code.add("String $LBits = switch ($L / $L) {\n", name, index, MOST_IN_TEXT).indent();
            for (int part = 0; part < parts; part++) {
                code.add(part + 1 < parts ? "case " + part + " ->\n" : "default ->\n").indent();
                code.add(text(part)).unindent().add(";\n");
            }
            code.unindent().add("};\n");
        }
        code.addStatement(
                "float $1L = Float.intBitsToFloat(Integer.parseUnsignedInt($1LBits, $2L * $3L, $2L"
                        + " * $3L + $2L, 16))",
                name,
                DIGITS,
                place);
        return code.build();
    }

    private CodeBlock text(int part) {
        int first = part * MOST_IN_TEXT;
        int end = Math.min(numbers.size(), first + MOST_IN_TEXT);
        List<CodeBlock> lines = new ArrayList<>();
        for (int from = first; from < end; from += IN_LINE) {
            lines.add(
                    CodeBlock.of(
                            "$S",
                            numbers.subList(from, Math.min(end, from + IN_LINE)).stream()
                                    .map(n -> String.format("%08x", Float.floatToIntBits(n)))
                                    .collect(Collectors.joining())));
        }
        return CodeBlock.join(lines, "\n+ ");
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
