package dev.kiln.processor.emit.kernel.loss;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.ActivationCode;
import dev.kiln.processor.emit.code.Choice;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.graph.kernel.CrossEntropy;
import dev.kiln.processor.graph.kernel.LabelWeights;
import java.util.ArrayList;
import java.util.List;

/** Softmax and cross-entropy in one go. */
public final class PlainCrossEntropy {

    private final CrossEntropy kernel;
    private final CrossEntropyCode parts;

    private PlainCrossEntropy(CrossEntropy kernel) {
        this.kernel = kernel;
        this.parts = new CrossEntropyCode(kernel);
    }

    /** The method, and the look-up of class weights where that is one of its own. */
    static List<MethodSpec> methods(CrossEntropy k, MethodSpec.Builder signature) {
        List<MethodSpec> methods = new ArrayList<>();
        methods.add(signature.addCode(body(k)).build());
        CrossEntropyCode.weightMethod(k).ifPresent(methods::add);
        return methods;
    }

    private static CodeBlock body(CrossEntropy kernel) {
        return new PlainCrossEntropy(kernel).code();
    }

    private CodeBlock code() {
        CodeBlock.Builder code = CodeBlock.builder();
        code.beginControlFlow("for (int sample = 0; sample < samples; sample++)");
        code.addStatement("int from = sample * $L", kernel.classes());
        code.addStatement("int label = labels[sample]");
        code.add(maximum());
        code.add(Comment.of("Less the maximum, no power overflows and their sum is at least 1."));
        code.addStatement("float target = logits[from + label] - maximum");
        code.add(sumOfPowers());
        code.add(parts.loss());
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
        if (parts.smooth()) {
            code.addStatement("double others = 0.0");
        }
        code.add(openClasses());
        code.addStatement("float x = logits[from + i] - maximum");
        code.addStatement("float power = $T.exp(x)", ActivationCode.ELEMENTARY);
        code.addStatement("sum += power");
        if (parts.smooth()) {
            code.add(parts.weighted() ? parts.weight("i") : CodeBlock.of(""));
            code.addStatement(parts.weighted() ? "others += (double) weight * x" : "others += x");
        }
        if (kernel.withGradient()) {
            code.addStatement("logitsGradient[from + i] = power");
        }
        return code.endControlFlow().build();
    }

    private CodeBlock gradient() {
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(Comment.of("The gradient: the softmax less the target."));
        code.add(parts.share());
        code.add(openClasses());
        if (parts.smooth()) {
            code.add(parts.weighted() ? parts.otherWeight() : CodeBlock.of(""));
            code.addStatement(
                    "logitsGradient[from + i] = logitsGradient[from + i] * share - $L",
                    parts.everyTarget());
        } else {
            code.addStatement("logitsGradient[from + i] *= share");
        }
        code.endControlFlow();
        return code.add(parts.rightTarget()).build();
    }

    private CodeBlock openClasses() {
        return CodeBlock.builder()
                .beginControlFlow("for (int i = 0; i < $L; i++)", kernel.classes())
                .build();
    }

    /** The sum of the weights of the labels of a batch. */
    public static CodeBlock labelWeights(LabelWeights kernel) {
        return CodeBlock.builder()
                .addStatement("double sum = 0.0")
                .beginControlFlow("for (int sample = 0; sample < samples; sample++)")
                .add(new Choice(kernel.classWeights()).declare("weight", "labels[sample]"))
                .addStatement("sum += weight")
                .endControlFlow()
                .addStatement("return sum")
                .build();
    }
}
