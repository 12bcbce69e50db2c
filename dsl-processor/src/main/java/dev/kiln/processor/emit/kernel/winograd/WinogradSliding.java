package dev.kiln.processor.emit.kernel.winograd;

import static dev.kiln.processor.emit.kernel.winograd.WinogradCode.PATCH;
import static dev.kiln.processor.emit.kernel.winograd.WinogradCode.SIDE;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.code.AccumulatorSize;
import dev.kiln.processor.emit.code.ActivationCode;
import dev.kiln.processor.emit.code.AxpyCode;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Sizes;
import dev.kiln.processor.graph.kernel.WinogradTiling;
import dev.kiln.processor.graph.shape.Shape;
import java.util.Arrays;

/**
 * A {@link WinogradConvolution} with rows of numbers, one for each tile of some images or of a band
 * of one. The images are copied into planes, one for each column of the patches and each place of
 * their rows in a tile, in which the tiles of all images lie side by side; so a row of patches is
 * contiguous.
 */
public record WinogradSliding(WinogradConvolution c) {

    static final ClassName ROW_CONVOLUTION =
            ClassName.get("dev.kiln.runtime.internal.kernel", "WinogradRowConvolution");

    /** WinogradTiling of a row: then the rows of six positions stay in the second-level cache. */
    private static final int LENGTH = 256;

    /** Rows below this length are slower than blocks of sums. */
    private static final int SHORTEST = 64;

    /** Images that there are surely: with batch norm a chunk has no more. */
    private static final int IMAGES = 4;

    private static final int PLANES = SIDE * PATCH;
    private static final int SPARE = 4;

    private WinogradTiling tiles() {
        return c.tiles();
    }

    /** Whether it is expected to be faster than blocks of sums. */
    public boolean pays() {
        return IMAGES * tiles().count() >= SHORTEST && c.lanes() > 1;
    }

    /** Rows of tiles at a time. */
    private int band() {
        return Math.max(1, Math.min(tiles().rows(), LENGTH / tiles().columns()));
    }

    /** Images at a time. */
    private int images() {
        return banded() ? 1 : AccumulatorSize.powerOfTwo(LENGTH, tiles().count());
    }

    private boolean banded() {
        return band() < tiles().rows();
    }

    private int length() {
        return images() * band() * tiles().columns();
    }

    /** Numbers of a plane; below the patches of a row there are those of the next one. */
    private int size() {
        return images() * (band() + 1) * tiles().columns();
    }

    private int channels() {
        return tiles().source().channels();
    }

    /** All planes. */
    public int scratch() {
        return PLANES * channels() * size();
    }

    public AccumulatorSize accumulators() {
        int rows = results() + SIDE * SIDE * c.lanes();
        return new AccumulatorSize(rows - AxpyCode.TAPS, length());
    }

    /** {@code behind} follows each sample. */
    public CodeBlock code(CodeBlock behind) {
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(sizes());
        code.add(Comment.of("$L at a time.", Comment.some(images(), "image")));
        code.beginControlFlow("for (int first = 0; first < samples; first += $L)", images())
                .addStatement("int images = Math.min($L, samples - first)", images())
                .addStatement("int pitch = images * $L", tiles().columns());
        if (banded()) {
            code.add(Comment.of("$L of tiles at a time.", Comment.some(band(), "row")))
                    .beginControlFlow(
                            "for (int band = 0; band < $L; band += $L)", tiles().rows(), band())
                    .addStatement("int height = Math.min($L, $L - band)", band(), tiles().rows());
        }
        code.add(gather())
                .add(
                        Comment.of(
                                "Patches are transformed, multiplied with the weights, transformed"
                                        + " back."))
                .addStatement("int n = $L * pitch", banded() ? "height" : band())
                .addStatement(
                        "$T.convolve(n, scratch, $L, pitch, $L, $L,$Wrows, transformed, $L)",
                        ROW_CONVOLUTION,
                        size(),
                        channels(),
                        c.lanes(),
                        c.pitch())
                .add(finish())
                .add(store());
        if (banded()) {
            code.endControlFlow();
        }
        if (!behind.isEmpty()) {
            code.beginControlFlow("for (int sample = first; sample < first + images; sample++)")
                    .add(behind)
                    .endControlFlow();
        }
        return code.endControlFlow().build();
    }

    private CodeBlock sizes() {
        return new Sizes()
                .sample(c.source().array(), tiles().source())
                .sample(c.target().array(), c.target().shape())
                .and("a plane", images(), band() + 1, tiles().columns())
                .and("the planes of a channel", PLANES, size())
                .number(results(), "where rows of results begin")
                .comment();
    }

