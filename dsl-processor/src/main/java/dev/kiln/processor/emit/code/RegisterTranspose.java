package dev.kiln.processor.emit.code;

import static dev.kiln.processor.emit.code.Modifiers.FINAL;
import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;
import static dev.kiln.processor.emit.code.RuntimeTypes.MATRICES;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Matrices transposed in registers: a square block of as many rows and columns as a vector has
 * lanes at a time. Rows whose distance is a power of two exchange their halves, then their
 * quarters, and so on (Eklundh 1972); one permutation serves both directions.
 */
public final class RegisterTranspose {

    private static final int[] SIDES = {16, 8, 4};

    private RegisterTranspose() {}

    /** A matrix of {@code rows} rows, {@code pitch} apart, from an index of an array on. */
    public record Matrix(String array, Object from, Object pitch) {}

    /** The statement that writes the transposed matrix. */
    public static CodeBlock code(Matrix matrix, Object rows, Object columns, Matrix turned) {
        return CodeBlock.builder()
                .addStatement(
                        "turn($L, $L, $L,$W$L, $L,$W$L, $L, $L)",
                        matrix.array,
                        matrix.from,
                        matrix.pitch,
                        rows,
                        columns,
                        turned.array,
                        turned.from,
                        turned.pitch)
                .build();
    }

    /** Constants of the methods: of neighbors at each distance, who moves where. */
    public static void addFields(TypeSpec.Builder type) {
        for (int distance = 1; distance < Lanes.MOST; distance *= 2) {
            type.addField(
                    field("VectorShuffle", "SWAP_" + distance)
                            .addJavadoc("Exchanges lanes $L apart.\n", distance)
                            .initializer(
                                    "$T.fromOp(SPECIES, lane ->$Wlane ^ $L)",
                                    vectorType("VectorShuffle"),
                                    distance)
                            .build());
            type.addField(
                    field("VectorMask", "LOWER_" + distance)
                            .addJavadoc("The lower of lanes $L apart.\n", distance)
                            .initializer(
                                    "$T.fromLong(SPECIES, $L)",
                                    vectorType("VectorMask"),
                                    "0x" + Long.toHexString(lower(distance)))
                            .build());
        }
    }

    private static long lower(int distance) {
        long bits = 0;
        for (int lane = 0; lane < Lanes.MOST; lane++) {
            if ((lane & distance) == 0) {
                bits |= 1L << lane;
            }
        }
        return bits;
    }

    private static ClassName vectorType(String name) {
        return ClassName.get("jdk.incubator.vector", name);
    }

    private static FieldSpec.Builder field(String type, String name) {
        TypeName of = ParameterizedTypeName.get(vectorType(type), ClassName.get(Float.class));
        return FieldSpec.builder(of, name, PRIVATE, STATIC, FINAL);
    }

    /** The methods that {@link #code} calls. */
    public static List<MethodSpec> methods() {
        List<MethodSpec> methods = new ArrayList<>();
        methods.add(whole());
        methods.add(block());
        for (int side : SIDES) {
            methods.add(block(side));
        }
        return methods;
    }

    private static MethodSpec.Builder method(String name) {
        return MethodSpec.methodBuilder(name)
                .addModifiers(PRIVATE, STATIC)
                .addParameter(float[].class, "matrix")
                .addParameter(int.class, "from")
                .addParameter(int.class, "pitch");
    }

    private static MethodSpec.Builder into(MethodSpec.Builder method) {
        return method.addParameter(float[].class, "turned")
                .addParameter(int.class, "to")
                .addParameter(int.class, "turnedPitch");
    }

    private static MethodSpec whole() {
        MethodSpec.Builder method =
                method("turn")
                        .addJavadoc(
                                "Transposes a matrix, block by block; the last ones overlap those"
                                        + " before.\n")
                        .addParameter(int.class, "rows")
                        .addParameter(int.class, "columns");
        return into(method)
                .addStatement("int side = SPECIES.length()")
                .beginControlFlow("if (rows < side || columns < side)")
                .addStatement(
                        "$T.transpose(matrix, from, pitch, rows, columns, turned, to, turnedPitch)",
                        MATRICES)
                .addStatement("return")
                .endControlFlow()
                .beginControlFlow("for (int topNext = 0; topNext < rows; topNext += side)")
                .addStatement("int top = Math.min(topNext, rows - side)")
                .beginControlFlow("for (int leftNext = 0; leftNext < columns; leftNext += side)")
                .addStatement("int left = Math.min(leftNext, columns - side)")
                .addStatement(
                        "turnBlock(matrix, from + top * pitch + left, pitch,$Wturned, to + left *"
                                + " turnedPitch + top, turnedPitch)")
                .endControlFlow()
                .endControlFlow()
                .build();
    }

    private static MethodSpec block() {
        MethodSpec.Builder method = into(method("turnBlock"));
        method.addJavadoc("A block of as many rows and columns as a vector has lanes.\n");
        for (int side : SIDES) {
            method.beginControlFlow("if (SPECIES.length() == $L)", side)
                    .addStatement("turnBlock$L(matrix, from, pitch, turned, to, turnedPitch)", side)
                    .addStatement("return")
                    .endControlFlow();
        }
        return method.addStatement(
                        "$1T.transpose(matrix, from, pitch, SPECIES.length(), SPECIES.length(),"
                                + " turned, to, turnedPitch)",
                        MATRICES)
                .build();
    }

    private static MethodSpec block(int side) {
        MethodSpec.Builder method = into(method("turnBlock" + side));
        for (int row = 0; row < side; row++) {
            method.addStatement(
                    "$T row$L = $L",
                    Lanes.FLOAT_VECTOR,
                    row,
                    Lanes.load("matrix", Index.of("from", 1).plus("pitch", row)));
        }
        for (int distance = side / 2; distance > 0; distance /= 2) {
            for (int row = 0; row < side; row++) {
                if ((row & distance) == 0) {
                    method.addStatement(
                                    "$1T moved$2L_$3L = row$3L.blend(row$4L,"
                                            + " LOWER_$2L).rearrange(SWAP_$2L)",
                                    Lanes.FLOAT_VECTOR,
                                    distance,
                                    row,
                                    row + distance)
                            .addStatement(
                                    "row$2L = moved$1L_$2L.blend(row$2L, LOWER_$1L)", distance, row)
                            .addStatement(
                                    "row$3L = row$3L.blend(moved$1L_$2L, LOWER_$1L)",
                                    distance,
                                    row,
                                    row + distance);
                }
            }
        }
        for (int row = 0; row < side; row++) {
            method.addStatement(
                    "row$L.intoArray(turned, $L)", row, Index.of("to", 1).plus("turnedPitch", row));
        }
        return method.build();
    }
}
