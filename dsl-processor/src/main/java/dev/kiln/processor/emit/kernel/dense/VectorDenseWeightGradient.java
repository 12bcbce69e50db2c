package dev.kiln.processor.emit.kernel.dense;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Epilogue;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.emit.code.RegisterBlocking;
import dev.kiln.processor.emit.code.Sizes;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.DenseWeightGradient;
import java.util.ArrayList;
import java.util.List;

/**
 * Weight gradients of dense layers and 1x1 convolutions, with lanes across the outputs: the sums of
 * a few inputs stay in registers while rows go by, a block of rows at a time so that it stays in
 * the cache. Rows that are far apart are packed first.
 */
public final class VectorDenseWeightGradient {

    /** Rows in a block. */
    private static final int BLOCK = 256;

    /** Inputs of a row from which on neighboring rows fall on the same lines of the cache. */
    private static final int FAR = 512;

    /** Tiles whose inputs are packed together. */
    private static final int TILES = 4;

    private final DenseWeightGradient k;
    private final RegisterBlocking choice;

    private VectorDenseWeightGradient(DenseWeightGradient k) {
        this.k = k;
        this.choice = RegisterBlocking.of(k.inputs(), k.outputs(), 1, 1);
    }

    public static List<MethodSpec> methods(DenseWeightGradient k, MethodSpec.Builder signature) {
        return new VectorDenseWeightGradient(k).methods(signature);
    }

    public static int scratch(DenseWeightGradient k) {
        VectorDenseWeightGradient g = new VectorDenseWeightGradient(k);
        return g.copied() + (g.sums().narrow() ? BLOCK * k.outputs() + Lanes.MOST : 0);
    }

    /** Runs of rows begin at its multiples. */
    public static int rowsOfTile(DenseWeightGradient k) {
        return new VectorDenseWeightGradient(k).run();
    }

    /** Inputs that are taken together: those of a tile, or those that are packed. */
    private int run() {
        return Math.min(k.inputs(), choice.positions() * (packs() ? TILES : 1));
    }

    private boolean packs() {
        return k.inputs() >= FAR;
    }

    private Sums sums() {
        int packed = packs() ? BLOCK * run() : 0;
        return new Sums(k.inputs(), k.outputs(), choice.vectors(), packed);
    }

    /** Whether the last vectors of a row overlap those before: then they work on a copy. */
    private boolean overlaps() {
        return !sums().inPlace() && !sums().narrow();
    }

    /** The distance in the sums between two inputs. */
    private int pitch() {
        return overlaps() ? k.outputs() : sums().pitch();
    }

    /** Where the gradients of a block are copied to, if vectors reach over their end. */
    private int copied() {
        if (overlaps()) {
            return sums().start() + choice.positions() * k.outputs();
        }
        return sums().start() + (sums().inPlace() ? 0 : sums().size());
    }

    private List<MethodSpec> methods(MethodSpec.Builder signature) {
        int run = run();
        int whole = k.inputs() - k.inputs() % run;
        List<MethodSpec> methods = new ArrayList<>();
        signature.addCode(
                new Sizes()
                        .count(k.inputs(), "inputs of a row")
                        .count(k.outputs(), "units")
                        .count(BLOCK, "rows at a time")
                        .comment());
        signature.addStatement("int rows = $L", Index.of("samples", k.rows()));
        if (overlaps()) {
            signature.addStatement(
                    "int last = $L - $L", k.outputs(), Lanes.length(choice.vectors()));
        } else {
            signature.addCode(sums().open());
        }
        signature
                .addComment(
                        "A block of rows, which stays in the cache, for one tile after the other.")
                .beginControlFlow("for (int block = 0; block < rows; block += $L)", BLOCK)
                .addStatement("int some = Math.min($L, rows - block)", BLOCK);
        if (sums().narrow()) {
            signature
                    .addComment("Vectors reach over the last row.")
                    .addStatement(
                            "System.arraycopy(outputGradient, $L, scratch, $L, $L)",
                            Index.of("block", k.outputs()),
                            copied(),
                            Index.of("some", k.outputs()));
        }
        boolean divided = k.divisibleRows() > 0;
        String end = divided ? "Math.min(endRow, " + whole + ")" : Integer.toString(whole);
        signature
                .beginControlFlow(
                        "for (int i = $L; i < $L; i += $L)", divided ? "firstRow" : "0", end, run)
                .addCode(some("i", run))
                .endControlFlow();
        if (whole < k.inputs()) {
            if (divided) {
                signature.beginControlFlow("if (endRow > $L)", whole);
            }
            signature.addCode(some(Integer.toString(whole), k.inputs() - whole));
            if (divided) {
                signature.endControlFlow();
            }
        }
        signature.endControlFlow();
        tiles().forEach(inputs -> methods.add(method(inputs)));
        if (!overlaps()) {
            signature.addCode(sums().close());
        }
        methods.add(0, signature.build());
        return methods;
    }

