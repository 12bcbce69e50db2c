package dev.kiln.processor.emit.kernel.dense;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Epilogue;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.graph.kernel.Activation;

/** The method of a tile of a {@link VectorProduct}: sums of a few rows in registers. */
record ProductTile(VectorProduct product, int rows, int vectors) {

    MethodSpec method() {
        MethodSpec.Builder method =
                MethodSpec.methodBuilder(product.tile(rows))
                        .addJavadoc(
                                "$L, $L of columns.\n",
                                rows == 1 ? "One row" : rows + " rows",
                                Comment.some(vectors, "vector"))
                        .addModifiers(PRIVATE, STATIC)
                        .addParameter(float[].class, "source")
                        .addParameter(int.class, "from")
                        .addParameter(float[].class, "weight")
                        .addParameter(int.class, "w");
        if (product.blocked()) {
            method.addParameter(int.class, "inputs");
        } else if (!product.bias().isEmpty()) {
            method.addParameter(float[].class, "bias").addParameter(int.class, "lane");
        }
        return method.addParameter(float[].class, "target")
                .addParameter(int.class, "to")
                .addCode(body())
                .build();
    }

    private CodeBlock body() {
        CodeBlock.Builder code = CodeBlock.builder();
        if (rows == 1 && product.overlaps()) {
            code.addStatement(
                    "int last = Math.min($L, $L - SPECIES.length())",
                    Lanes.length(vectors - 1),
                    product.lanes());
        }
        if (rows > 1) {
            code.add(Comment.of("Each weight that is loaded serves all rows."));
        }
        for (int r = 0; r < rows; r++) {
            for (int v = 0; v < vectors; v++) {
                code.addStatement("$T sum$L_$L = $L", Lanes.FLOAT_VECTOR, r, v, first(r, v));
            }
        }
        code.beginControlFlow(
                        "for (int i = 0; i < $L; i++)",
                        product.blocked() ? "inputs" : Integer.toString(product.reduce()))
                .add(products())
                .endControlFlow();
        Activation here = product.blocked() ? Activation.NONE : product.activation();
        for (int r = 0; r < rows; r++) {
            for (int v = 0; v < vectors; v++) {
                code.add(Epilogue.store(here, "sum" + r + "_" + v, "target", at(r, v)));
            }
        }
        return code.build();
    }

    private CodeBlock products() {
        CodeBlock.Builder code = CodeBlock.builder();
        int pitch = product.narrow() ? Lanes.MOST : product.lanes();
        for (int v = 0; v < vectors; v++) {
            code.addStatement(
                    "$T w$L = $L",
                    Lanes.FLOAT_VECTOR,
                    v,
                    Lanes.load("weight", behind(Index.of("w", 1).plus("i", pitch), v)));
        }
        for (int r = 0; r < rows; r++) {
            Index at = Index.of("from", 1).plus("i", 1).plus(r * product.inputs().total());
            code.addStatement(
                    "$T x$L = $L",
                    Lanes.FLOAT_VECTOR,
                    r,
                    Lanes.broadcast(CodeBlock.of("source[$L]", at)));
            for (int v = 0; v < vectors; v++) {
                code.addStatement("sum$1L_$2L = x$1L.fma(w$2L, sum$1L_$2L)", r, v);
            }
        }
        return code.build();
    }

    private CodeBlock first(int row, int vector) {
        if (product.blocked()) {
            return Lanes.load("target", at(row, vector));
        }
        return product.bias().isEmpty() ? Lanes.zero() : Lanes.load("bias", behind("lane", vector));
    }

    private String at(int row, int vector) {
        int pitch = product.narrow() ? Lanes.MOST : product.pitch();
        return behind(Index.of("to", 1).plus(row * pitch), vector);
    }

    /** The last vector of a single row may overlap the one before. */
    private String behind(Object index, int vector) {
        boolean last = rows == 1 && product.overlaps() && vector == product.alone() - 1;
        return last ? index + " + last" : Lanes.behind(index, vector);
    }
}
