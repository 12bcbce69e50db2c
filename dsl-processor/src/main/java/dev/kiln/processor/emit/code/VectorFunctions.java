package dev.kiln.processor.emit.code;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import java.util.List;

/**
 * Exponentials and their like as methods of vectors, each the same operations in the same order as
 * the method of this name in the runtime's {@code Elementary}. C2 makes no vectors of those with a
 * power of two, because its bits are put together as an integer.
 */
public final class VectorFunctions {

    private static final float LOG2_E = 1.442695f;
    private static final float LN2_HIGH = 0.6931471f;
    private static final float LN2_LOW = 5.769999e-8f;
    private static final float ROUNDING = 12582912f;

    /** The method that all exponentials call; the only one of vectors of integers. */
    public static final String POWER = "power";

    private VectorFunctions() {}

    /** Those of exponentials. */
    static List<MethodSpec> exponentials() {
        return List.of(power(), exp(), expm1(), sigmoid());
    }

    public static MethodSpec power() {
        return MethodSpec.methodBuilder(POWER)
                .addJavadoc("2 to the power of an exponent.\n")
                .addModifiers(PRIVATE, STATIC)
                .returns(Lanes.FLOAT_VECTOR)
                .addParameter(Lanes.INT_VECTOR, "exponent")
                .addStatement(
                        "return exponent.add(127).lanewise($T.LSHL, 23).reinterpretAsFloats()",
                        Lanes.OPERATORS)
                .build();
    }

    public static MethodSpec exp() {
        return function("exp", "e to the power x.")
                .addCode(reduced("-104f"))
                .addStatement(
                        "$T half = exponent.lanewise($T.ASHR, 1)",
                        Lanes.INT_VECTOR,
                        Lanes.OPERATORS)
                .addCode(
                        horner(
                                "p",
                                "r",
                                0.0013843462f,
                                0.008374318f,
                                0.041668013f,
                                0.16666429f,
                                0.49999994f,
                                1f,
                                1f))
                .addStatement("return p.mul(power(half)).mul(power(exponent.sub(half)))")
                .build();
    }

    private static MethodSpec expm1() {
        return function("expm1", "e to the power x, minus 1.")
                .addCode(reduced("-25f"))
                .addCode(
                        horner(
                                "q",
                                "r",
                                1.9907822e-4f,
                                0.0013933823f,
                                0.008333285f,
                                0.041666463f,
                                0.16666667f,
                                0.5f))
                .addStatement("$T p = r.mul(r.fma(q, $L))", Lanes.FLOAT_VECTOR, constant(1f))
                .addStatement("$T scale = power(exponent.sub(1))", Lanes.FLOAT_VECTOR)
                .addStatement(
                        "$T scaled = scale.fma(p, scale.sub(0.5f)).mul(2f)", Lanes.FLOAT_VECTOR)
                .addStatement("return scaled.blend(p, n.compare($T.EQ, 0f))", Lanes.OPERATORS)
                .build();
    }

    private static MethodSpec sigmoid() {
        return function("sigmoid", "1 / (1 + e^-x).")
                .addStatement("$T e = exp(x.abs().neg())", Lanes.FLOAT_VECTOR)
                .addStatement("$T upper = $L.div(e.add(1f))", Lanes.FLOAT_VECTOR, constant(1f))
                .addStatement(
                        "return upper.blend(e.mul(upper), x.compare($T.LT, 0f))", Lanes.OPERATORS)
                .build();
    }

    /** The error function, between -1 and 1. */
    static MethodSpec erf() {
        return function("erf", "The error function.")
                .addStatement("$T clamped = x.min(3.9242f).max(-3.9242f)", Lanes.FLOAT_VECTOR)
                .addStatement("$T z = clamped.mul(clamped)", Lanes.FLOAT_VECTOR)
                .addCode(
                        horner(
                                "p",
                                "z",
                                2.0467564e-6f,
                                2.848424e-4f,
                                0.0037710993f,
                                0.05276493f,
                                0.19055569f,
                                1.1283791f))
                .addCode(
                        horner(
                                "q",
                                "z",
                                3.8055074e-5f,
                                0.0011635653f,
                                0.014980266f,
                                0.11416759f,
                                0.50220823f,
                                1f))
                .addStatement("return clamped.mul(p.div(q)).min(1f).max(-1f)")
                .build();
    }

    static MethodSpec.Builder function(String name, String comment) {
        return MethodSpec.methodBuilder(name)
                .addJavadoc(comment + "\n")
                .addModifiers(PRIVATE, STATIC)
                .returns(Lanes.FLOAT_VECTOR)
                .addParameter(Lanes.FLOAT_VECTOR, "x");
    }

    /** x = n ln 2 + r: declares n, its integer {@code exponent}, and r. */
    private static CodeBlock reduced(String lowest) {
        return CodeBlock.builder()
                .addStatement("$T clamped = x.min(89f).max($L)", Lanes.FLOAT_VECTOR, lowest)
                .addStatement(
                        "$T shifted = clamped.fma($L,$W$L)",
                        Lanes.FLOAT_VECTOR,
                        constant(LOG2_E),
                        constant(ROUNDING))
                .addStatement("$T n = shifted.sub($L)", Lanes.FLOAT_VECTOR, literal(ROUNDING))
                .addStatement("$T r = n.fma($L, clamped)", Lanes.FLOAT_VECTOR, constant(-LN2_HIGH))
                .addStatement("r = n.fma($L, r)", constant(-LN2_LOW))
                .addStatement(
                        "$T exponent = shifted.reinterpretAsInts().sub(0x4B400000)",
                        Lanes.INT_VECTOR)
                .build();
    }

    private static CodeBlock horner(String name, String x, float... coefficients) {
        CodeBlock.Builder code = CodeBlock.builder();
        code.addStatement("$T $L = $L", Lanes.FLOAT_VECTOR, name, constant(coefficients[0]));
        for (int i = 1; i < coefficients.length; i++) {
            code.addStatement("$1L = $1L.fma($2L, $3L)", name, x, constant(coefficients[i]));
        }
        return code.build();
    }

    static CodeBlock constant(float number) {
        return Lanes.broadcast(CodeBlock.of("$L", literal(number)));
    }

    public static String literal(float number) {
        return number + "f";
    }
}