    /** The source's rows that a band sees, and zeros around them. */
    private CodeBlock gather() {
        Shape shape = tiles().source();
        String begin = "0";
        String end = Integer.toString(shape.height());
        if (banded()) {
            begin = "Math.max(0, " + Index.of("band", SIDE).plus(-tiles().top()) + ")";
            Index last = Index.of("band", SIDE).plus("height", SIDE);
            end = "Math.min(" + end + ", " + last.plus(PATCH - SIDE - tiles().top()) + ")";
        }
        Index from =
                Index.of("first", shape.size())
                        .plus("image", shape.size())
                        .plus("row", shape.width() * channels());
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(
                Comment.of(
                        "A plane for each row and column of a patch has a number for each tile;"
                                + " around the image there are zeros."));
        code.addStatement("$T.fill(scratch, 0, $L, 0f)", Arrays.class, scratch());
        if (banded()) {
            code.addStatement("int end = $L", end);
            end = "end";
        }
        code.beginControlFlow("for (int image = 0; image < images; image++)")
                .beginControlFlow("for (int row = $L; row < $L; row++)", begin, end)
                .addStatement("int from = $L", from)
                .addStatement(
                        "int y = $L",
                        Index.of("row", 1).plus(banded() ? "band" : "0", -SIDE).plus(tiles().top()))
                .addStatement(
                        "int to = y % $1L * $2L + y / $1L * pitch + image * $3L",
                        SIDE, PATCH * size(), tiles().columns())
                .beginControlFlow("for (int channel = 0; channel < $L; channel++)", channels());
        for (int q = 0; q < PATCH; q++) {
            code.add(gatherColumns(q));
        }
        return code.endControlFlow().endControlFlow().endControlFlow().build();
    }

    /** The columns that are at {@code q} of a patch: {@code 4 * tile + q - left}. */
    private CodeBlock gatherColumns(int q) {
        int shift = q - tiles().left();
        int begin = Math.max(0, (SIDE - 1 - shift) / SIDE);
        int width = tiles().source().width();
        int end = Math.min(tiles().columns(), (width - shift + SIDE - 1) / SIDE);
        if (begin >= end) {
            return CodeBlock.of("");
        }
        return CodeBlock.builder()
                .beginControlFlow("for (int tile = $L; tile < $L; tile++)", begin, end)
                .addStatement(
                        "scratch[$L] = $L[$L]",
                        Index.of("to", 1)
                                .plus("channel", PLANES * size())
                                .plus("tile", 1)
                                .plus(q * size()),
                        c.source().array(),
                        Index.of("from", 1)
                                .plus("channel", 1)
                                .plus("tile", SIDE * channels())
                                .plus(shift * channels()))
                .endControlFlow()
                .build();
    }

    private int results() {
        return SPARE + PATCH * (channels() + c.lanes());
    }

    private CodeBlock finish() {
        if (!c.bias() && c.activation().isNone()) {
            return CodeBlock.of("");
        }
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(
                Comment.of(
                        c.activation().isNone()
                                ? "The bias is added."
                                : c.bias() ? "Bias and activation." : "The activation."));
        code.beginControlFlow("for (int lane = 0; lane < $L; lane++)", SIDE * SIDE * c.lanes())
                .addStatement("float[] sum = rows[lane + $L]", results());
        if (c.bias()) {
            code.addStatement("float shift = bias[lane % $L]", c.lanes());
        }
        code.beginControlFlow("for (int j = 0; j < n; j++)")
                .addStatement("float x = sum[j]$L", c.bias() ? " + shift" : "")
                .addStatement(
                        "sum[j] = $L", ActivationCode.apply(c.activation(), CodeBlock.of("x")))
                .endControlFlow();
        return code.endControlFlow().build();
    }

    private CodeBlock store() {
        int pixel = c.target().shape().channels();
        int rowPitch = c.target().rowPitch();
        int rows = tiles().resultRows();
        Index to =
                Index.of("first", c.target().shape().size())
                        .plus("image", c.target().shape().size())
                        .plus(banded() ? "band" : "0", SIDE * rowPitch)
                        .plus("row", rowPitch)
                        .plus("x", pixel)
                        .plus("lane", 1)
                        .plus(c.target().base(), 1);
        String height = Integer.toString(rows);
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(Comment.of("The results go to their pixels, channels last."));
        if (banded()) {
            code.addStatement(
                    "int resultRows = Math.min(height * $1L, $2L - band * $1L)", SIDE, rows);
            height = "resultRows";
        }
        return code.beginControlFlow("for (int image = 0; image < images; image++)")
                .beginControlFlow("for (int row = 0; row < $L; row++)", height)
                .addStatement("int from = row / $L * pitch + image * $L", SIDE, tiles().columns())
                .beginControlFlow(
                        "for (int x = 0; x < $L; x++)", Math.min(SIDE, tiles().resultColumns()))
                .beginControlFlow("for (int lane = 0; lane < $L; lane++)", c.lanes())
                .addStatement(
                        "float[] sum = rows[(row % $1L * $1L + x) * $2L + lane + $3L]",
                        SIDE, c.lanes(), results())
                .addStatement("int to = $L", to)
                .beginControlFlow("for (int tile = 0; tile < $L; tile++)", columns())
                .addStatement(
                        "$L[to + tile * $L] = sum[from + tile]", c.target().array(), SIDE * pixel)
                .endControlFlow()
                .endControlFlow()
                .endControlFlow()
                .endControlFlow()
                .endControlFlow()
                .build();
    }

    /** WinogradTiling that have the pixel x; the last one may reach over the result. */
    private String columns() {
        int columns = tiles().resultColumns();
        return columns % SIDE == 0
                ? Integer.toString(columns / SIDE)
                : "(" + (columns + SIDE - 1) + " - x) / " + SIDE;
    }
}
