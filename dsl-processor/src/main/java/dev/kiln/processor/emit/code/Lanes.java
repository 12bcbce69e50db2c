package dev.kiln.processor.emit.code;

import static dev.kiln.processor.emit.code.Modifiers.FINAL;
import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;

/**
 * The vectors that generated code works with: as wide as the machine has them, all of one width.
 * Once a JVM has seen vectors of two widths, C2 no longer knows which class a variable of a loop
 * has, and boxes what it stores. Where a row of numbers does not fill whole vectors, the last
 * vector overlaps the one before instead of being masked: masks are slow on JDK 17.
 */
public final class Lanes {

    public static final ClassName FLOAT_VECTOR =
            ClassName.get("jdk.incubator.vector", "FloatVector");
    public static final ClassName OPERATORS =
            ClassName.get("jdk.incubator.vector", "VectorOperators");
    public static final ClassName INT_VECTOR = ClassName.get("jdk.incubator.vector", "IntVector");
    public static final ClassName LONG_VECTOR = ClassName.get("jdk.incubator.vector", "LongVector");
    public static final ClassName SPECIES = ClassName.get("jdk.incubator.vector", "VectorSpecies");
    private static final TypeName FLOATS =
            ParameterizedTypeName.get(SPECIES, ClassName.get(Float.class));

    /** Lanes of the widest vectors that Java knows on today's machines. */
    public static final int MOST = 16;

    private Lanes() {}

    /** Whether a row of so many numbers fills a vector on every machine. */
    public static boolean fill(int numbers) {
        return numbers >= MOST;
    }

    /** {@code SPECIES.length()}, times {@code vectors}. */
    public static String length(int vectors) {
        return (vectors == 1 ? "" : vectors + " * ") + "SPECIES.length()";
    }

    /** The field that all kernels of a class use. */
    public static void addTo(TypeSpec.Builder type) {
        type.addField(
                FieldSpec.builder(FLOATS, "SPECIES", PRIVATE, STATIC, FINAL)
                        .addJavadoc(
                                "The widest vectors of this machine, of at most $L lanes.\n", MOST)
                        .initializer(
                                "$1T.SPECIES_PREFERRED.length() > $2L$W? $1T.SPECIES_512$W:"
                                        + " $1T.SPECIES_PREFERRED",
                                FLOAT_VECTOR,
                                MOST)
                        .build());
    }

    /** Whether blocks of so many vectors cover a row without overlapping, on every machine. */
    public static boolean whole(int n, int vectors) {
        return n % (MOST * vectors) == 0;
    }

    /** The numbers in a row of such blocks that do not overlap. */
    public static int padded(int n, int vectors) {
        int block = MOST * vectors;
        return (n + block - 1) / block * block;
    }

    /**
     * A loop over a row of {@code n} numbers, {@code vectors} vectors at a time; {@code name} is
     * the first number of each block. Where the last block overlaps the one before, {@code
     * nameNext} is where it would begin if it did not.
     */
    public static CodeBlock blocks(String name, int n, int vectors, CodeBlock body) {
        String step = length(vectors);
        CodeBlock.Builder code = CodeBlock.builder();
        // What is narrower than a vector has room for a whole one.
        if (whole(n, vectors) || n < MOST) {
            code.beginControlFlow("for (int $1L = 0; $1L < $2L; $1L += $3L)", name, n, step);
        } else {
            String next = name + "Next";
            code.beginControlFlow("for (int $1L = 0; $1L < $2L; $1L += $3L)", next, n, step)
                    .addStatement("int $L = Math.min($L, $L - $L)", name, next, n, step);
        }
        return code.add(body).endControlFlow().build();
    }

    /** {@code FloatVector.fromArray(SPECIES, array, index)}. */
    public static CodeBlock load(String array, Object index) {
        return CodeBlock.of("$T.fromArray(SPECIES, $L, $L)", FLOAT_VECTOR, array, index);
    }

    public static CodeBlock broadcast(CodeBlock value) {
        return CodeBlock.of("$T.broadcast(SPECIES, $L)", FLOAT_VECTOR, value);
    }

    public static CodeBlock zero() {
        return CodeBlock.of("$T.zero(SPECIES)", FLOAT_VECTOR);
    }

    /** The index {@code vector} vectors behind {@code index}. */
    public static String behind(Object index, int vector) {
        return vector == 0 ? index.toString() : index + " + " + length(vector);
    }
}
