package dev.kiln.processor.emit.code;

import com.palantir.javapoet.CodeBlock;
import java.util.function.UnaryOperator;

/**
 * Where rows of sums come from and go to: the number {@code j} of row {@code lane} lies at {@code
 * begin + j * step + lane * laneStep} of an array.
 *
 * @param rows how many
 * @param length numbers of each
 * @param begin adds the place of the first number to an index
 */
public record AxpySums(
        int rows, String length, String array, UnaryOperator<Index> begin, int step, int laneStep) {

    /** Rows at a time: their numbers often lie in one cache line. */
    private static final int TOGETHER = 8;

    /** Fills the rows. */
    public CodeBlock take() {
        return step == 1
                ? lanes(CodeBlock.of("System.arraycopy($L, $L, sum, 0, $L)", array, at(), length))
                : together("$3L[j] = $1L[$2L]");
    }

    /** Writes them back. */
    public CodeBlock put() {
        return step == 1
                ? lanes(CodeBlock.of("System.arraycopy(sum, 0, $L, $L, $L)", array, at(), length))
                : together("$1L[$2L] = $3L[j]");
    }

    private Index at() {
        return begin.apply(Index.of("lane", laneStep));
    }

    private CodeBlock lanes(CodeBlock copy) {
        return CodeBlock.builder()
                .beginControlFlow("for (int lane = 0; lane < $L; lane++)", rows)
                .addStatement("float[] sum = rows[lane + $L]", AxpyCode.TAPS)
                .addStatement("$L", copy)
                .endControlFlow()
                .build();
    }

    private CodeBlock together(String statement) {
        CodeBlock code =
                Blocks.over("lane", rows, TOGETHER, (lane, some) -> some(statement, lane, some));
        return rows > TOGETHER
                ? code
                : CodeBlock.builder().add("{\n").indent().add(code).unindent().add("}\n").build();
    }

    private CodeBlock some(String statement, String lane, int some) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (int l = 0; l < some; l++) {
            Index row = Index.of(lane, 1).plus(AxpyCode.TAPS + l);
            code.addStatement("float[] sum$L = rows[$L]", l, row);
        }
        code.beginControlFlow("for (int j = 0; j < $L; j++)", length);
        code.addStatement("int from = $L", begin.apply(Index.of("j", step).plus(lane, laneStep)));
        for (int l = 0; l < some; l++) {
            Index at = Index.of("from", 1).plus(l * laneStep);
            code.addStatement(statement, array, at, "sum" + l);
        }
        return code.endControlFlow().build();
    }
}