    /** Inputs of the tiles that there are. */
    private List<Integer> tiles() {
        int tile = choice.positions();
        int rest = k.inputs() % tile;
        return rest == 0 ? List.of(tile) : List.of(tile, rest);
    }

    private CodeBlock some(String i, int inputs) {
        if (!packs()) {
            return tile(Index.of("block", k.inputs()).plus(i, 1), Index.of(i, pitch()), inputs);
        }
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(Comment.of("The inputs of some tiles, which are far apart, side by side."));
        code.beginControlFlow("for (int row = 0; row < some; row++)")
                .addStatement(
                        "System.arraycopy(input, $L, scratch, $L, $L)",
                        Index.of("(block + row)", k.inputs()).plus(i, 1),
                        Index.of("row", run()),
                        inputs)
                .endControlFlow();
        int tile = choice.positions();
        int whole = inputs - inputs % tile;
        if (whole > 0) {
            code.beginControlFlow("for (int tile = 0; tile < $L; tile += $L)", whole, tile)
                    .add(
                            tile(
                                    Index.of("tile", 1),
                                    Index.of(i, pitch()).plus("tile", pitch()),
                                    tile))
                    .endControlFlow();
        }
        if (whole < inputs) {
            code.add(
                    tile(
                            Index.of(whole),
                            Index.of(i, pitch()).plus(whole * pitch()),
                            inputs - whole));
        }
        return code.build();
    }

    /**
     * A tile of all outputs.
     *
     * @param from where its inputs are in the first row
     * @param to where its sums are, without those that come before all sums
     */
    private CodeBlock tile(Index from, Index to, int inputs) {
        if (overlaps()) {
            return overlapping(from, to.toString(), inputs);
        }
        Index at = to.plus(sums().lane(), 1).plus(sums().inPlace() ? 0 : sums().start());
        CodeBlock call = call(from, inputs, "lane", sums().array(), at);
        return Lanes.blocks("lane", k.outputs(), choice.vectors(), call);
    }

    /**
     * The last vectors add to a copy of their sums, made before others have added to those that
     * both have. In the end these are the same in both.
     */
    private CodeBlock overlapping(Index from, String to, int inputs) {
        Index there = Index.of(to, 1).plus("lane", 1);
        Index here = Index.of(sums().start());
        return CodeBlock.builder()
                .add(Comment.of("The last vectors overlap others, so they add to a copy."))
                .add(copy(to, inputs, true))
                .beginControlFlow(
                        "for (int lane = 0; lane < last; lane += $L)",
                        Lanes.length(choice.vectors()))
                .add(call(from, inputs, "lane", "weightGradient", there))
                .endControlFlow()
                .add(call(from, inputs, "last", "scratch", here))
                .add(copy(to, inputs, false))
                .build();
    }

