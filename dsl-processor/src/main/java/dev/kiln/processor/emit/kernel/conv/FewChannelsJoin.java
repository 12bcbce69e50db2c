package dev.kiln.processor.emit.kernel.conv;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Image;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.emit.kernel.pool.VectorMaxPool;
import dev.kiln.processor.graph.shape.Pair;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the pixels of {@link FewChannelsSliding} out of the vectors, or the maxima of windows of
 * them.
 *
 * @param pool the windows, side by side; {@link Pair#ONE} for the pixels themselves
 * @param sums where the vectors of an image are in {@code scratch}
 * @param joined where there is room for a row of pixels
 */
public record FewChannelsJoin(
        String name, FewChannelsShape shape, Image target, Pair pool, int sums, int joined) {

    private static final int SLOT = Lanes.MOST;

    /** Whether on no machine a window lies in two parts of a row. */
    static boolean exists(FewChannelsShape shape, Pair pool) {
        int parts = Math.max(1, SLOT / shape.group());
        boolean side = shape.columns().step() == 1 && shape.rows().step() == 1;
        return pool.equals(Pair.ONE)
                || (side && shape.columns().count() % (parts * pool.columns()) == 0);
    }

    private int rows() {
        return shape.rows().count() / pool.rows();
    }

    private int columns() {
        return shape.columns().count() / pool.columns();
    }

    /**
     * The pixels of an image one after the other, into the target. Where they lie side by side
     * there, a vector that is stored runs over into the next pixels, which follow; the last row
     * must not run over.
     */
    MethodSpec method() {
        int count = rows();
        boolean side = shape.columns().step() == 1 && target.shape().channels() == shape.lanes();
        boolean direct = side && shape.rows().step() == 1 && columns() * shape.lanes() >= SLOT;
        CodeBlock.Builder code = CodeBlock.builder().add(shape.parts(columns()));
        if (direct) {
            code.add(Comment.of("Vectors run over into the next pixels, which follow."));
            code.beginControlFlow("for (int row = 0; row < $L; row++)", count - 1)
                    .add(moved("row", "target", toRow("row")))
                    .endControlFlow();
            code.add(Comment.of("The last row must not run over."));
            code.add(lastRow(Integer.toString(count - 1)));
        } else {
            code.beginControlFlow("for (int row = 0; row < $L; row++)", count)
                    .add(side ? lastRow("row") : apart())
                    .endControlFlow();
        }
        return MethodSpec.methodBuilder(name + "Join")
                .addJavadoc("Takes the pixels of an image out of the vectors.\n")
                .addModifiers(PRIVATE, STATIC)
                .addParameter(float[].class, "scratch")
                .addParameter(float[].class, "target")
                .addParameter(int.class, "to")
                .addCode(code.build())
                .build();
    }

    private Index toRow(String row) {
        return Index.of("to", 1).plus(row, shape.rows().step() * target.rowPitch());
    }

    private CodeBlock lastRow(String row) {
        return CodeBlock.builder()
                .add(moved(row, "scratch", Index.of(joined)))
                .addStatement(
                        "System.arraycopy(scratch, $L, target, $L, $L)",
                        joined,
                        toRow(row),
                        columns() * shape.lanes())
                .build();
    }

    /** Vectors of a row, one pixel after the other, into an array. */
    private CodeBlock moved(String row, String array, Index to) {
        CodeBlock move =
                CodeBlock.builder()
                        .addStatement(
                                "$L.intoArray($L, $L)",
                                maximum(),
                                array,
                                Index.of("pixel", 1).plus("i", shape.lanes()) + shape.laneTerm())
                        .build();
        return overParts(
                row,
                to.plus("part * across", shape.lanes()),
                shape.oneVector() ? move : Lanes.blocks("lane", shape.group(), 1, move));
    }

    private CodeBlock maximum() {
        List<CodeBlock> pixels = new ArrayList<>();
        for (int row = 0; row < pool.rows(); row++) {
            for (int column = 0; column < pool.columns(); column++) {
                Index at =
                        Index.of("at", 1)
                                .plus("i", pool.columns() * SLOT)
                                .plus(row * shape.rowOfSums() + column * SLOT);
                pixels.add(Lanes.load("scratch", at + shape.laneTerm()));
            }
        }
        return VectorMaxPool.maximum(pixels);
    }

    /** Number by number, where there is something else between pixels of the target. */
    private CodeBlock apart() {
        int pixel = shape.columns().step() * target.shape().channels();
        CodeBlock.Builder move = CodeBlock.builder();
        for (int c = 0; c < shape.lanes(); c++) {
            move.addStatement(
                    "target[$L] = scratch[$L]",
                    Index.of("pixel", 1).plus("i", pixel).plus(c),
                    Index.of("at", 1).plus("i", SLOT).plus(c));
        }
        return overParts("row", toRow("row").plus("part * across", pixel), move.build());
    }

    private CodeBlock overParts(String row, Index to, CodeBlock move) {
        return CodeBlock.builder()
                .beginControlFlow("for (int part = 0; part < parts; part++)")
                .addStatement("int pixels = Math.min(across, $L - part * across)", columns())
                .addStatement(
                        "int at = $L",
                        Index.of("part", shape.group())
                                .plus(row, pool.rows() * shape.rowOfSums())
                                .plus(sums))
                .addStatement("int pixel = $L", to)
                .beginControlFlow("for (int i = 0; i < pixels; i++)")
                .add(move)
                .endControlFlow()
                .endControlFlow()
                .build();
    }
}
