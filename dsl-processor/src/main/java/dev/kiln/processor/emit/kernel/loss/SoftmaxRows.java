package dev.kiln.processor.emit.kernel.loss;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.emit.code.VectorFunctions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What softmax and its loss have in common. Some rows at a time go into {@code scratch}, each
 * number less the maximum of its row; behind them lie their powers of e, computed in vectors that
 * don't end where rows do, so few columns fill them too. The sums over a row are the chains of the
 * plain form, those of a few rows side by side, because one alone waits for each addition.
 *
 * @param name of the kernel, with which those of its methods begin
 * @param row the variable that counts the rows
 * @param sums over each row
 * @param passed what the method that takes a row needs, besides row, sums and scratch
 */
public record SoftmaxRows(
        String name, String row, int columns, List<Sum> sums, List<ParameterSpec> passed) {

    /**
     * A sum over a row.
     *
     * @param term declares what {@code factor} reads, for the column {@code i}
     * @param factor of the number, with {@code " * "} behind it, or nothing
     * @param powers whether it adds up powers, or the numbers they are of
     */
    record Sum(Class<?> type, String name, CodeBlock term, String factor, boolean powers) {}

    /** Numbers that are in the first-level cache together. */
    private static final int NUMBERS = 256;

    /** Rows whose sums go side by side. */
    private static final int SIDE_BY_SIDE = 4;

    /**
     * With fewer columns a row alone, which fills no vector, takes longer than in plain Java: with
     * 8 40 instead of 34 ns, with 10 the same. Many rows take a third of the time with either.
     */
    private static final int FEWEST = 10;

    static boolean exists(int columns) {
        return columns >= FEWEST;
    }

    /** Floats of {@code scratch} for kernels with so many columns. */
    static int scratch(int columns) {
        return 2 * numbers(columns);
    }

    private static int rows(int columns) {
        return SIDE_BY_SIDE * Math.max(1, NUMBERS / columns / SIDE_BY_SIDE);
    }

    /** Where the powers begin: behind whole vectors. */
    private static int numbers(int columns) {
        return Lanes.padded(rows(columns) * columns, 1);
    }

    /** The power of column {@code i} of a row that begins at {@code at} of {@code scratch}. */
    String power() {
        return "scratch[" + powerIndex() + "]";
    }

    String powerIndex() {
        return Index.of("at", 1).plus("i", 1).plus(numbers(columns)).toString();
    }

    /** A loop over the columns, {@code i}: one by one where they fill no vector. */
    CodeBlock overColumns(CodeBlock one, CodeBlock vector) {
        return Lanes.fill(columns) ? Lanes.blocks("i", columns, 1, vector) : oneByOne(one);
    }

    CodeBlock oneByOne(CodeBlock one) {
        return CodeBlock.builder()
                .beginControlFlow("for (int i = 0; i < $L; i++)", columns)
                .add(one)
                .endControlFlow()
                .build();
    }

    /**
     * The methods of a kernel.
     *
     * @param count of the rows
     * @param array that holds them
     * @param ofRow what is done with a row when its sums are known
     */
    List<MethodSpec> methods(
            MethodSpec.Builder signature, Object count, String array, CodeBlock ofRow) {
        int rows = rows(columns);
        signature
                .addComment(
                        "Some rows at once: less their maximum, powers of all, then row by row.")
                .addStatement("int rows = $L", count)
                .beginControlFlow("for (int first = 0; first < rows; first += $L)", rows)
                .addStatement("int end = Math.min(rows, first + $L)", rows)
                .beginControlFlow("for (int $1L = first; $1L < end; $1L++)", row)
                .addStatement(
                        "$L($L, $L, scratch, ($L - first) * $L)",
                        lessMaximumName(),
                        array,
                        Index.of(row, columns),
                        row,
                        columns)
                .endControlFlow()
                .addStatement("powers(scratch, (end - first) * $L, $L)", columns, numbers(columns))
                .addStatement("int $L = first", row)
                .beginControlFlow("for (; $1L <= end - $2L; $1L += $2L)", row, SIDE_BY_SIDE)
                .addCode(callRows(SIDE_BY_SIDE))
                .endControlFlow()
                .beginControlFlow("for (; $1L < end; $1L++)", row)
                .addCode(callRows(1))
                .endControlFlow()
                .endControlFlow();
        List<MethodSpec> methods = new ArrayList<>();
        methods.add(signature.build());
        methods.add(lessMaximum());
        methods.add(powers());
        methods.add(rowsTogether(SIDE_BY_SIDE));
        methods.add(rowsTogether(1));
        methods.add(oneRow(ofRow));
        methods.add(VectorFunctions.exp());
        methods.add(VectorFunctions.power());
        return methods;
    }

    private String lessMaximumName() {
        return "lessMaximum" + columns;
    }

    private MethodSpec lessMaximum() {
        CodeBlock maximum =
                Lanes.fill(columns)
                        ? CodeBlock.builder()
                                .addStatement(
                                        "$T largest = $L",
                                        Lanes.FLOAT_VECTOR,
                                        Lanes.load("numbers", "from"))
                                .add(
                                        Lanes.blocks(
                                                "i",
                                                columns,
                                                1,
                                                CodeBlock.of(
                                                        "largest = largest.max($L);\n",
                                                        Lanes.load("numbers", "from + i"))))
                                .addStatement(
                                        "float maximum = largest.reduceLanes($T.MAX)",
                                        Lanes.OPERATORS)
                                .build()
                        : CodeBlock.builder()
                                .addStatement("float maximum = numbers[from]")
                                .beginControlFlow("for (int i = 1; i < $L; i++)", columns)
                                .addStatement("maximum = Math.max(maximum, numbers[from + i])")
                                .endControlFlow()
                                .build();
        return MethodSpec.methodBuilder(lessMaximumName())
                .addJavadoc("Writes the numbers of a row less the largest of them.\n")
                .addModifiers(PRIVATE, STATIC)
                .addParameter(float[].class, "numbers")
                .addParameter(int.class, "from")
                .addParameter(float[].class, "less")
                .addParameter(int.class, "to")
                .addCode(maximum)
                .addCode(
                        overColumns(
                                CodeBlock.of("less[to + i] = numbers[from + i] - maximum;\n"),
                                CodeBlock.of(
                                        "$L.sub(maximum).intoArray(less, to + i);\n",
                                        Lanes.load("numbers", "from + i"))))
                .build();
    }

    private static MethodSpec powers() {
        return MethodSpec.methodBuilder("powers")
                .addJavadoc(
                        "Writes the powers of e of numbers behind them; the last vector may go"
                                + " beyond.\n")
                .addModifiers(PRIVATE, STATIC)
                .addParameter(float[].class, "scratch")
                .addParameter(int.class, "end")
                .addParameter(int.class, "behind")
                .beginControlFlow("for (int i = 0; i < end; i += SPECIES.length())")
                .addStatement("exp($L).intoArray(scratch, i + behind)", Lanes.load("scratch", "i"))
                .endControlFlow()
                .build();
    }

    private String rowsName(int rows) {
        return name + (rows == 1 ? "Row" : "Rows" + rows);
    }

    private CodeBlock callRows(int rows) {
        String at = "(" + row + " - first) * " + columns;
        return call(rowsName(rows), row, at, Stream.empty());
    }

    private CodeBlock call(String method, Object row, Object at, Stream<String> sums) {
        Stream<String> names =
                Stream.of(
                                Stream.of(row.toString(), at.toString()),
                                sums,
                                Stream.of("scratch"),
                                passed.stream().map(ParameterSpec::name))
                        .flatMap(s -> s);
        CodeBlock arguments =
                names.map(n -> CodeBlock.of("$L", n)).collect(CodeBlock.joining(",$W"));
        return CodeBlock.builder().addStatement("$L($L)", method, arguments).build();
    }

    private MethodSpec.Builder rowMethod(String name) {
        return MethodSpec.methodBuilder(name)
                .addModifiers(PRIVATE, STATIC)
                .addParameter(int.class, row)
                .addParameter(int.class, "at");
    }

    private MethodSpec rowsTogether(int rows) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (Sum sum : sums) {
            for (int r = 0; r < rows; r++) {
                code.addStatement("$T $L$L = 0", sum.type, sum.name, r);
            }
        }
        code.beginControlFlow("for (int i = 0; i < $L; i++)", columns);
        for (Sum sum : sums) {
            code.add(sum.term);
            for (int r = 0; r < rows; r++) {
                int behind = r * columns + (sum.powers ? numbers(columns) : 0);
                code.addStatement(
                        "$L$L += $Lscratch[$L]",
                        sum.name,
                        r,
                        sum.factor,
                        Index.of("at", 1).plus("i", 1).plus(behind));
            }
        }
        code.endControlFlow();
        for (int r = 0; r < rows; r++) {
            int number = r;
            code.add(
                    call(
                            ofRowName(),
                            Index.of(row, 1).plus(r),
                            Index.of("at", 1).plus(r * columns),
                            sums.stream().map(sum -> sum.name + number)));
        }
        return rowMethod(rowsName(rows))
                .addJavadoc(
                        "$L, whose numbers begin at {@code at} of scratch.\n",
                        rows == 1 ? "A row" : rows + " rows")
                .addParameter(float[].class, "scratch")
                .addParameters(passed)
                .addCode(code.build())
                .build();
    }

    private String ofRowName() {
        return name + "OfSum" + (sums.size() == 1 ? "" : "s");
    }

    private MethodSpec oneRow(CodeBlock ofRow) {
        MethodSpec.Builder method =
                rowMethod(ofRowName()).addJavadoc("A row of which the sum is known.\n");
        for (Sum sum : sums) {
            method.addParameter(sum.type, sum.name);
        }
        return method.addParameter(float[].class, "scratch")
                .addParameters(passed)
                .addCode(ofRow)
                .build();
    }
}
