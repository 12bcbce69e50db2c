package dev.kiln.processor.emit.kernel.dense;

import static dev.kiln.processor.emit.code.AxpyCode.ACCUMULATOR_ROWS;
import static dev.kiln.processor.emit.code.AxpyCode.TAPS;
import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import dev.kiln.processor.emit.code.AccumulatorSize;
import dev.kiln.processor.emit.code.AxpyCode;
import dev.kiln.processor.emit.code.AxpyCost;
import dev.kiln.processor.emit.code.AxpySums;
import dev.kiln.processor.emit.code.Blocks;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Sizes;
import dev.kiln.processor.graph.kernel.DenseForward;
import dev.kiln.processor.graph.kernel.DenseInputGradient;
import dev.kiln.processor.graph.kernel.DenseWeightGradient;
import java.util.List;

/** Products of a weight matrix with one row of numbers a sample, with slabs. */
public final class AxpyDense {

    private AxpyDense() {}

    /** Units, inputs or samples at a time. */
    private static int lanes(int all) {
        return Math.min(all, AccumulatorSize.LENGTH);
    }

    private static int sums(int lanes) {
        return Math.min(128, Math.max(16, AccumulatorSize.SUMS / lanes));
    }

    public static AccumulatorSize accumulators(DenseForward k) {
        return new AccumulatorSize(sums(lanes(k.outputs())), lanes(k.outputs()));
    }

    public static AccumulatorSize accumulators(DenseInputGradient k) {
        return new AccumulatorSize(sums(lanes(k.inputs())), lanes(k.inputs()));
    }

    public static AccumulatorSize accumulators(DenseWeightGradient k) {
        int lanes = lanes(Math.max(k.inputs(), k.outputs()));
        return new AccumulatorSize(Math.min(Math.min(k.inputs(), k.outputs()), sums(lanes)), lanes);
    }

    static AxpyCost cost(DenseForward k) {
        return oneRow(accumulators(k), k.inputs(), k.outputs());
    }

    static AxpyCost cost(DenseInputGradient k) {
        return oneRow(accumulators(k), k.inputs(), k.outputs());
    }

    private static AxpyCost oneRow(AccumulatorSize rows, int inputs, int outputs) {
        double products = (double) inputs * outputs;
        return new AxpyCost(products, 1, rows.length(), rows.sums(), 0, products / 16);
    }

    static AxpyCost cost(DenseWeightGradient k) {
        double products = (double) k.rows() * k.inputs() * k.outputs();
        double copied = products / Math.min(k.inputs(), k.outputs());
        AccumulatorSize rows = accumulators(k);
        return new AxpyCost(products, 1, rows.length(), rows.sums(), 0, copied);
    }

    /** A row of sums for each of some samples, over the units. */
    public static CodeBlock forward(DenseForward k) {
        return overSamples(
                new Sizes().count(k.inputs(), "inputs of a sample").count(k.outputs(), "units"),
                sums(lanes(k.outputs())),
                Blocks.over(
                        "unit", k.outputs(), lanes(k.outputs()), (unit, n) -> forward(k, unit, n)));
    }

    private static CodeBlock forward(DenseForward k, String unit, int n) {
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(
                Comment.of(
                        "A row of sums for each sample, from rows[$L] on, begins with $L.",
                        TAPS,
                        k.bias() ? "the bias" : "0"));
        code.beginControlFlow("for (int lane = 0; lane < some; lane++)");
        if (k.bias()) {
            code.addStatement("System.arraycopy(bias, $L, rows[lane + $L], 0, $L)", unit, TAPS, n);
        } else {
            code.addStatement("$T.fill(rows[lane + $L], 0, $L, 0f)", AxpyCode.ARRAYS, TAPS, n);
        }
        code.endControlFlow();
        code.add(
                Comment.of(
                        "Up to $L inputs at a time: their weights, times what a sample has there, are added to its sums.",
                        TAPS));
        code.add(
                Blocks.over(
                        "i",
                        k.inputs(),
                        TAPS,
                        (i, taps) -> {
                            CodeBlock.Builder block = CodeBlock.builder();
                            for (int t = 0; t < taps; t++) {
                                block.addStatement(
                                        "System.arraycopy(weight, $L, rows[$L], 0, $L)",
                                        Index.of(i, k.outputs())
                                                .plus(unit, 1)
                                                .plus(k.firstWeight() + t * k.outputs()),
                                        t,
                                        n);
                            }
                            return block.add(
                                            add(
                                                    n,
                                                    taps,
                                                    "input",
                                                    Index.of(i, 1)
                                                            .plus(k.source().from())
                                                            .toString(),
                                                    k.source().total()))
                                    .build();
                        }));
        Index to =
                Index.of("first", k.slice().total())
                        .plus("lane", k.slice().total())
                        .plus(unit, 1)
                        .plus(k.slice().from());
        code.add(
                Comment.of(
                        "The sums$L go to their samples.",
                        k.activation().isNone() ? "" : ", after the activation,"));
        code.beginControlFlow("for (int lane = 0; lane < some; lane++)");
        code.addStatement("float[] sum = rows[lane + $L]", TAPS);
        code.add(AxpyCode.activation(k.activation(), Integer.toString(n)));
        code.addStatement("System.arraycopy(sum, 0, output, $L, $L)", to, n);
        return code.endControlFlow().build();
    }

