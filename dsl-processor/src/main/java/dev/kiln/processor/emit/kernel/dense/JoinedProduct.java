package dev.kiln.processor.emit.kernel.dense;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;
import static dev.kiln.processor.emit.code.RuntimeTypes.MATRICES;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Epilogue;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.emit.code.RegisterBlocking;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.DenseForward;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * 1x1 convolutions of the same pixels to few channels: a tile holds the sums of some pixels and of
 * all channels of all convolutions, so each number of the source is loaded once. Channels lie in
 * slots of {@value Lanes#MOST}; the last slot of a convolution overlaps the one before where they
 * don't divide its channels. One with fewer channels than a slot has its weights in {@code
 * scratch}, and what it stores runs over into the next pixel, which follows.
 *
 * @param parts the convolutions
 * @param numbered whether the names of their arrays have numbers
 */
public record JoinedProduct(String name, List<DenseForward> parts, boolean numbered) {

    private static final int SLOT = Lanes.MOST;
    private static final int MOST_ROWS = 16;

    /** More would fill 32 registers, and some processes then keep sums in memory. */
    private static final int MOST_SUMS = 24;

    /** More leave room for one pixel where there are 16 registers. */
    private static final int FEW_SLOTS = 4;

    /** More leave room for three pixels or fewer. */
    private static final int MOST_SLOTS = 5;

    /** Sixteen numbers of a result. */
    private record Slot(int part, int number, int offset) {

        String sum(int row) {
            return "sum" + row + "_" + number;
        }
    }

    public JoinedProduct {
        parts = List.copyOf(parts);
    }

    boolean exists() {
        return slots().size() <= MOST_SLOTS
                && rowsOfSample() >= MOST_ROWS
                && parts.stream().allMatch(JoinedProduct::inRegisters);
    }

    /** Whether a tile fits 16 registers, too. */
    boolean fewRegisters() {
        return slots().size() <= FEW_SLOTS;
    }

    private static boolean inRegisters(DenseForward part) {
        Activation.Kind kind = part.activation().kind();
        return kind == Activation.Kind.NONE || kind == Activation.Kind.RELU;
    }

    private int rowsOfSample() {
        return parts.get(0).rows();
    }

    private int inputs() {
        return parts.get(0).inputs();
    }

    private String number(int part) {
        return numbered ? Integer.toString(part) : "";
    }

    private boolean narrow(int part) {
        return !Lanes.fill(parts.get(part).outputs());
    }

    /** Whether what runs over is written again. */
    private boolean runsOver(int part) {
        return narrow(part)
                && parts.get(part).slice().isWhole()
                && 2 * parts.get(part).outputs() >= SLOT;
    }

    private List<Slot> slots() {
        List<Slot> slots = new ArrayList<>();
        for (int part = 0; part < parts.size(); part++) {
            int outputs = parts.get(part).outputs();
            for (int first = 0; first < outputs; first += SLOT) {
                int offset = Math.max(0, Math.min(first, outputs - SLOT));
                slots.add(new Slot(part, slots.size(), offset));
            }
        }
        return slots;
    }

    /** Pixels of a tile: by the model of {@link RegisterBlocking}, in a sample. */
    private int rows() {
        int slots = slots().size();
        int best = 1;
        double least = Double.POSITIVE_INFINITY;
        for (int rows = MOST_ROWS; rows >= 1; rows--) {
            boolean fits =
                    fewRegisters()
                            ? new RegisterBlocking(rows, slots).fitsProduct()
                            : rows * slots <= MOST_SUMS;
            int tiles = rowsOfSample() / rows;
            int rest = rowsOfSample() % rows;
            double cycles = tiles * cycles(rows, slots) + rest * cycles(1, slots);
            if (fits && cycles < least * 0.999) {
                best = rows;
                least = cycles;
            }
        }
        return best;
    }

    private static double cycles(int rows, int slots) {
        double busy = Math.max(rows * slots, rows + slots) / 2.0;
        return Math.max(busy, RegisterBlocking.LATENCY) + 1;
    }