    /** The last vectors of some rows of sums, to {@code scratch} or back. */
    private CodeBlock copy(String sums, int inputs, boolean away) {
        Index there = Index.of("at", 1).plus(sums, 1).plus("last", 1);
        Index here = Index.of("at", 1).plus(sums().start());
        CodeBlock.Builder code = CodeBlock.builder();
        code.beginControlFlow(
                "for (int at = 0; at < $1L; at += $2L)", inputs * k.outputs(), k.outputs());
        for (int v = 0; v < choice.vectors(); v++) {
            code.addStatement(
                    "$L.intoArray($L, $L)",
                    Lanes.load(
                            away ? "weightGradient" : "scratch",
                            Lanes.behind(away ? there : here, v)),
                    away ? "scratch" : "weightGradient",
                    Lanes.behind(away ? here : there, v));
        }
        return code.endControlFlow().build();
    }

    private CodeBlock call(Index from, int inputs, String lane, String sums, Index at) {
        return CodeBlock.builder()
                .addStatement(
                        "$L(some, $L, $L,$W$L, $L,$W$L, $L)",
                        tile(inputs),
                        packs() ? "scratch" : "input",
                        from,
                        sums().narrow() ? "scratch" : "outputGradient",
                        sums().narrow()
                                ? Index.of(lane, 1).plus(copied())
                                : Index.of("block", k.outputs()).plus(lane, 1),
                        sums,
                        at)
                .build();
    }

    private String tile(int inputs) {
        return k.name() + "Tile" + inputs;
    }

    private MethodSpec method(int inputs) {
        return MethodSpec.methodBuilder(tile(inputs))
                .addJavadoc(
                        "$L inputs, $L of outputs; a block of rows.\n",
                        inputs,
                        choice.vectors() == 1 ? "a vector" : choice.vectors() + " vectors")
                .addModifiers(PRIVATE, STATIC)
                .addParameter(int.class, "rows")
                .addParameter(float[].class, "source")
                .addParameter(int.class, "from")
                .addParameter(float[].class, "gradient")
                .addParameter(int.class, "slope")
                .addParameter(float[].class, "sums")
                .addParameter(int.class, "at")
                .addCode(body(inputs))
                .build();
    }

    private CodeBlock body(int inputs) {
        int lanes = k.outputs();
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(Comment.of("Sums go on from what is there."));
        for (int i = 0; i < inputs; i++) {
            for (int v = 0; v < choice.vectors(); v++) {
                code.addStatement(
                        "$T sum$L_$L = $L", Lanes.FLOAT_VECTOR, i, v, Lanes.load("sums", at(i, v)));
            }
        }
        code.beginControlFlow("for (int row = 0; row < rows; row++)");
        code.addStatement(
                "int x = $L", Index.of("from", 1).plus("row", packs() ? run() : k.inputs()));
        code.addStatement("int g = $L", Index.of("slope", 1).plus("row", lanes));
        for (int v = 0; v < choice.vectors(); v++) {
            code.addStatement(
                    "$T g$L = $L",
                    Lanes.FLOAT_VECTOR,
                    v,
                    Lanes.load("gradient", Lanes.behind("g", v)));
        }
        for (int i = 0; i < inputs; i++) {
            code.addStatement(
                    "$T x$L = $L",
                    Lanes.FLOAT_VECTOR,
                    i,
                    Lanes.broadcast(CodeBlock.of("source[$L]", Index.of("x", 1).plus(i))));
            for (int v = 0; v < choice.vectors(); v++) {
                code.addStatement("sum$1L_$2L = x$1L.fma(g$2L, sum$1L_$2L)", i, v);
            }
        }
        code.endControlFlow();
        for (int i = 0; i < inputs; i++) {
            for (int v = 0; v < choice.vectors(); v++) {
                code.add(Epilogue.store(Activation.NONE, "sum" + i + "_" + v, "sums", at(i, v)));
            }
        }
        return code.build();
    }

    private String at(int input, int vector) {
        return Lanes.behind(Index.of("at", 1).plus(input * pitch()), vector);
    }
}
