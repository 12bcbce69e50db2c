package dev.kiln.processor.emit.code;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.graph.kernel.Activation;
import java.util.function.IntFunction;

/**
 * A block of sums that are held in local variables, so that every number loaded is used several
 * times: {@code sum23 += x2 * w3}. Sixteen or so keep both multiply-add units of a core busy.
 */
public record Tile(int rows, int columns) {

    /**
     * How many columns one tile takes of {@code n}: a divisor between 3 and 5 if there is one, else
     * 4.
     */
    public static int columnsOf(int n) {
        if (n <= 5) {
            return n;
        }
        return n % 4 == 0 ? 4 : n % 5 == 0 ? 5 : n % 3 == 0 ? 3 : 4;
    }

    /**
     * How many rows one tile takes of {@code n} beside {@code columns}: a divisor if there is a
     * good one.
     */
    public static int rowsOf(int n, int columns) {
        int most = Math.min(n, columns >= 4 ? 5 : columns == 3 ? 7 : 8);
        for (int rows = most; 2 * rows > most; rows--) {
            if (n % rows == 0) {
                return rows;
            }
        }
        return most;
    }

    String sum(int row, int column) {
        return "sum" + row + column;
    }

    /** An expression for each sum of the tile. */
    public interface Cell {
        String at(int row, int column);
    }

    /** Declares the sums with their first values. */
    public CodeBlock declare(Cell first) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                code.addStatement("float $L = $L", sum(r, c), first.at(r, c));
            }
        }
        return code.build();
    }

    /**
     * Adds the products of {@code rows} numbers on the left and {@code columns} on the right, which
     * are loaded into locals called by {@code names}, one letter for each side.
     */
    public CodeBlock multiplyAdd(
            String names, IntFunction<String> left, IntFunction<String> right) {
        char x = names.charAt(0);
        char w = names.charAt(1);
        CodeBlock.Builder code = CodeBlock.builder();
        for (int c = 0; c < columns; c++) {
            code.addStatement("float $L$L = $L", w, c, right.apply(c));
        }
        for (int r = 0; r < rows; r++) {
            code.addStatement("float $L$L = $L", x, r, left.apply(r));
            for (int c = 0; c < columns; c++) {
                code.addStatement("$1L = Math.fma($2L$3L, $4L$5L, $1L)", sum(r, c), x, r, w, c);
            }
        }
        return code.build();
    }

    /** Stores the sums after the activation. */
    public CodeBlock store(Cell target, Activation activation) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                CodeBlock sum = CodeBlock.of("$L", sum(r, c));
                code.addStatement(
                        "$L = $L",
                        target.at(r, c),
                        activation.isNone() ? sum : ActivationCode.apply(activation, sum));
            }
        }
        return code.build();
    }
}