    /** A row of sums for each of some samples, over the inputs. */
    public static CodeBlock inputGradient(DenseInputGradient k) {
        return overSamples(
                new Sizes().count(k.inputs(), "inputs of a sample").count(k.outputs(), "units"),
                sums(lanes(k.inputs())),
                Blocks.over(
                        "begin",
                        k.inputs(),
                        lanes(k.inputs()),
                        (begin, n) -> inputGradient(k, begin, n)));
    }

    private static CodeBlock inputGradient(DenseInputGradient k, String begin, int n) {
        Index from = Index.of("j", k.outputs()).plus(begin, k.outputs());
        Index to = Index.of("first", k.inputs()).plus("lane", k.inputs()).plus(begin, 1);
        return CodeBlock.builder()
                .add(
                        Comment.of(
                                "A row of sums for each sample, from rows[$L] on, begins with 0.",
                                TAPS))
                .beginControlFlow("for (int lane = 0; lane < some; lane++)")
                .addStatement("$T.fill(rows[lane + $L], 0, $L, 0f)", AxpyCode.ARRAYS, TAPS, n)
                .endControlFlow()
                .add(
                        Comment.of(
                                "Up to $L units at a time: their weights, times their gradients in"
                                        + " a sample, are added to its sums.",
                                TAPS))
                .add(
                        Blocks.over(
                                "unit",
                                k.outputs(),
                                TAPS,
                                (unit, taps) ->
                                        CodeBlock.builder()
                                                .add(
                                                        AxpyCode.gather(
                                                                taps,
                                                                Integer.toString(n),
                                                                "weight",
                                                                from + " + " + unit))
                                                .add(
                                                        add(
                                                                n,
                                                                taps,
                                                                "outputGradient",
                                                                unit,
                                                                k.outputs()))
                                                .build()))
                .add(Comment.of("The sums go to their samples."))
                .beginControlFlow("for (int lane = 0; lane < some; lane++)")
                .addStatement(
                        "System.arraycopy(rows[lane + $L], 0, inputGradient, $L, $L)", TAPS, to, n)
                .endControlFlow()
                .build();
    }

    private static CodeBlock add(int n, int taps, String factors, String at, int pitch) {
        return CodeBlock.builder()
                .addStatement(
                        "$T.axpy($L, rows, $L, $L, some, $L, $L, 1, $L)",
                        ACCUMULATOR_ROWS,
                        n,
                        taps,
                        TAPS,
                        factors,
                        Index.of("first", pitch).plus(at, 1),
                        pitch)
                .build();
    }

    private static CodeBlock overSamples(Sizes sizes, int some, CodeBlock body) {
        return CodeBlock.builder()
                .add(sizes.count(some, "samples at a time").comment())
                .beginControlFlow("for (int first = 0; first < samples; first += $L)", some)
                .addStatement("int some = Math.min($L, samples - first)", some)
                .add(body)
                .endControlFlow()
                .build();
    }

