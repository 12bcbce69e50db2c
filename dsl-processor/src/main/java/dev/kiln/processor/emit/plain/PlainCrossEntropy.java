package dev.kiln.processor.emit.plain;

import static dev.kiln.processor.emit.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.graph.kernel.CrossEntropy;
import dev.kiln.processor.graph.kernel.LabelWeights;
import java.util.Optional;

/**
 * Softmax and cross-entropy in one go. With W = sum q w over the classes, a row's loss is {@code W
 * log(sum exp(x)) - sum q w x}, where x is the logit minus the row's maximum, and its gradient is
 * {@code W p - q w}.
 */
final class PlainCrossEntropy {

    /** So many different weights are looked up in place. */
    private static final int FEW = 16;

    private final CrossEntropy kernel;
    private final boolean weighted;
    private final boolean smooth;

    /**
     * What the right class has of the target beyond what every class has, and what every class has.
     */
    private final double right;

    private final double every;

    private PlainCrossEntropy(CrossEntropy kernel) {
        this.kernel = kernel;
        weighted = !kernel.classWeights().isEmpty();
        smooth = kernel.smoothing() != 0;
        // Through the decimal text, so that 0.1f counts as a tenth.
        double smoothing = Double.parseDouble(Float.toString(kernel.smoothing()));
        right = 1 - smoothing;
        every = smoothing / kernel.classes();
    }

    static CodeBlock body(CrossEntropy kernel) {
        return new PlainCrossEntropy(kernel).code();
    }

    private CodeBlock code() {
        CodeBlock.Builder code = CodeBlock.builder();
        code.beginControlFlow("for (int sample = 0; sample < samples; sample++)");
        code.addStatement("int from = sample * $L", kernel.classes());
        code.addStatement("int label = labels[sample]");
        code.add(maximum());
        code.add("// Less the maximum, no power overflows and their sum is at least 1.\n");
        code.addStatement("float target = logits[from + label] - maximum");
        code.add(sumOfPowers());
        code.add(addLoss());
        if (kernel.withGradient()) {
            code.add(gradient());
        }
        return code.endControlFlow().build();
    }

    private CodeBlock maximum() {
        return CodeBlock.builder()
                .addStatement("float maximum = logits[from]")
                .beginControlFlow("for (int i = 1; i < $L; i++)", kernel.classes())
                .addStatement("maximum = Math.max(maximum, logits[from + i])")
                .endControlFlow()
                .build();
    }

    private CodeBlock sumOfPowers() {
        CodeBlock.Builder code = CodeBlock.builder();
        code.addStatement("double sum = 0.0");
        if (smooth) {
            code.addStatement("double others = 0.0");
        }
        code.add(openClasses());
        code.addStatement("float x = logits[from + i] - maximum");
        code.addStatement("float power = $T.exp(x)", ActivationCode.ELEMENTARY);
        code.addStatement("sum += power");
        if (smooth) {
            code.add(weighted ? weight("i") : CodeBlock.of(""));
            code.addStatement(weighted ? "others += (double) weight * x" : "others += x");
        }
        if (kernel.withGradient()) {
            code.addStatement("logitsGradient[from + i] = power");
        }
        return code.endControlFlow().build();
    }

    private CodeBlock addLoss() {
        CodeBlock.Builder code = CodeBlock.builder();
        String mass = "1.0";
        if (weighted) {
            code.add(weight("label"));
            mass = smooth ? "mass" : "weight";
            if (smooth) {
                code.addStatement("double mass = $L * weight + $L", right, every * totalWeight());
            }
        }
        String log = "StrictMath.log(sum)";
        String target = (smooth ? right + " * " : "") + (weighted ? "weight * " : "") + "target";
        code.addStatement(
                "losses[sample] = $L - $L$L",
                mass.equals("1.0") ? log : mass + " * " + log,
                target,
                smooth ? " - " + every + " * others" : "");
        return code.build();
    }

    private CodeBlock gradient() {
        CodeBlock.Builder code = CodeBlock.builder();
        code.addStatement(
                "float share = (float) ($L / (sum * divisor))",
                !weighted ? "1.0" : smooth ? "mass" : "weight");
        code.add(openClasses());
        if (!smooth) {
            code.addStatement("logitsGradient[from + i] *= share");
        } else if (weighted) {
            code.add(innerWeight());
            code.addStatement(
                    "logitsGradient[from + i] ="
                            + " logitsGradient[from + i] * share - (float) ($L * other / divisor)",
                    every);
        } else {
            code.addStatement(
                    "logitsGradient[from + i] ="
                            + " logitsGradient[from + i] * share - (float) ($L / divisor)",
                    every);
        }
        code.endControlFlow();
        String mass = weighted ? (smooth ? right + " * weight" : "weight") : Double.toString(right);
        code.addStatement("logitsGradient[from + label] -= (float) ($L / divisor)", mass);
        return code.build();
    }

    private CodeBlock openClasses() {
        return CodeBlock.builder()
                .beginControlFlow("for (int i = 0; i < $L; i++)", kernel.classes())
                .build();
    }

    private CodeBlock weight(String index) {
        return lookUp("weight", index);
    }

    /** The weight of the label is already called {@code weight}. */
    private CodeBlock innerWeight() {
        return lookUp("other", "i");
    }

    private CodeBlock lookUp(String name, String index) {
        return weightMethod(kernel).isPresent()
                ? CodeBlock.of("float $L = $LWeight($L);\n", name, kernel.name(), index)
                : new Choice(kernel.classWeights()).declare(name, index);
    }

    /** The look-up as a method of its own, where it would be written more than once and is long. */
    static Optional<MethodSpec> weightMethod(CrossEntropy kernel) {
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

    /** The sum of the weights of the labels of a batch. */
    static CodeBlock labelWeights(LabelWeights kernel) {
        return CodeBlock.builder()
                .addStatement("double sum = 0.0")
                .beginControlFlow("for (int sample = 0; sample < samples; sample++)")
                .add(new Choice(kernel.classWeights()).declare("weight", "labels[sample]"))
                .addStatement("sum += weight")
                .endControlFlow()
                .addStatement("return sum")
                .build();
    }

    private double totalWeight() {
        return kernel.classWeights().stream().mapToDouble(Float::doubleValue).sum();
    }
}
