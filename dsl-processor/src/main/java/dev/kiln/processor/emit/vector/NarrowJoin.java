package dev.kiln.processor.emit.vector;

import static dev.kiln.processor.emit.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.plain.Index;
import dev.kiln.processor.emit.plain.SlidingLoops.Image;

/**
 * Takes the pixels of {@link NarrowSliding} out of the vectors.
 *
 * @param sums where the vectors of an image are in {@code scratch}
 * @param joined where there is room for a row of pixels
 */
record NarrowJoin(String name, NarrowShape shape, Image target, int sums, int joined) {

    private static final int SLOT = Lanes.MOST;

    /**
     * The pixels of an image one after the other, into the target. Where they lie side by side
     * there, a vector that is stored runs over into the next pixels, which follow; the last row
     * must not run over.
     */
    MethodSpec method() {
        int count = shape.rows().count();
        boolean side = shape.columns().step() == 1 && target.shape().channels() == shape.lanes();
        boolean direct =
                side && shape.rows().step() == 1 && shape.columns().count() * shape.lanes() >= SLOT;
        CodeBlock.Builder code = CodeBlock.builder().add(shape.parts());
        if (direct) {
            code.beginControlFlow("for (int row = 0; row < $L; row++)", count - 1)
                    .add(moved("row", "target", toRow("row")))
                    .endControlFlow();
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
                        shape.columns().count() * shape.lanes())
                .build();
    }

    /** Vectors of a row, one pixel after the other, into an array. */
    private CodeBlock moved(String row, String array, Index to) {
        CodeBlock move =
                CodeBlock.builder()
                        .addStatement(
                                "$L.intoArray($L, $L)",
                                Lanes.load(
                                        "scratch",
                                        Index.of("at", 1).plus("i", SLOT) + shape.laneTerm()),
                                array,
                                Index.of("pixel", 1).plus("i", shape.lanes()) + shape.laneTerm())
                        .build();
        return overParts(
                row,
                to.plus("part * across", shape.lanes()),
                shape.oneVector() ? move : Lanes.blocks("lane", shape.group(), 1, move));
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
                .addStatement(
                        "int pixels = Math.min(across, $L - part * across)",
                        shape.columns().count())
                .addStatement(
                        "int at = $L",
                        Index.of("part", shape.group()).plus(row, shape.rowOfSums()).plus(sums))
                .addStatement("int pixel = $L", to)
                .beginControlFlow("for (int i = 0; i < pixels; i++)")
                .add(move)
                .endControlFlow()
                .endControlFlow()
                .build();
    }
}