    /**
     * Rows of sums over the inputs or the units, whichever are more; one for each of the others.
     *
     * <p>Rows that can be divided are those over the inputs. All of them, what one thread asks for,
     * have a length that is a literal: with a variable in its place C2 left some processes scalar.
     */
    public static List<MethodSpec> weightGradient(
            DenseWeightGradient k, MethodSpec.Builder signature) {
        int lanes = Math.max(k.inputs(), k.outputs());
        CodeBlock all =
                Blocks.over(
                        "begin",
                        lanes,
                        lanes(lanes),
                        (begin, n) -> overOthers(k, begin, Integer.toString(n)));
        if (k.divisibleRows() == 0) {
            return List.of(signature.addCode(total(k)).addCode(all).build());
        }
        String ofRows = k.name() + "OfRows";
        List<ParameterSpec> parameters = signature.build().parameters();
        signature
                .beginControlFlow("if (endRow - firstRow < $L)", lanes)
                .addStatement("$L($L)", ofRows, arguments(parameters))
                .addStatement("return")
                .endControlFlow()
                .addCode(total(k))
                .addCode(all);
        MethodSpec.Builder some =
                MethodSpec.methodBuilder(ofRows)
                        .addModifiers(PRIVATE, STATIC)
                        .addParameters(parameters)
                        .addCode(total(k))
                        .beginControlFlow(
                                "for (int begin = firstRow; begin < endRow; begin += $L)",
                                lanes(lanes))
                        .addStatement("int length = Math.min($L, endRow - begin)", lanes(lanes))
                        .addCode(overOthers(k, "begin", "length"))
                        .endControlFlow();
        return List.of(signature.build(), some.build());
    }

    private static CodeBlock arguments(List<ParameterSpec> parameters) {
        return parameters.stream()
                .map(parameter -> CodeBlock.of("$L", parameter.name()))
                .collect(CodeBlock.joining(",$W"));
    }

    private static CodeBlock total(DenseWeightGradient k) {
        return CodeBlock.builder()
                .add(
                        new Sizes()
                                .count(k.inputs(), "inputs of a row")
                                .count(k.outputs(), "units")
                                .comment())
                .addStatement("int total = $L", Index.of("samples", k.rows()))
                .build();
    }

    private static CodeBlock overOthers(DenseWeightGradient k, String begin, String n) {
        boolean overInputs = k.inputs() >= k.outputs();
        return Blocks.over(
                "other",
                Math.min(k.inputs(), k.outputs()),
                accumulators(k).sums(),
                (other, sums) -> weightGradient(k, overInputs, begin, n, other, sums));
    }

    private static CodeBlock weightGradient(
            DenseWeightGradient k,
            boolean overInputs,
            String begin,
            String n,
            String other,
            int sums) {
        String lanes = overInputs ? "input" : "outputGradient";
        String factors = overInputs ? "outputGradient" : "input";
        int lanePitch = overInputs ? k.inputs() : k.outputs();
        int otherPitch = overInputs ? k.outputs() : k.inputs();
        int laneStep = overInputs ? k.outputs() : 1;
        int otherStep = overInputs ? 1 : k.outputs();
        AxpySums rows =
                new AxpySums(
                        sums,
                        n,
                        "weightGradient",
                        at -> at.plus(begin, laneStep).plus(other, otherStep),
                        laneStep,
                        otherStep);
        String call = "$T.axpy($L, rows, $L, $L, $L, $L, $L, $L, 1)";
        Index first = Index.of("row", otherPitch).plus(other, 1);
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(
                Comment.of(
                        "A row of sums for each $L, from rows[$L] on, begins with what is there.",
                        overInputs ? "unit" : "input",
                        TAPS));
        code.add(rows.take());
        code.add(
                Comment.of(
                        "$L at a time, times their $L, are added to all sums.",
                        overInputs
                                ? TAPS + " rows of inputs"
                                : "The gradients of " + TAPS + " rows",
                        overInputs ? "gradients" : "inputs"));
        code.addStatement("int row = 0");
        code.beginControlFlow("for (; row <= total - $1L; row += $1L)", TAPS);
        for (int t = 0; t < TAPS; t++) {
            Index from = Index.of("row", lanePitch).plus(begin, 1).plus(t * lanePitch);
            code.addStatement("System.arraycopy($L, $L, rows[$L], 0, $L)", lanes, from, t, n);
        }
        code.addStatement(call, ACCUMULATOR_ROWS, n, TAPS, TAPS, sums, factors, first, otherPitch);
        code.endControlFlow();
        code.beginControlFlow("for (; row < total; row++)");
        Index from = Index.of("row", lanePitch).plus(begin, 1);
        code.addStatement("System.arraycopy($L, $L, rows[0], 0, $L)", lanes, from, n);
        code.addStatement(call, ACCUMULATOR_ROWS, n, 1, TAPS, sums, factors, first, otherPitch);
        code.endControlFlow();
        code.add(Comment.of("The sums go back to where they came from."));
        return code.add(rows.put()).build();
    }
}
