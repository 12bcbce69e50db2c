package dev.kiln.processor.emit.code;

import com.palantir.javapoet.CodeBlock;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

/** Loops that walk a range in steps of a tile, with what is left over as a smaller tile behind. */
public final class Blocks {

    private Blocks() {}

    /**
     * A range that is known: {@code for (int name = 0; name < n; name += step)}, then the rest
     * without a loop.
     */
    public static CodeBlock over(
            String name, int n, int step, BiFunction<String, Integer, CodeBlock> body) {
        CodeBlock.Builder code = CodeBlock.builder();
        int whole = n - n % step;
        if (whole == step) {
            code.add(scope(whole < n, body.apply("0", step)));
        } else if (whole > 0) {
            String advance = step == 1 ? "++" : " += " + step;
            code.beginControlFlow("for (int $1L = 0; $1L < $2L; $1L$3L)", name, whole, advance);
            code.add(body.apply(name, step));
            code.endControlFlow();
        }
        if (whole < n) {
            code.add(scope(whole > 0, body.apply(Integer.toString(whole), n - whole)));
        }
        return code.build();
    }

    /** A range whose length is only known at run time: whole tiles, then one at a time. */
    public static CodeBlock overVariable(
            String name, String n, int step, IntFunction<CodeBlock> body) {
        return overRange(name, "0", n, step, body);
    }

    /** The same from {@code from} to below {@code n}. */
    public static CodeBlock overRange(
            String name, String from, String n, int step, IntFunction<CodeBlock> body) {
        CodeBlock.Builder code = CodeBlock.builder();
        code.addStatement("int $L = $L", name, from);
        if (step > 1) {
            code.beginControlFlow("for (; $1L <= $2L - $3L; $1L += $3L)", name, n, step);
            code.add(body.apply(step));
            code.endControlFlow();
        }
        code.beginControlFlow("for (; $1L < $2L; $1L++)", name, n);
        code.add(body.apply(1));
        code.endControlFlow();
        return code.build();
    }

    private static CodeBlock scope(boolean needed, CodeBlock body) {
        return needed
                ? CodeBlock.builder().add("{\n").indent().add(body).unindent().add("}\n").build()
                : body;
    }
}
