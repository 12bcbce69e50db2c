package dev.kiln.processor.emit.kernel.dense;

import static dev.kiln.processor.emit.code.RuntimeTypes.MATRICES;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Epilogue;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.emit.code.RegisterBlocking;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.ChannelSlice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows times a matrix, with lanes across the columns of the matrix. A tile holds the sums of a few
 * rows; each is the chain of plain Java. Where the matrix does not fit the cache, a block of its
 * rows at a time goes over all rows of the source, the chains waiting in the target.
 *
 * <p>A matrix narrower than a vector is first given whole vectors, in {@code scratch}, and so are
 * the sums; {@link #open} does it.
 *
 * @param name of the kernel
 * @param inputs which numbers of a row of the source
 * @param lanes columns of the matrix
 * @param matrix array that holds it, from {@code start} on
 * @param transposed whether the array of a narrow matrix holds its columns one after the other
 * @param pitch distance of two rows of the target
 * @param offset of the first column in a row of the target
 */
public record VectorProduct(
        String name,
        String source,
        ChannelSlice inputs,
        int lanes,
        String matrix,
        boolean transposed,
        int start,
        String bias,
        String target,
        int pitch,
        int offset,
        Activation activation) {

    /** Floats of a matrix that stays in the second-level cache beside rows that pass by. */
    private static final int CACHED = 1 << 17;

    /** Inputs in a block of a matrix that does not. */
    private static final int BLOCK = 256;

    /** Most rows of a tile. */
    private static final int ROWS = 12;

    /**
     * The tile where vectors have {@value Lanes#MOST} lanes, and there are 32 registers: it divides
     * the usual batches.
     */
    private static final RegisterBlocking WIDE = new RegisterBlocking(8, 2);

    private static final int MOST_ALONE = 8;

    /** How many numbers a sum has. */
    int reduce() {
        return inputs.channels();
    }

    /** Where the rows of the matrix begin that belong to the inputs. */
    private int firstWeight() {
        return inputs.from() * lanes;
    }

    boolean narrow() {
        return !Lanes.fill(lanes);
    }

    /** Floats of {@code scratch} from {@code start} on that a narrow matrix needs. */
    static int room(int reduce, int lanes) {
        return Lanes.fill(lanes) ? 0 : (reduce + 1 + ROWS) * Lanes.MOST;
    }

    private int narrowBias() {
        return start + reduce() * Lanes.MOST;
    }

    private int narrowSums() {
        return narrowBias() + Lanes.MOST;
    }

    /** What has to be done before {@link #code}. */
    CodeBlock open() {
        if (!narrow()) {
            return CodeBlock.of("");
        }
        CodeBlock.Builder code =
                CodeBlock.builder()
                        .add(Comment.of("Weights get whole vectors, which they do not fill."))
                        .addStatement(
                                "$T.spread($L, $L, $L, $L, $L, $L, $L, scratch, $L)",
                                MATRICES,
                                matrix,
                                firstWeight(),
                                reduce(),
                                transposed ? 1 : lanes,
                                lanes,
                                transposed ? reduce() : 1,
                                Lanes.MOST,
                                start);
        if (!bias.isEmpty()) {
            code.addStatement(
                    "System.arraycopy($L, 0, scratch, $L, $L)", bias, narrowBias(), lanes);
        }
        return code.build();
    }

    /** Fits the registers of every machine. */
    private RegisterBlocking choice() {
        return RegisterBlocking.of(ROWS, lanes, 1, 1);
    }

    /** Whether vectors of {@value Lanes#MOST} lanes have {@link #WIDE} for a tile. */
    private boolean wide() {
        return choice().vectors() == WIDE.vectors();
    }

    /** Vectors of a single row: more, because their sums must not wait for each other. */
    int alone() {
        int vectors = (lanes + Lanes.MOST - 1) / Lanes.MOST;
        int blocks = (vectors + MOST_ALONE - 1) / MOST_ALONE;
        return (vectors + blocks - 1) / blocks;
    }

    /** Whether the last vector of a single row may overlap the one before. */
    boolean overlaps() {
        return lanes > Lanes.MOST && lanes < alone() * Lanes.MOST;
    }

    boolean blocked() {
        return reduce() * lanes > CACHED
                && reduce() >= 2 * BLOCK
                && Lanes.whole(lanes, choice().vectors())
                && Lanes.whole(lanes, alone());
    }

    /** The statements for the rows from {@code first} to before {@code end}. */
    CodeBlock code(String first, String end) {
        if (narrow()) {
            return narrowCode(first, end);
        }
        CodeBlock.Builder code = CodeBlock.builder();
        if (wide()) {
            code.beginControlFlow("if (SPECIES.length() == $L)", Lanes.MOST)
                    .add(loops(first, end, WIDE))
                    .nextControlFlow("else")
                    .add(loops(first, end, choice()))
                    .endControlFlow();
        } else {
            code.add(loops(first, end, choice()));
        }
        Activation last = blocked() ? activation : scalar();
        if (!last.isNone()) {
            code.add(
                    Epilogue.sweep(
                            last, target, new ChannelSlice(offset, lanes, pitch), first, end));
        }
        return code.build();
    }

    private CodeBlock loops(String first, String end, RegisterBlocking tile) {
        int rows = tile.positions();
        CodeBlock whole =
                Lanes.blocks("lane", lanes, tile.vectors(), tiles(first, end, rows, call(rows)));
        CodeBlock rest =
                CodeBlock.builder()
                        .beginControlFlow(
                                "for (int row = $L; row < $L; row++)",
                                rows == 1 ? first : "rest",
                                end)
                        .add(alone(call(1)))
                        .endControlFlow()
                        .build();
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(rest(first, end, rows));
        if (blocked()) {
            code.add(
                    Comment.of("Sums wait in the target for one block of inputs after the other."));
            code.add(prepared(first, end));
            code.beginControlFlow("for (int block = 0; block < $L; block += $L)", reduce(), BLOCK);
            code.addStatement("int blockEnd = Math.min(block + $L, $L)", BLOCK, reduce());
        }
        if (rows > 1) {
            // Few weights: the source is read once. Else the weights are.
            CodeBlock row = Lanes.blocks("lane", lanes, tile.vectors(), call(rows));
            code.add(reduce() * lanes <= CACHED / 4 ? tiles(first, end, rows, row) : whole);
        }
        code.add(rest);
        if (blocked()) {
            code.endControlFlow();
        }
        return code.build();
    }

    /** {@code one} for each block of a single row. */
    private CodeBlock alone(CodeBlock one) {
        if (!overlaps()) {
            return Lanes.blocks("lane", lanes, alone(), one);
        }
        String step = Lanes.length(alone());
        return CodeBlock.builder()
                .beginControlFlow(
                        "for (int laneNext = 0; laneNext < $L; laneNext += $L)", lanes, step)
                .addStatement("int lane = Math.max(0, Math.min(laneNext, $L - $L))", lanes, step)
                .add(one)
                .endControlFlow()
                .build();
    }

    private CodeBlock narrowCode(String first, String end) {
        int rows = choice().positions();
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(rest(first, end, rows));
        if (rows > 1) {
            CodeBlock tile =
                    CodeBlock.builder()
                            .add(Lanes.blocks("lane", lanes, 1, call(rows)))
                            .beginControlFlow("for (int i = 0; i < $L; i++)", rows)
                            .add(narrowRow("row + i", "i"))
                            .endControlFlow()
                            .build();
            code.add(tiles(first, end, rows, tile));
        }
        code.beginControlFlow(
                        "for (int row = $L; row < $L; row++)", rows == 1 ? first : "rest", end)
                .add(Lanes.blocks("lane", lanes, 1, call(1)))
                .add(narrowRow("row", "0"))
                .endControlFlow();
        if (!scalar().isNone()) {
            code.add(
                    Epilogue.sweep(
                            scalar(), target, new ChannelSlice(offset, lanes, pitch), first, end));
        }
        return code.build();
    }

    /** Takes a row of sums out of its whole vectors. */
    private CodeBlock narrowRow(String row, String sums) {
        CodeBlock.Builder code = CodeBlock.builder();
        code.addStatement(
                "int at = $L",
                Index.of(row.equals("row") ? row : "(" + row + ")", pitch).plus(offset));
        for (int c = 0; c < lanes; c++) {
            code.addStatement(
                    "$L[$L] = scratch[$L]",
                    target,
                    Index.of("at", 1).plus(c),
                    Index.of(sums, Lanes.MOST).plus(narrowSums() + c));
        }
        return code.build();
    }

    /** {@code tile} for each tile of rows. */
    private CodeBlock tiles(String first, String end, int rows, CodeBlock tile) {
        CodeBlock.Builder code = CodeBlock.builder();
        if (blocked()) {
            code.beginControlFlow("for (int row = $L; row < rest; row += $L)", first, rows);
        } else {
            code.beginControlFlow("for (int next = $1L; next < rest; next += $2L)", first, rows)
                    .addStatement("int row = Math.min(next, $L - $L)", end, rows);
        }
        return code.add(tile).endControlFlow().build();
    }

    /** The activation, if vectors can't do it before they are stored. */
    private Activation scalar() {
        return activation.kind() == Activation.Kind.RELU ? Activation.NONE : activation;
    }

    /** The first values of the chains. */
    private CodeBlock prepared(String first, String end) {
        Index to = Index.of("row", pitch).plus(offset);
        CodeBlock values =
                bias.isEmpty()
                        ? CodeBlock.of(
                                "$T.fill($L, $L, $L, 0f)",
                                Arrays.class,
                                target,
                                to,
                                Index.of("row", pitch).plus(offset + lanes))
                        : CodeBlock.of(
                                "System.arraycopy($L, 0, $L, $L, $L)", bias, target, to, lanes);
        return CodeBlock.builder()
                .beginControlFlow("for (int row = $L; row < $L; row++)", first, end)
                .addStatement(values)
                .endControlFlow()
                .build();
    }

    /** The first row that goes alone; a row of which a part has been summed must not go twice. */
    private CodeBlock rest(String first, String end, int rows) {
        if (rows == 1) {
            return Comment.of("One row at a time.");
        }
        if (blocked()) {
            return CodeBlock.builder()
                    .add(Comment.of("Tiles of $L rows; rows left over go alone.", rows))
                    .addStatement("int rest = $1L - ($1L - $2L) % $3L", end, first, rows)
                    .build();
        }
        String all = first.equals("0") ? end : end + " - " + first;
        return CodeBlock.builder()
                .add(Comment.of("Tiles of $L rows, of which the last may overlap.", rows))
                .addStatement("int rest = $L < $L ? $L : $L", all, rows, first, end)
                .build();
    }

    private CodeBlock call(int rows) {
        CodeBlock.Builder arguments = CodeBlock.builder();
        String block = blocked() ? "block" : "0";
        Index from = Index.of("row", inputs.total()).plus(block, 1).plus(inputs.from());
        Index weights = Index.of(block, lanes).plus("lane", 1);
        weights = weights.plus(narrow() ? start : start + firstWeight());
        arguments.add("$L, $L,$W$L, $L", source, from, narrow() ? "scratch" : matrix, weights);
        if (blocked()) {
            arguments.add(", blockEnd - block");
        } else if (!bias.isEmpty() && narrow()) {
            arguments.add(",$Wscratch, $L", Index.of("lane", 1).plus(narrowBias()));
        } else if (!bias.isEmpty()) {
            arguments.add(",$W$L, lane", bias);
        }
        if (narrow()) {
            arguments.add(",$Wscratch, $L", Index.of("lane", 1).plus(narrowSums()));
        } else {
            arguments.add(",$W$L, $L", target, Index.of("row", pitch).plus("lane", 1).plus(offset));
        }
        return CodeBlock.builder().addStatement("$L($L)", tile(rows), arguments.build()).build();
    }

    String tile(int rows) {
        return name + (rows == 1 ? "OneRow" : wide() ? "Tile" + rows : "Tile");
    }

    /** The methods that {@link #code} calls. */
    List<MethodSpec> methods() {
        List<MethodSpec> methods = new ArrayList<>();
        if (wide()) {
            methods.add(new ProductTile(this, WIDE.positions(), WIDE.vectors()).method());
        }
        if (choice().positions() > 1) {
            methods.add(new ProductTile(this, choice().positions(), choice().vectors()).method());
        }
        methods.add(new ProductTile(this, 1, alone()).method());
        return methods;
    }
}
