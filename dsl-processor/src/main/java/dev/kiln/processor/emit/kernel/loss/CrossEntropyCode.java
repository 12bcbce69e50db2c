package dev.kiln.processor.emit.kernel.loss;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.Choice;
import dev.kiln.processor.graph.kernel.CrossEntropy;
import java.util.Optional;

/**
 * What is written of a sample's cross-entropy when its sums are known, the same in every form. With
 * W = sum q w over the classes, the loss is {@code W log(sum exp(x)) - sum q w x}, where x is the
 * logit minus the row's maximum, and its gradient is {@code W p - q w}.
 */
public final class CrossEntropyCode {

    /** So many different weights are looked up in place. */
    private static final int FEW = 16;

    private final CrossEntropy kernel;

    /**
     * What the right class has of the target beyond what every class has, and what every class has.
     */
    private final double right;

    private final double every;

    public CrossEntropyCode(CrossEntropy kernel) {
        this.kernel = kernel;
        // Through the decimal text, so that 0.1f counts as a tenth.
        double smoothing = Double.parseDouble(Float.toString(kernel.smoothing()));
        right = 1 - smoothing;
        every = smoothing / kernel.classes();
    }

    public boolean weighted() {
        return !kernel.classWeights().isEmpty();
    }

    /** Whether every class has a share of the target; then the sum {@code others} is needed. */
    public boolean smooth() {
        return kernel.smoothing() != 0;
    }

    /** Writes the loss, from the sums of a row and {@code target}, the right class's x. */
    public CodeBlock loss() {
        CodeBlock.Builder code = CodeBlock.builder();
        String mass = "1.0";
        if (weighted()) {
            code.add(weight("label"));
            mass = smooth() ? "mass" : "weight";
            if (smooth()) {
                code.addStatement("double mass = $L * weight + $L", right, every * totalWeight());
            }
        }
        String log = "StrictMath.log(sum)";
        String target =
                (smooth() ? right + " * " : "") + (weighted() ? "weight * " : "") + "target";
        code.addStatement(
                "losses[sample] = $L - $L$L",
                mass.equals("1.0") ? log : mass + " * " + log,
                target,
                smooth() ? " - " + every + " * others" : "");
        return code.build();
    }

    /** Declares {@code share}, by which the powers become the first part of the gradient. */
    public CodeBlock share() {
        return CodeBlock.builder()
                .addStatement(
                        "float share = (float) ($L / (sum * divisor))",
                        !weighted() ? "1.0" : smooth() ? "mass" : "weight")
                .build();
    }

    /** What is taken off the gradient by every class; reads {@link #otherWeight} if weighted. */
    public CodeBlock everyTarget() {
        return CodeBlock.of("(float) ($L$L / divisor)", every, weighted() ? " * other" : "");
    }

    /** What is taken off the gradient by the right class, besides. */
    public CodeBlock rightTarget() {
        String mass =
                weighted() ? (smooth() ? right + " * weight" : "weight") : Double.toString(right);
        return CodeBlock.builder()
                .addStatement("logitsGradient[from + label] -= (float) ($L / divisor)", mass)
                .build();
    }

    /** Declares the weight of a class. */
    public CodeBlock weight(String index) {
        return lookUp("weight", index);
    }

    /** Declares the weight of class {@code i}; that of the label is called {@code weight}. */
    public CodeBlock otherWeight() {
        return lookUp("other", "i");
    }

    private CodeBlock lookUp(String name, String index) {
        return weightMethod(kernel).isPresent()
                ? CodeBlock.of("float $L = $LWeight($L);\n", name, kernel.name(), index)
                : new Choice(kernel.classWeights()).declare(name, index);
    }

    /** The look-up as a method of its own, where it would be written more than once and is long. */
    public static Optional<MethodSpec> weightMethod(CrossEntropy kernel) {
        if (kernel.classWeights().stream().distinct().count() <= FEW) {
            return Optional.empty();
        }
        return Optional.of(
                MethodSpec.methodBuilder(kernel.name() + "Weight")
                        .addJavadoc("The weight of a class of {@link #$L}.\n", kernel.name())
                        .addModifiers(PRIVATE, STATIC)
                        .returns(float.class)
                        .addParameter(int.class, "label")
                        .addCode(new Choice(kernel.classWeights()).declare("weight", "label"))
                        .addStatement("return weight")
                        .build());
    }

    private double totalWeight() {
        return kernel.classWeights().stream().mapToDouble(Float::doubleValue).sum();
    }
}
