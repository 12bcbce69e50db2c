package dev.kiln.processor.emit.kernel.conv;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.graph.kernel.Axis;

/**
 * The kernel rows that see the source at all: others see only zeros around it. To leave them out
 * changes no bit of a sum that begins with 0, which stays as it is when zeros are added; one that
 * begins with -0 does not.
 */
public final class KernelRows {

    private KernelRows() {}

    /**
     * Declares {@code firstRow} and {@code endRow}.
     *
     * @param height rows of the source
     * @param high rows of the target, from {@code row} on, that need them
     */
    static CodeBlock code(Axis rows, int height, int high) {
        int tap = Math.abs(rows.sourceTap());
        int below = rows.sourceStep() * (high - 1);
        Index before =
                Index.of("row", rows.sourceTap() > 0 ? -rows.sourceStep() : rows.sourceStep());
        Index behind =
                Index.of("row", rows.sourceTap() > 0 ? -rows.sourceStep() : rows.sourceStep());
        int end = height - 1;
        if (rows.sourceTap() > 0) {
            before.plus(-rows.source() - below);
            behind.plus(end - rows.source());
        } else {
            before.plus(rows.source() - end);
            behind.plus(rows.source() + below);
        }
        return CodeBlock.builder()
                .add(Comment.of("Other kernel rows see only zeros."))
                .addStatement(
                        "int firstRow = Math.max(0, $L)",
                        tap == 1 ? before : "-Math.floorDiv(-(" + before + "), " + tap + ")")
                .addStatement(
                        "int endRow = Math.min($L, $L + 1)",
                        rows.taps(),
                        tap == 1 ? behind : "Math.floorDiv(" + behind + ", " + tap + ")")
                .build();
    }
}