    /** Where the weights of a narrow part begin in {@code scratch}; its biases, its sums follow. */
    private int start(int part) {
        int start = 0;
        for (int p = 0; p < part; p++) {
            start += narrow(p) ? (inputs() + 1 + MOST_ROWS) * SLOT : 0;
        }
        return start;
    }

    private int biases(int part) {
        return start(part) + inputs() * SLOT;
    }

    private int sums(int part) {
        return biases(part) + SLOT;
    }

    /** Floats of {@code scratch}. */
    int scratch() {
        return start(parts.size());
    }

    /** The method of the kernel, and those that it calls. */
    List<MethodSpec> methods(MethodSpec.Builder signature) {
        addTo(signature);
        List<MethodSpec> methods = new ArrayList<>();
        methods.add(signature.build());
        methods.addAll(tiles());
        return methods;
    }

    /** Adds the statements to the method of the kernel, which calls {@link #tiles}. */
    void addTo(MethodSpec.Builder signature) {
        int rows = rows();
        if (scratch() > 0) {
            signature.addComment("Weights in whole vectors, where channels fill none.");
        }
        for (int part = 0; part < parts.size(); part++) {
            signature.addCode(open(part));
        }
        boolean over = IntStream.range(0, parts.size()).anyMatch(this::runsOver);
        signature
                .addCode(
                        Comment.of(
                                "Tiles of $L pixels, all channels; then the pixels left over.",
                                rows))
                .addStatement("int rows = $L", Index.of("samples", rowsOfSample()))
                .addStatement("int rest = rows - rows % $L", rows);
        if (over) {
            signature
                    .addComment("What whole slots store runs over into the next pixel.")
                    .addStatement(
                            "int followed = SPECIES.length() == $L$W? rest - $L : 0", SLOT, rows)
                    .beginControlFlow("for (int row = 0; row < followed; row += $L)", rows)
                    .addCode(call(rows, true))
                    .endControlFlow();
        }
        signature
                .beginControlFlow(
                        "for (int row = $L; row < rest; row += $L)",
                        over ? "Math.max(0, followed)" : "0",
                        rows)
                .addCode(call(rows, false))
                .endControlFlow();
        signature
                .beginControlFlow("for (int row = rest; row < rows; row++)")
                .addCode(call(1, false))
                .endControlFlow();
    }

    List<MethodSpec> tiles() {
        return List.of(tile(rows()), tile(1));
    }

    /** Weights and biases of a narrow part with a slot for each row. */
    private CodeBlock open(int part) {
        DenseForward p = parts.get(part);
        CodeBlock.Builder code = CodeBlock.builder();
        if (narrow(part)) {
            code.addStatement(
                    "$1T.spread(weight$2L, 0, $3L, $4L, $4L, 1, $5L, scratch, $6L)",
                    MATRICES,
                    number(part),
                    inputs(),
                    p.outputs(),
                    SLOT,
                    start(part));
            if (p.bias()) {
                code.addStatement(
                        "System.arraycopy(bias$L, 0, scratch, $L, $L)",
                        number(part),
                        biases(part),
                        p.outputs());
            }
        }
        return code.build();
    }

    /** {@code over}: whether pixels follow. */
    private CodeBlock call(int rows, boolean over) {
        CodeBlock.Builder arguments = CodeBlock.builder();
        arguments.add("input, $L, lane", Index.of("row", inputs()));
        CodeBlock.Builder behind = CodeBlock.builder();
        for (int part = 0; part < parts.size(); part++) {
            DenseForward p = parts.get(part);
            String n = number(part);
            boolean apart = narrow(part) && !(over && runsOver(part));
            arguments.add(",$W$L", narrow(part) ? "scratch" : "weight" + n);
            if (p.bias()) {
                arguments.add(", $L", narrow(part) ? "scratch" : "bias" + n);
            }
            Index to = apart ? Index.of(sums(part)) : target(part, "row");
            arguments.add(", $L, $L", apart ? "scratch" : "output" + n, to.plus("lane", 1));
            if (narrow(part)) {
                arguments.add(", $L", apart ? SLOT : p.slice().total());
            }
            if (apart) {
                behind.beginControlFlow("for (int i = 0; i < $L; i++)", rows)
                        .addStatement(
                                "System.arraycopy(scratch, $L, output$L, $L, $L)",
                                Index.of("i", SLOT).plus(sums(part)),
                                n,
                                target(part, "(row + i)"),
                                p.outputs())
                        .endControlFlow();
            }
        }
        return CodeBlock.builder()
                .beginControlFlow(
                        "for (int lane = 0; lane < $L; lane += $L)", SLOT, Lanes.length(1))
                .addStatement("$L($L)", tileName(rows), arguments.build())
                .endControlFlow()
                .add(behind.build())
                .build();
    }

