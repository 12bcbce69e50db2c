package dev.kiln.processor.emit.kernel.pool;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.graph.kernel.MaxPoolForward;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Maximum pools with stride 1, a row at a time: first the maximum of each column of all windows of
 * the row, into {@code scratch}, then those of neighboring columns. Both go over a row as one run
 * of numbers, whose loops C2 unrolls. On both sides of the columns is minus infinity.
 */
public record RowMaxPool(MaxPoolForward kernel) {

    static boolean exists(MaxPoolForward k) {
        Window w = k.window();
        return w.stride().equals(Pair.ONE)
                && w.kernel().columns() > 1
                && k.slice().isWhole()
                && Lanes.fill(w.input().channels())
                && PoolLoops.of(w, k.slice()).clampable();
    }

    private Window window() {
        return kernel.window();
    }

    private int channels() {
        return window().input().channels();
    }

    private int before() {
        return window().padding().left() * channels();
    }

    private int row() {
        return window().input().width() * channels();
    }

    /** Floats of {@code scratch}. */
    int scratch() {
        return before() + row() + window().padding().right() * channels();
    }

    List<MethodSpec> methods(MethodSpec.Builder signature) {
        PoolLoops loops = PoolLoops.of(window(), kernel.slice());
        if (row() < scratch()) {
            signature.addComment("On both sides of a row there is minus infinity.");
        }
        edge(signature, 0, before());
        edge(signature, before() + row(), scratch());
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < window().kernel().rows(); row++) {
            rows.add("image + y" + row);
        }
        CodeBlock body =
                CodeBlock.builder()
                        .addStatement(
                                "$LColumns(input, $L, scratch)",
                                kernel.name(),
                                String.join(", ", rows))
                        .addStatement("$LRow(scratch, output, $L)", kernel.name(), loops.to("0"))
                        .build();
        return List.of(
                signature.addCode(loops.overClampedRows(body)).build(),
                columnsMethod(),
                rowMethod());
    }

    private static void edge(MethodSpec.Builder signature, int from, int end) {
        if (from < end) {
            signature.addStatement(
                    "$T.fill(scratch, $L, $L, Float.NEGATIVE_INFINITY)", Arrays.class, from, end);
        }
    }

    private MethodSpec columnsMethod() {
        MethodSpec.Builder method =
                MethodSpec.methodBuilder(kernel.name() + "Columns")
                        .addJavadoc("The maximum of each number in neighboring rows.\n")
                        .addModifiers(PRIVATE, STATIC)
                        .addParameter(float[].class, "input");
        List<CodeBlock> numbers = new ArrayList<>();
        for (int row = 0; row < window().kernel().rows(); row++) {
            method.addParameter(int.class, "row" + row);
            numbers.add(Lanes.load("input", "row" + row + " + i"));
        }
        CodeBlock store =
                CodeBlock.builder()
                        .addStatement(
                                "$L.intoArray(scratch, $L)",
                                VectorMaxPool.maximum(numbers),
                                Index.of("i", 1).plus(before()))
                        .build();
        return method.addParameter(float[].class, "scratch")
                .addCode(Lanes.blocks("i", row(), 1, store))
                .build();
    }

    private MethodSpec rowMethod() {
        List<CodeBlock> numbers = new ArrayList<>();
        for (int column = 0; column < window().kernel().columns(); column++) {
            numbers.add(Lanes.load("scratch", Index.of("i", 1).plus(column * channels())));
        }
        CodeBlock store =
                CodeBlock.builder()
                        .addStatement(
                                "$L.intoArray(output, to + i)", VectorMaxPool.maximum(numbers))
                        .build();
        return MethodSpec.methodBuilder(kernel.name() + "Row")
                .addJavadoc("The maximum of each channel in neighboring columns.\n")
                .addModifiers(PRIVATE, STATIC)
                .addParameter(float[].class, "scratch")
                .addParameter(float[].class, "output")
                .addParameter(int.class, "to")
                .addCode(Lanes.blocks("i", window().outputColumns() * channels(), 1, store))
                .build();
    }
}
