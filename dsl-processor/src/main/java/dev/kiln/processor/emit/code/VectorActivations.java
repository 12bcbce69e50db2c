package dev.kiln.processor.emit.code;

import static dev.kiln.processor.emit.code.VectorFunctions.constant;
import static dev.kiln.processor.emit.code.VectorFunctions.function;
import static dev.kiln.processor.emit.code.VectorFunctions.literal;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.Activation.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Activations with exponentials, and their derivatives, of vectors: the operations of the runtime's
 * {@code Activations} in the same order. Of the others C2 makes vectors itself.
 */
public final class VectorActivations {

    private static final float SQRT_HALF = 0.70710677f;
    private static final float INVERSE_SQRT_TWO_PI = 0.3989423f;
    private static final float TWO_SQRT_TWO_OVER_PI = 1.5957692f;
    private static final float CUBIC = 0.044715f;

    private VectorActivations() {}

    public static boolean exists(Activation a) {
        return switch (a.kind()) {
            case ELU, SIGMOID, SILU, GELU_TANH -> true;
            default -> false;
        };
    }

    /** Where the derivative is computed with exponentials. */
    public static boolean hasDerivative(Activation a) {
        return switch (a.kind()) {
            case SILU, GELU, GELU_TANH -> true;
            default -> false;
        };
    }

    /** The method of this {@link #name} and those that it calls. */
    public static List<MethodSpec> methods(Activation a) {
        List<MethodSpec> methods = new ArrayList<>(VectorFunctions.exponentials());
        if (a.kind() == Kind.SIGMOID) {
            return methods;
        }
        methods.add(
                switch (a.kind()) {
                    case SILU ->
                            function(name(a), "x * sigmoid(x).")
                                    .addStatement("return x.mul(sigmoid(x))")
                                    .build();
                    case ELU ->
                            function(name(a), "x above 0, else alpha * (e^x - 1).")
                                    .addStatement(
                                            "return expm1(x).mul($L).blend(x, x.compare($T.GT, 0f))",
                                            literal(a.parameter()),
                                            Lanes.OPERATORS)
                                    .build();
                    case GELU_TANH ->
                            function(name(a), "The approximation of GELU by tanh.")
                                    .addStatement(
                                            "$T cubic = x.mul($L).mul(x).fma(x, x)",
                                            Lanes.FLOAT_VECTOR,
                                            literal(CUBIC))
                                    .addStatement(
                                            "return x.mul(sigmoid(cubic.mul($L)))",
                                            literal(TWO_SQRT_TWO_OVER_PI))
                                    .build();
                    default -> throw new IllegalArgumentException("no vector form of " + a);
                });
        return methods;
    }

    public static String name(Activation a) {
        return switch (a.kind()) {
            case SIGMOID -> "sigmoid";
            case SILU -> "silu";
            case GELU -> "gelu";
            case GELU_TANH -> "geluTanh";
            case ELU -> "elu" + Float.toString(a.parameter()).replaceAll("\\W", "_");
            default -> throw new IllegalArgumentException("no vector form of " + a);
        };
    }

    /** The method of this {@link #derivativeName} and those that it calls. */
    public static List<MethodSpec> derivativeMethods(Activation a) {
        List<MethodSpec> methods = new ArrayList<>(VectorFunctions.exponentials());
        if (a.kind() == Kind.GELU) {
            methods.add(VectorFunctions.erf());
        }
        methods.add(
                switch (a.kind()) {
                    case SILU -> siluDerivative(a);
                    case GELU -> geluDerivative(a);
                    case GELU_TANH -> geluTanhDerivative(a);
                    default -> throw new IllegalArgumentException("no vector form of " + a);
                });
        return methods;
    }

    public static String derivativeName(Activation a) {
        return name(a) + "Derivative";
    }

    private static MethodSpec.Builder derivative(Activation a) {
        return function(derivativeName(a), "The derivative of the activation at x.");
    }

    /** Declares sigmoid's two tails from {@code e}, and {@code s}, the one of the sign of x. */
    private static CodeBlock tails(String x) {
        return CodeBlock.builder()
                .addStatement("$T upper = $L.div(e.add(1f))", Lanes.FLOAT_VECTOR, constant(1f))
                .addStatement("$T lower = e.mul(upper)", Lanes.FLOAT_VECTOR)
                .addStatement(
                        "$T s = upper.blend(lower, $L.compare($T.LT, 0f))",
                        Lanes.FLOAT_VECTOR,
                        x,
                        Lanes.OPERATORS)
                .build();
    }

    private static MethodSpec siluDerivative(Activation a) {
        return derivative(a)
                .addStatement("$T e = exp(x.abs().neg())", Lanes.FLOAT_VECTOR)
                .addCode(tails("x"))
                .addStatement("return x.fma(upper.mul(lower), s)")
                .build();
    }

    private static MethodSpec geluDerivative(Activation a) {
        return derivative(a)
                .addStatement("$T c = x.min(15f).max(-15f)", Lanes.FLOAT_VECTOR)
                .addStatement(
                        "$T distribution = erf(c.mul($L)).add(1f).mul(0.5f)",
                        Lanes.FLOAT_VECTOR,
                        literal(SQRT_HALF))
                .addStatement(
                        "$T density = exp(c.mul(c).mul(-0.5f)).mul($L)",
                        Lanes.FLOAT_VECTOR,
                        literal(INVERSE_SQRT_TWO_PI))
                .addStatement("return c.fma(density, distribution)")
                .build();
    }

    private static MethodSpec geluTanhDerivative(Activation a) {
        return derivative(a)
                .addStatement("$T c = x.min(15f).max(-15f)", Lanes.FLOAT_VECTOR)
                .addStatement("$T square = c.mul(c)", Lanes.FLOAT_VECTOR)
                .addStatement(
                        "$T doubled = square.mul($L).fma(c, c).mul($L)",
                        Lanes.FLOAT_VECTOR,
                        literal(CUBIC),
                        literal(TWO_SQRT_TWO_OVER_PI))
                .addStatement(
                        "$T slope = $L.fma(square, $L).mul($L)",
                        Lanes.FLOAT_VECTOR,
                        constant(3f * CUBIC),
                        constant(1f),
                        literal(TWO_SQRT_TWO_OVER_PI))
                .addStatement("$T e = exp(doubled.abs().neg())", Lanes.FLOAT_VECTOR)
                .addCode(tails("c"))
                .addStatement("return c.mul(slope).fma(upper.mul(lower), s)")
                .build();
    }
}
