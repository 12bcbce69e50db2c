package dev.kiln.processor.emit.kernel.winograd;

import static dev.kiln.processor.graph.kernel.WinogradTiling.SIDE;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.graph.kernel.WinogradTiling;
import java.util.ArrayList;
import java.util.List;

/**
 * WinogradTiling at the edges: of the last row or column of {@link WinogradTiling} the result may
 * have one to three pixels instead of four. Each size that occurs has a method of its own.
 */
public record WinogradEdges(WinogradTiling tiles) {

    /** What is done with a tile of which the result has so many rows and columns. */
    interface Call {
        CodeBlock of(int rows, int columns, String column);
    }

    /** The methods for tiles of which the result has so many rows and columns. */
    interface Method {
        List<MethodSpec> of(int rows, int columns);
    }

    /** The name of the method for a size; the usual one is not said. */
    static String name(String name, int rows, int columns) {
        return name + (rows * columns == SIDE * SIDE ? "" : rows + "x" + columns);
    }

    List<MethodSpec> methods(Method method) {
        List<MethodSpec> methods = new ArrayList<>();
        for (int rows : sizes(tiles.resultRows())) {
            for (int columns : sizes(tiles.resultColumns())) {
                methods.addAll(method.of(rows, columns));
            }
        }
        return methods;
    }

    /** Pixels that tiles have of so many. */
    private static List<Integer> sizes(int pixels) {
        int rest = pixels % SIDE;
        if (rest == 0) {
            return List.of(SIDE);
        }
        return pixels < SIDE ? List.of(rest) : List.of(SIDE, rest);
    }

    /** All tiles of the row of tiles that {@code row} is the number of. */
    CodeBlock row(String row, Call call) {
        int whole = tiles.resultRows() / SIDE;
        int rest = tiles.resultRows() % SIDE;
        if (rest == 0) {
            return columns(SIDE, call);
        }
        if (whole == 0) {
            return columns(rest, call);
        }
        return CodeBlock.builder()
                .beginControlFlow("if ($L < $L)", row, whole)
                .add(columns(SIDE, call))
                .nextControlFlow("else")
                .add(columns(rest, call))
                .endControlFlow()
                .build();
    }

    private CodeBlock columns(int rows, Call call) {
        int whole = tiles.resultColumns() / SIDE;
        CodeBlock.Builder code = CodeBlock.builder();
        if (whole > 0) {
            code.beginControlFlow("for (int column = 0; column < $L; column++)", whole)
                    .add(call.of(rows, SIDE, "column"))
                    .endControlFlow();
        }
        if (whole < tiles.columns()) {
            code.add(call.of(rows, tiles.resultColumns() % SIDE, Integer.toString(whole)));
        }
        return code.build();
    }
}
