package dev.kiln.processor.emit.vector;

import static dev.kiln.processor.emit.Modifiers.FINAL;
import static dev.kiln.processor.emit.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.Modifiers.STATIC;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;

/**
 * The vectors that generated code works with: as wide as the machine has them, but no wider than a
 * row of numbers is long, so that the last vector of a row can overlap the one before instead of
 * being masked. Masks are slow on JDK 17.
 */
final class Lanes {

    static final ClassName FLOAT_VECTOR = ClassName.get("jdk.incubator.vector", "FloatVector");
    private static final ClassName SPECIES = ClassName.get("jdk.incubator.vector", "VectorSpecies");
    private static final TypeName FLOATS =
            ParameterizedTypeName.get(SPECIES, ClassName.get(Float.class));

    /** Of the widest vectors that Java knows on today's machines. */
    static final int MOST = 16;

    private static final int LEAST = 4;

    private Lanes() {}

    /** Whether a row of so many numbers fills the narrowest vector. */
    static boolean fill(int numbers) {
        return numbers >= LEAST;
    }

    /** Lanes, at most, of vectors that a row of so many numbers fills. */
    static int of(int numbers) {
        return Math.min(MOST, Integer.highestOneBit(numbers));
    }

    /** The field that holds the species for rows of so many numbers. */
    static String species(int numbers) {
        return "UP_TO_" + of(numbers);
    }

    /** {@code UP_TO_16.length()}, times {@code vectors}. */
    static String length(int numbers, int vectors) {
        return (vectors == 1 ? "" : vectors + " * ") + species(numbers) + ".length()";
    }

    /** The fields and what fills them. */
    static void addTo(TypeSpec.Builder type) {
        for (int lanes = MOST; lanes >= LEAST; lanes /= 2) {
            type.addField(
                    FieldSpec.builder(FLOATS, "UP_TO_" + lanes, PRIVATE, STATIC, FINAL)
                            .initializer("widest($L)", lanes)
                            .build());
        }
        type.addMethod(
                MethodSpec.methodBuilder("widest")
                        .addJavadoc(
                                "The widest vectors of this machine with at most so many lanes.\n")
                        .addModifiers(PRIVATE, STATIC)
                        .returns(FLOATS)
                        .addParameter(int.class, "lanes")
                        .addStatement(
                                "int most = Math.min(lanes, $T.SPECIES_PREFERRED.length())",
                                FLOAT_VECTOR)
                        .addStatement(
                                "return most >= 16 ? $1T.SPECIES_512 : most >= 8 ? $1T.SPECIES_256 :"
                                        + " $1T.SPECIES_128",
                                FLOAT_VECTOR)
                        .build());
    }

    /** Whether blocks of so many vectors cover a row without overlapping, on every machine. */
    static boolean whole(int n, int vectors) {
        return n % (of(n) * vectors) == 0;
    }

    /** The numbers in a row of such blocks that do not overlap. */
    static int padded(int n, int vectors) {
        int block = of(n) * vectors;
        return (n + block - 1) / block * block;
    }

    /**
     * A loop over a row of {@code n} numbers, {@code vectors} vectors at a time; {@code name} is
     * the first number of each block. Where the last block overlaps the one before, {@code
     * nameNext} is where it would begin if it did not.
     */
    static CodeBlock blocks(String name, int n, int vectors, CodeBlock body) {
        String step = length(n, vectors);
        boolean whole = whole(n, vectors);
        CodeBlock.Builder code = CodeBlock.builder();
        if (whole) {
            code.beginControlFlow("for (int $1L = 0; $1L < $2L; $1L += $3L)", name, n, step);
        } else {
            String next = name + "Next";
            code.beginControlFlow("for (int $1L = 0; $1L < $2L; $1L += $3L)", next, n, step)
                    .addStatement("int $L = Math.min($L, $L - $L)", name, next, n, step);
        }
        return code.add(body).endControlFlow().build();
    }

    /** {@code FloatVector.fromArray(UP_TO_16, array, index)}. */
    static CodeBlock load(int numbers, String array, Object index) {
        return CodeBlock.of(
                "$T.fromArray($L, $L, $L)", FLOAT_VECTOR, species(numbers), array, index);
    }

    static CodeBlock broadcast(int numbers, CodeBlock value) {
        return CodeBlock.of("$T.broadcast($L, $L)", FLOAT_VECTOR, species(numbers), value);
    }

    static CodeBlock zero(int numbers) {
        return CodeBlock.of("$T.zero($L)", FLOAT_VECTOR, species(numbers));
    }

    /** The index {@code vector} vectors behind {@code index}. */
    static String behind(Object index, int numbers, int vector) {
        return vector == 0 ? index.toString() : index + " + " + length(numbers, vector);
    }
}
