package dev.kiln.processor.emit.vector;

import static dev.kiln.processor.emit.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.plain.Index;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.Tiles;
import java.util.List;

/**
 * The methods of Winograd's transforms (see {@link Tiles}), each of one patch, tile or pair of
 * channels, with lanes across the channels.
 */
final class WinogradTransforms {

    private static final int SIDE = 4;
    private static final int KERNEL = 3;
    private static final int TILE = 2;
    private static final String UPPER = "Upper";
    private static final String LOWER = "Lower";

    private WinogradTransforms() {}

    /**
     * B' d B of a patch: 16 numbers of each channel, {@code pitch} floats apart. Two rows of
     * positions in a method: C2 does not inline all the vector operations of four.
     */
    static List<MethodSpec> patch(String name, int channels, int rowPitch, int pitch) {
        return List.of(
                halves(name, "Both halves of a patch.", false),
                half(name + UPPER, 0, channels, rowPitch, pitch),
                half(name + LOWER, 2, channels, rowPitch, pitch));
    }

    /** Positions {@code row} and the one below. */
    private static MethodSpec half(String name, int row, int channels, int rowPitch, int pitch) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (int q = 0; q < SIDE; q++) {
            // The upper half does not see the last row, the lower one not the first.
            for (int r = row / 2; r < row / 2 + SIDE - 1; r++) {
                Index at = Index.of("from", 1).plus("channel", 1).plus(r * rowPitch + q * channels);
                declare(code, "d" + r + q, Lanes.load("source", at));
            }
            for (int r = row; r < row + 2; r++) {
                declare(code, "v" + r + q, CodeBlock.of(spread(r, "d", "" + q)));
            }
        }
        for (int r = row; r < row + 2; r++) {
            String[] v = {"v" + r + "0", "v" + r + "1", "v" + r + "2", "v" + r + "3"};
            for (int q = 0; q < SIDE; q++) {
                Index at = Index.of("to", 1).plus("channel", 1).plus((r * SIDE + q) * pitch);
                code.addStatement("$L.intoArray(target, $L)", spread(q, v), at);
            }
        }
        String comment = "Rows " + row + " and " + (row + 1) + " of the positions of a patch.";
        return transform(name, comment, channels, code.build());
    }

    private static MethodSpec halves(String name, String comment, boolean bias) {
        String arguments = bias ? "source, from, bias, target, to" : "source, from, target, to";
        return method(name, comment, bias)
                .addStatement("$L($L)", name + UPPER, arguments)
                .addStatement("$L($L)", name + LOWER, arguments)
                .build();
    }

    private static String spread(int i, String name, String suffix) {
        return spread(
                i,
                name + "0" + suffix,
                name + "1" + suffix,
                name + "2" + suffix,
                name + "3" + suffix);
    }

    private static String spread(int i, String... d) {
        return switch (i) {
            case 0 -> d[0] + ".sub(" + d[2] + ")";
            case 1 -> d[1] + ".add(" + d[2] + ")";
            case 2 -> d[2] + ".sub(" + d[1] + ")";
            default -> d[1] + ".sub(" + d[3] + ")";
        };
    }

    /**
     * G g G' of the weights of one channel of the source.
     *
     * @param tap floats between neighbouring taps
     * @param turned whether the last tap comes first
     * @param pitch floats between neighbouring positions of the result
     */
    static MethodSpec weights(String name, int lanes, int tap, boolean turned, int pitch) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (int b = 0; b < KERNEL; b++) {
            for (int a = 0; a < KERNEL; a++) {
                int t = a * KERNEL + b;
                Index at =
                        Index.of("from", 1)
                                .plus("channel", 1)
                                .plus((turned ? KERNEL * KERNEL - 1 - t : t) * tap);
                declare(code, "g" + a + b, Lanes.load("source", at));
            }
            declare(code, "sum" + b, CodeBlock.of("g0$L.add(g2$L)", b, b));
            declare(code, "h1" + b, CodeBlock.of("sum$L.add(g1$L).mul(0.5f)", b, b));
            declare(code, "h2" + b, CodeBlock.of("sum$L.sub(g1$L).mul(0.5f)", b, b));
        }
        for (int i = 0; i < SIDE; i++) {
            String h = i == 0 ? "g0" : i == SIDE - 1 ? "g2" : "h" + i;
            declare(code, "both" + i, CodeBlock.of("$1L0.add($1L2)", h));
            String[] w = {
                h + "0",
                "both" + i + ".add(" + h + "1).mul(0.5f)",
                "both" + i + ".sub(" + h + "1).mul(0.5f)",
                h + "2"
            };
            for (int j = 0; j < SIDE; j++) {
                Index at = Index.of("to", 1).plus("channel", 1).plus((i * SIDE + j) * pitch);
                code.addStatement("$L.intoArray(target, $L)", w[j], at);
            }
        }
        return transform(name, "The weights of a channel of the source.", lanes, code.build());
    }

    /**
     * A' M A of a tile, bias and activation, a row of the tile in a method.
     *
     * @param rows of the tile that the result has, 1 or 2
     * @param columns of the tile that the result has, 1 or 2
     * @param pitch floats between neighbouring positions
     * @param rowPitch floats between rows of the target
     * @param pixel floats between its pixels
     */
    static List<MethodSpec> result(
            String name,
            int rows,
            int columns,
            int lanes,
            int pitch,
            boolean bias,
            Activation activation,
            int rowPitch,
            int pixel) {
        String comment = "A tile of " + rows + " by " + columns + " pixels.";
        MethodSpec upper =
                resultRow(
                        rows == 1 ? name : name + UPPER,
                        0,
                        columns,
                        lanes,
                        pitch,
                        bias,
                        activation,
                        0,
                        pixel);
        return rows == 1
                ? List.of(upper)
                : List.of(
                        halves(name, comment, bias),
                        upper,
                        resultRow(
                                name + LOWER,
                                1,
                                columns,
                                lanes,
                                pitch,
                                bias,
                                activation,
                                rowPitch,
                                pixel));
    }

    private static MethodSpec resultRow(
            String name,
            int row,
            int columns,
            int lanes,
            int pitch,
            boolean bias,
            Activation activation,
            int offset,
            int pixel) {
        CodeBlock.Builder code = CodeBlock.builder();
        // The upper row does not see the last positions, the lower one not the first.
        for (int i = row; i < row + SIDE - 1; i++) {
            for (int j = 0; j < (columns == 1 ? SIDE - 1 : SIDE); j++) {
                Index at = Index.of("from", 1).plus("channel", 1).plus((i * SIDE + j) * pitch);
                declare(code, "m" + i + j, Lanes.load("source", at));
            }
            for (int q = 0; q < columns; q++) {
                String[] m = {"m" + i + "0", "m" + i + "1", "m" + i + "2", "m" + i + "3"};
                declare(code, "s" + i + q, CodeBlock.of(gather(q, m)));
            }
        }
        if (bias) {
            declare(code, "b", Lanes.load("bias", "channel"));
        }
        for (int q = 0; q < columns; q++) {
            String y = gather(row, "s0" + q, "s1" + q, "s2" + q, "s3" + q);
            Index at = Index.of("to", 1).plus("channel", 1).plus(offset + q * pixel);
            code.add(Epilogue.store(activation, y + (bias ? ".add(b)" : ""), "target", at));
        }
        String comment = "Row " + row + " of a tile, " + columns + " pixels.";
        return transform(name, comment, lanes, bias, code.build());
    }

    private static String gather(int i, String... m) {
        return i == 0
                ? m[0] + ".add(" + m[1] + ").add(" + m[2] + ")"
                : m[1] + ".sub(" + m[2] + ").sub(" + m[3] + ")";
    }

    /** A e A' of the gradient of a tile, of which {@code rows} by {@code columns} are there. */
    static MethodSpec slope(
            String name, int rows, int columns, int channels, int rowPitch, int pitch) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (int q = 0; q < columns; q++) {
            for (int r = 0; r < rows; r++) {
                Index at = Index.of("from", 1).plus("channel", 1).plus(r * rowPitch + q * channels);
                declare(code, "e" + r + q, Lanes.load("source", at));
            }
        }
        if (rows * columns < TILE * TILE) {
            declare(code, "zero", Lanes.zero());
        }
        for (int q = 0; q < TILE; q++) {
            String[] e = {
                q < columns ? "e0" + q : "zero", q < columns && rows > 1 ? "e1" + q : "zero"
            };
            for (int i = 0; i < SIDE; i++) {
                declare(code, "f" + i + q, CodeBlock.of(widen(i, e)));
            }
        }
        for (int i = 0; i < SIDE; i++) {
            for (int j = 0; j < SIDE; j++) {
                Index at = Index.of("to", 1).plus("channel", 1).plus((i * SIDE + j) * pitch);
                code.addStatement(
                        "$L.intoArray(target, $L)", widen(j, "f" + i + "0", "f" + i + "1"), at);
            }
        }
        String comment = "The gradient of a tile of " + rows + " by " + columns + " pixels.";
        return transform(name, comment, channels, code.build());
    }

    private static String widen(int i, String... e) {
        return switch (i) {
            case 0 -> e[0];
            case 1 -> e[0] + ".add(" + e[1] + ")";
            case 2 -> e[0] + ".sub(" + e[1] + ")";
            default -> e[1] + ".neg()";
        };
    }

    /**
     * Adds G' M G of one channel of the source to the gradients of its weights.
     *
     * @param pitch floats between neighbouring positions
     * @param tap floats between neighbouring taps of the gradient
     */
    static MethodSpec gradient(String name, int lanes, int pitch, int tap) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (int j = 0; j < SIDE; j++) {
            for (int i = 0; i < SIDE; i++) {
                Index at = Index.of("from", 1).plus("channel", 1).plus((i * SIDE + j) * pitch);
                declare(code, "m" + i + j, Lanes.load("source", at));
            }
            narrow(code, "m", "n", "h" + j, "" + j);
        }
        for (int a = 0; a < KERNEL; a++) {
            narrow(code, "n" + a, "q" + a, "t" + a, "");
            for (int b = 0; b < KERNEL; b++) {
                Index at = Index.of("to", 1).plus("channel", 1).plus((a * KERNEL + b) * tap);
                code.addStatement(
                        "$L.add(q$L$L).intoArray(target, $L)", Lanes.load("target", at), a, b, at);
            }
        }
        return transform(name, "The gradients of a channel.", lanes, code.build());
    }

    /** Three numbers of four. */
    private static void narrow(
            CodeBlock.Builder code, String from, String to, String half, String end) {
        String[] m = new String[SIDE];
        for (int i = 0; i < SIDE; i++) {
            m[i] = from + i + end;
        }
        declare(code, half, CodeBlock.of("$L.add($L).mul(0.5f)", m[1], m[2]));
        declare(code, to + "0" + end, CodeBlock.of("$L.add($L)", m[0], half));
        declare(code, to + "1" + end, CodeBlock.of("$L.sub($L).mul(0.5f)", m[1], m[2]));
        declare(code, to + "2" + end, CodeBlock.of("$L.add($L)", half, m[3]));
    }

    private static void declare(CodeBlock.Builder code, String name, CodeBlock value) {
        code.addStatement("$T $L = $L", Lanes.FLOAT_VECTOR, name, value);
    }

    private static MethodSpec transform(String name, String comment, int channels, CodeBlock code) {
        return transform(name, comment, channels, false, code);
    }

    private static MethodSpec transform(
            String name, String comment, int channels, boolean bias, CodeBlock code) {
        return method(name, comment, bias)
                .addCode(Lanes.blocks("channel", channels, 1, code))
                .build();
    }

    private static MethodSpec.Builder method(String name, String comment, boolean bias) {
        MethodSpec.Builder method =
                MethodSpec.methodBuilder(name)
                        .addJavadoc("$L\n", comment)
                        .addModifiers(PRIVATE, STATIC)
                        .addParameter(float[].class, "source")
                        .addParameter(int.class, "from");
        if (bias) {
            method.addParameter(float[].class, "bias");
        }
        return method.addParameter(float[].class, "target").addParameter(int.class, "to");
    }
}