    private Index target(int part, String row) {
        DenseForward p = parts.get(part);
        return Index.of(row, p.slice().total()).plus(p.slice().from());
    }

    private String tileName(int rows) {
        return name + (rows == 1 ? "OneRow" : "Tile");
    }

    private MethodSpec tile(int rows) {
        MethodSpec.Builder method =
                MethodSpec.methodBuilder(tileName(rows))
                        .addJavadoc(
                                "$L, $L of columns.\n",
                                rows == 1 ? "One row" : rows + " rows",
                                slots().size() == 1 ? "a vector" : slots().size() + " vectors")
                        .addModifiers(PRIVATE, STATIC)
                        .addParameter(float[].class, "source")
                        .addParameter(int.class, "from")
                        .addParameter(int.class, "lane");
        for (int part = 0; part < parts.size(); part++) {
            method.addParameter(float[].class, "weight" + number(part));
            if (parts.get(part).bias()) {
                method.addParameter(float[].class, "bias" + number(part));
            }
            method.addParameter(float[].class, "target" + number(part))
                    .addParameter(int.class, "to" + number(part));
            if (narrow(part)) {
                method.addParameter(int.class, "pitch" + number(part));
            }
        }
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(Comment.of("Each number of the source serves all channels."));
        for (int row = 0; row < rows; row++) {
            for (Slot slot : slots()) {
                code.addStatement("$T $L = $L", Lanes.FLOAT_VECTOR, slot.sum(row), first(slot));
            }
        }
        code.beginControlFlow("for (int i = 0; i < $L; i++)", inputs()).add(turn(rows));
        code.endControlFlow();
        for (int row = 0; row < rows; row++) {
            for (Slot slot : slots()) {
                code.add(store(slot, row));
            }
        }
        return method.addCode(code.build()).build();
    }

    private CodeBlock first(Slot slot) {
        int part = slot.part;
        int at = narrow(part) ? biases(part) : slot.offset;
        return parts.get(part).bias()
                ? Lanes.load("bias" + number(part), Index.of("lane", 1).plus(at))
                : Lanes.zero();
    }

    private CodeBlock turn(int rows) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (Slot slot : slots()) {
            boolean narrow = narrow(slot.part);
            Index at =
                    Index.of("lane", 1)
                            .plus("i", narrow ? SLOT : parts.get(slot.part).outputs())
                            .plus(narrow ? start(slot.part) : slot.offset);
            code.addStatement(
                    "$T w$L = $L",
                    Lanes.FLOAT_VECTOR,
                    slot.number,
                    Lanes.load("weight" + number(slot.part), at));
        }
        for (int row = 0; row < rows; row++) {
            code.addStatement(
                    "$T x$L = $L",
                    Lanes.FLOAT_VECTOR,
                    row,
                    Lanes.broadcast(
                            CodeBlock.of(
                                    "source[$L]",
                                    Index.of("from", 1).plus("i", 1).plus(row * inputs()))));
            for (Slot slot : slots()) {
                code.addStatement("$1L = x$2L.fma(w$3L, $1L)", slot.sum(row), row, slot.number);
            }
        }
        return code.build();
    }

    private CodeBlock store(Slot slot, int row) {
        DenseForward part = parts.get(slot.part);
        String n = number(slot.part);
        Index at = Index.of("to" + n, 1);
        at =
                narrow(slot.part)
                        ? at.plus("pitch" + n, row)
                        : at.plus(row * part.slice().total() + slot.offset);
        return Epilogue.store(part.activation(), slot.sum(row), "target" + n, at);
    }
}
