package dev.kiln.processor.emit.kernel.pool;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.graph.kernel.Axis;
import java.util.stream.IntStream;

/**
 * One axis of a pooling window: the source positions that the window of one output covers, cut off
 * where the image ends. Code that cuts is only written where some window reaches beyond the image.
 *
 * @param size of the source
 * @param output the variable that counts outputs
 * @param first the variable that holds the first position
 * @param end the variable that holds the position behind the last one
 * @param position the variable that walks over them
 */
public record PoolAxis(
        Axis axis, int size, String output, String first, String end, String position) {

    boolean clipped() {
        return axis.lowest() < 0 || axis.highest() >= size;
    }

    /** The name of the output's position, or 0 where there is only one. */
    String outputPosition() {
        return axis.count() == 1 ? "0" : output;
    }

    CodeBlock openOutputs() {
        CodeBlock.Builder code = CodeBlock.builder();
        if (axis.count() > 1) {
            code.beginControlFlow("for (int $1L = 0; $1L < $2L; $1L++)", output, axis.count());
        }
        return code.build();
    }

    /** The same in groups, of which the last may begin within the one before. */
    CodeBlock openGroups(int group) {
        if (axis.count() % group == 0) {
            return CodeBlock.builder()
                    .beginControlFlow(
                            "for (int $1L = 0; $1L < $2L; $1L += $3L)", output, axis.count(), group)
                    .build();
        }
        String next = output + "Next";
        return CodeBlock.builder()
                .beginControlFlow(
                        "for (int $1L = 0; $1L < $2L; $1L += $3L)", next, axis.count(), group)
                .addStatement("int $L = Math.min($L, $L)", output, next, axis.count() - group)
                .build();
    }

    CodeBlock closeOutputs() {
        CodeBlock.Builder code = CodeBlock.builder();
        if (axis.count() > 1) {
            code.endControlFlow();
        }
        return code.build();
    }

    /**
     * Declares where the window begins and ends, unless there is only one and so the bounds are
     * numbers.
     */
    CodeBlock bounds() {
        if (axis.count() == 1) {
            return CodeBlock.of("");
        }
        Index low = Index.of(outputPosition(), axis.sourceStep()).plus(axis.source());
        Index high = Index.of(outputPosition(), axis.sourceStep()).plus(axis.source() + extent());
        return CodeBlock.builder()
                .addStatement("int $L = $L", first, axis.lowest() < 0 ? inside(low) : low)
                .addStatement(
                        "int $L = $L",
                        end,
                        axis.highest() < size ? high : "Math.min(" + high + ", " + size + ")")
                .build();
    }

    private String inside(Index low) {
        return axis.sourceTap() == 1
                ? "Math.max(" + low + ", 0)"
                : low + " < 0 ? Math.floorMod(" + low + ", " + axis.sourceTap() + ") : " + low;
    }

    /**
     * Whether taps outside the image can be moved to its edge without leaving the window: a maximum
     * does not mind to see a number twice.
     */
    boolean clampable() {
        return axis.sourceTap() == 1 && !canBeEmpty();
    }

    /** Positions that the windows of some neighboring outputs see. */
    int positions(int group) {
        return (group - 1) * axis.sourceStep() + axis.taps();
    }

    /**
     * Declares the index of each position that a group of outputs sees, or of the edge where it
     * would be outside.
     */
    CodeBlock clampedTaps(int pitch, int group) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (int tap = 0; tap < positions(group); tap++) {
            int offset = axis.source() + tap;
            String at = Index.of(outputPosition(), axis.sourceStep()).plus(offset).toString();
            if (offset < 0) {
                at = "Math.max(" + at + ", 0)";
            }
            if (offset + (axis.count() - group) * axis.sourceStep() >= size) {
                at = "Math.min(" + at + ", " + (size - 1) + ")";
            }
            code.addStatement("int $L$L = $L", position, tap, Index.of(product(at), pitch));
        }
        return code.build();
    }

    private static String product(String at) {
        return at.contains(" ") && !at.startsWith("Math.") ? "(" + at + ")" : at;
    }

    CodeBlock openTaps() {
        return CodeBlock.builder()
                .beginControlFlow(
                        "for (int $1L = $2L; $1L < $3L; $1L$4L)",
                        position,
                        axis.count() == 1 ? Integer.toString(firstOfOnly()) : first,
                        axis.count() == 1 ? Integer.toString(endOfOnly()) : end,
                        axis.sourceTap() == 1 ? "++" : " += " + axis.sourceTap())
                .build();
    }

    /**
     * The number of positions, as an expression over the declared bounds; at least 1, so that it
     * can divide.
     */
    String count() {
        if (!clipped()) {
            return Integer.toString(axis.taps());
        }
        int tap = axis.sourceTap();
        if (axis.count() == 1) {
            return Integer.toString(Math.max((endOfOnly() - firstOfOnly() + tap - 1) / tap, 1));
        }
        String length =
                tap == 1
                        ? end + " - " + first
                        : "(" + end + " - " + first + " + " + (tap - 1) + ") / " + tap;
        return canBeEmpty() ? "Math.max(" + length + ", 1)" : "(" + length + ")";
    }

    private int firstOfOnly() {
        int low = axis.source();
        return low < 0 ? Math.floorMod(low, axis.sourceTap()) : low;
    }

    private int endOfOnly() {
        return Math.min(axis.source() + extent(), size);
    }

    private boolean canBeEmpty() {
        return IntStream.range(0, axis.count())
                .map(i -> axis.source() + i * axis.sourceStep())
                .anyMatch(
                        low ->
                                IntStream.range(0, axis.taps())
                                        .map(t -> low + t * axis.sourceTap())
                                        .noneMatch(p -> p >= 0 && p < size));
    }

    private int extent() {
        return (axis.taps() - 1) * axis.sourceTap() + 1;
    }

    /** Whether the windows lie side by side and cover the source. */
    boolean tiles() {
        return !clipped()
                && axis.sourceTap() == 1
                && axis.count() * axis.taps() == size
                && (axis.count() == 1 || axis.taps() == axis.sourceStep());
    }
}
