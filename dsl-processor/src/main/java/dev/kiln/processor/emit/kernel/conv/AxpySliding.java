package dev.kiln.processor.emit.kernel.conv;

import static dev.kiln.processor.emit.code.AxpyCode.ACCUMULATOR_ROWS;
import static dev.kiln.processor.emit.code.AxpyCode.TAPS;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.code.AccumulatorSize;
import dev.kiln.processor.emit.code.AxpyCode;
import dev.kiln.processor.emit.code.Blocks;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Image;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Sizes;
import dev.kiln.processor.emit.kernel.conv.SlidingLoops.WeightStrides;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.Axis;
import java.util.Arrays;

/**
 * A convolution, forward or backward, with a row of sums for each lane (each channel of the
 * target), which goes over the pixels of some images or of a band of one: for each kernel row,
 * channel of the source and kernel column, the numbers that the pixels meet are copied into a row
 * and added to all sums. Every sum is the same chain as in {@link SlidingLoops}.
 *
 * @param rows of the target and the source with its border
 * @param columns of the target and the source with its border
 * @param reduce channels of the source that one lane sees
 * @param lanes lanes in a group
 * @param bias name of the array of first values, or empty
 */
public record AxpySliding(
        Axis rows,
        Axis columns,
        Planes source,
        Image target,
        int groups,
        int reduce,
        int lanes,
        WeightStrides strides,
        String bias,
        Activation activation) {

    /** Rows of the target that are computed at once. */
    private int band() {
        return Math.max(1, Math.min(rows.count(), AccumulatorSize.longest(lanes) / source.pitch()));
    }

    AccumulatorSize accumulators() {
        return new AccumulatorSize(lanes, source.images() * band() * source.pitch());
    }

    private boolean many() {
        return source.many();
    }

    private boolean banded() {
        return band() < rows.count();
    }

    /** Meanings of the literals of {@link #code}. */
    CodeBlock sizes() {
        Sizes sizes = source.sizes().sample(target.array(), target.shape());
        if (many()) {
            String margins = margin() == 0 ? "" : ", with a margin behind each row";
            sizes.and("the sums of an image" + margins, band(), source.pitch());
            if (margin() != 0) {
                sizes.sum("without the last margin", margin(), band(), source.pitch());
            }
        } else if (!banded()) {
            sizes.sum("the sums of an image, with margins", margin(), band(), source.pitch());
        }
        int columns = strides.column() == 0 ? 1 : strides.row() / strides.column();
        return sizes.and("the weights of a kernel row", columns, strides.row() / columns)
                .number(strides.column(), "those of a kernel column")
                .comment();
    }

    /** The statements for the images {@code first} to {@code first + images - 1}. */
    CodeBlock code() {
        CodeBlock.Builder code = CodeBlock.builder();
        int slab = band() * source.pitch();
        if (banded()) {
            code.add(Comment.of("$L rows at a time.", band()))
                    .beginControlFlow(
                            "for (int band = 0; band < $L; band += $L)", rows.count(), band())
                    .addStatement("int height = Math.min($L, $L - band)", band(), rows.count());
        }
        if (many()) {
            code.addStatement("int n = images * $L", slab);
        } else {
            code.addStatement(
                    "int n = $L",
                    banded()
                            ? Index.of("height", source.pitch()).plus(margin())
                            : Index.of(slab + margin()));
        }
        if (groups > 1) {
            code.beginControlFlow("for (int group = 0; group < $L; group++)", groups);
        }
        code.add(begin());
        if (rows.taps() * columns.taps() > 0) {
            code.add(sums());
        }
        code.add(AxpyCode.activation(activation, TAPS, lanes)).add(store());
        if (groups > 1) {
            code.endControlFlow();
        }
        if (banded()) {
            code.endControlFlow();
        }
        return code.build();
    }

    /** What the last row is shorter than the others. */
    private int margin() {
        return columns.count() - source.pitch();
    }

    private CodeBlock begin() {
        String first = bias.isEmpty() ? "0f" : bias + "[" + lane() + "]";
        return CodeBlock.builder()
                .add(
                        Comment.of(
                                "A row of sums for each $L, from rows[$L] on, begins with $L.",
                                bias.isEmpty() ? "channel" : "filter",
                                TAPS,
                                bias.isEmpty() ? "0" : "its bias"))
                .beginControlFlow("for (int lane = 0; lane < $L; lane++)", lanes)
                .addStatement("$T.fill(rows[lane + $L], 0, n, $L)", Arrays.class, TAPS, first)
                .endControlFlow()
                .build();
    }

    private Index lane() {
        return Index.of("lane", 1).plus("group", groups > 1 ? lanes : 0);
    }

    private CodeBlock sums() {
        CodeBlock.Builder code = CodeBlock.builder();
        boolean overRows = rows.taps() > 1;
        code.add(
                columns.taps() == 1
                        ? Comment.of(
                                "Each channel adds its plane, times its weights, to all sums: up to"
                                        + " $L at a time.",
                                TAPS)
                        : Comment.of(
                                "Each kernel row and column adds the planes, moved by it, times its"
                                        + " weights, to all sums: up to $L columns at a time.",
                                TAPS));
        if (overRows) {
            code.beginControlFlow(
                    "for (int kernelRow = 0; kernelRow < $L; kernelRow++)", rows.taps());
        }
        String kernelRow = overRows ? "kernelRow" : "0";
        if (columns.taps() == 1) {
            code.add(
                    Blocks.over(
                            "channel",
                            reduce,
                            TAPS,
                            (channel, taps) -> taps(kernelRow, channel, 0, taps)));
        } else {
            code.add(
                    Blocks.over(
                            "channel",
                            reduce,
                            1,
                            (channel, one) -> kernelColumns(kernelRow, channel)));
        }
        if (overRows) {
            code.endControlFlow();
        }
        return code.build();
    }

    /** All kernel columns, in as even parts as possible. */
    private CodeBlock kernelColumns(String kernelRow, String channel) {
        CodeBlock.Builder code = CodeBlock.builder();
        int parts = (columns.taps() + TAPS - 1) / TAPS;
        int done = 0;
        for (int part = 0; part < parts; part++) {
            int taps = (columns.taps() - done + parts - part - 1) / (parts - part);
            code.add(taps(kernelRow, channel, done, taps));
            done += taps;
        }
        return code.build();
    }

    /** Adds neighboring kernel columns or, where there is one, neighboring channels. */
    private CodeBlock taps(String kernelRow, String channel, int first, int taps) {
        boolean byChannel = columns.taps() == 1;
        CodeBlock.Builder copies = CodeBlock.builder();
        for (int t = 0; t < taps; t++) {
            int column = columns.source() + (byChannel ? 0 : columns.sourceTap() * (first + t));
            Index from =
                    Index.of(channel, source.size())
                            .plus(many() ? "image" : "0", source.shape().channels() * source.size())
                            .plus("group", groups > 1 ? reduce * source.size() : 0)
                            .plus(banded() ? "band" : "0", source.pitch())
                            .plus(source.columnOffset(column))
                            .plus(byChannel ? t * source.size() : 0);
            source.addRow(from, kernelRow, rows.source(), rows.sourceTap());
            int slab = band() * source.pitch();
            copies.addStatement(
                    "System.arraycopy(scratch, $L,$Wrows[$L], $L, $L)",
                    from,
                    t,
                    many() ? "image * " + slab : "0",
                    many() ? Integer.toString(slab + margin()) : "n");
        }
        Index at =
                Index.of(kernelRow, rows.weightTap() * strides.row())
                        .plus(channel, strides.reduce())
                        .plus("group", groups > 1 ? strides.group() : 0)
                        .plus(
                                rows.weight() * strides.row()
                                        + (columns.weight() + columns.weightTap() * first)
                                                * strides.column());
        int step = byChannel ? strides.reduce() : columns.weightTap() * strides.column();
        return CodeBlock.builder()
                .add(many() ? AxpyCode.overImages(copies.build()) : copies.build())
                .addStatement(
                        "$T.axpy(n, rows, $L, $L, $L, weight, $L,$W$L, $L)",
                        ACCUMULATOR_ROWS,
                        taps,
                        TAPS,
                        lanes,
                        at,
                        step,
                        strides.lane())
                .build();
    }

    private CodeBlock store() {
        int pixel = target.shape().channels();
        int pitch = source.pitch();
        Index to =
                Index.of(source.first(), target.shape().size())
                        .plus(many() ? "image" : "0", target.shape().size())
                        .plus("row", rows.step() * target.rowPitch())
                        .plus(banded() ? "band" : "0", rows.step() * target.rowPitch())
                        .plus("group", groups > 1 ? lanes : 0)
                        .plus(rows.start() * target.rowPitch() + columns.start() * pixel)
                        .plus(target.base(), 1);
        Index from = Index.of("row", pitch).plus(many() ? "image" : "0", band() * pitch);
        CodeBlock code =
                CodeBlock.builder()
                        .beginControlFlow(
                                "for (int row = 0; row < $L; row++)",
                                banded() ? "height" : Integer.toString(rows.count()))
                        .addStatement("int from = $L", from)
                        .addStatement("int to = $L", to)
                        .beginControlFlow("for (int lane = 0; lane < $L; lane++)", lanes)
                        .addStatement("float[] sum = rows[lane + $L]", TAPS)
                        .beginControlFlow(
                                "for (int column = 0; column < $L; column++)", columns.count())
                        .addStatement(
                                "$L[$L] = sum[from + column]",
                                target.array(),
                                Index.of("to", 1)
                                        .plus("lane", 1)
                                        .plus("column", columns.step() * pixel))
                        .endControlFlow()
                        .endControlFlow()
                        .endControlFlow()
                        .build();
        return CodeBlock.builder()
                .add(Comment.of("The sums go to their pixels, channels last."))
                .add(many() ? AxpyCode.overImages(code) : code)
                .build();
    }
}
