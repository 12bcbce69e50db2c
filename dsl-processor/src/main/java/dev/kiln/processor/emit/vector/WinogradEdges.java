package dev.kiln.processor.emit.vector;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.graph.kernel.Tiles;
import java.util.ArrayList;
import java.util.List;

/**
 * Tiles at the edges: of the last row or column of {@link Tiles} the result may have one pixel
 * instead of two. Each size that occurs has a method of its own.
 */
record WinogradEdges(Tiles tiles) {

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
        return name + (rows * columns == 4 ? "" : rows + "x" + columns);
    }

    List<MethodSpec> methods(Method method) {
        List<MethodSpec> methods = new ArrayList<>();
        for (int rows = 1; rows <= 2; rows++) {
            for (int columns = 1; columns <= 2; columns++) {
                if (occurs(rows, tiles.resultRows()) && occurs(columns, tiles.resultColumns())) {
                    methods.addAll(method.of(rows, columns));
                }
            }
        }
        return methods;
    }

    private static boolean occurs(int some, int all) {
        return some == 1 ? all % 2 == 1 : all > 1;
    }

    /** All tiles of the row of tiles that {@code row} is the number of. */
    CodeBlock row(String row, Call call) {
        int whole = tiles.resultRows() / 2;
        if (whole == tiles.rows()) {
            return columns(2, call);
        }
        if (whole == 0) {
            return columns(1, call);
        }
        return CodeBlock.builder()
                .beginControlFlow("if ($L < $L)", row, whole)
                .add(columns(2, call))
                .nextControlFlow("else")
                .add(columns(1, call))
                .endControlFlow()
                .build();
    }

    private CodeBlock columns(int rows, Call call) {
        int whole = tiles.resultColumns() / 2;
        CodeBlock.Builder code = CodeBlock.builder();
        if (whole > 0) {
            code.beginControlFlow("for (int column = 0; column < $L; column++)", whole)
                    .add(call.of(rows, 2, "column"))
                    .endControlFlow();
        }
        if (whole < tiles.columns()) {
            code.add(call.of(rows, 1, Integer.toString(whole)));
        }
        return code.build();
    }
}
