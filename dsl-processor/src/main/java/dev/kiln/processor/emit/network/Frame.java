package dev.kiln.processor.emit.network;

import static dev.kiln.processor.emit.code.Modifiers.FINAL;
import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.PUBLIC;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.kiln.processor.graph.ModelInfo;
import dev.kiln.processor.operation.Graph;
import dev.kiln.processor.pass.ChunkSize;
import java.util.ArrayList;
import java.util.List;

/** What network and predictor have in common around their buffers. */
public final class Frame {

    /** A constant of a class file holds at most 65,535 bytes. */
    private static final int LONGEST_TEXT = 16_000;

    private static final int MOST_LABELS = 100;

    private Frame() {}

    static CodeBlock superCall(ModelInfo info, Graph graph) {
        return CodeBlock.builder()
                .addStatement(
                        "super($S, $L, $L, $T.of($L), ARCHITECTURE)",
                        info.name(),
                        ParameterFields.shape(graph.input().shape()),
                        ParameterFields.shape(graph.logits().shape()),
                        List.class,
                        labels(info.labels()))
                .build();
    }

    static FieldSpec architecture(String fingerprint) {
        return FieldSpec.builder(String.class, "ARCHITECTURE", PRIVATE, STATIC, FINAL)
                .addJavadoc("Fingerprint of layers and shapes; weight files carry it.\n")
                .initializer("$S", fingerprint)
                .build();
    }

    static FieldSpec chunk(int samples) {
        return FieldSpec.builder(int.class, "CHUNK", PRIVATE, STATIC, FINAL)
                .addJavadoc("Samples of a batch that go through the buffers together.\n")
                .initializer(
                        samples == ChunkSize.WHOLE
                                ? "Integer.MAX_VALUE"
                                : Integer.toString(samples))
                .build();
    }

    public static MethodSpec.Builder override(String name, TypeName returns) {
        return MethodSpec.methodBuilder(name)
                .addAnnotation(Override.class)
                .addModifiers(PUBLIC)
                .returns(returns);
    }

    /** Code during which no other thread may use the network. */
    static CodeBlock alone(String call, CodeBlock code) {
        return CodeBlock.builder()
                .addStatement("enter($S)", call)
                .beginControlFlow("try")
                .add(code)
                .nextControlFlow("finally")
                .addStatement("leave()")
                .endControlFlow()
                .build();
    }

    /** Returns a text, in pieces where it is too long for one constant. */
    static CodeBlock returnText(String text) {
        if (text.length() <= LONGEST_TEXT) {
            return CodeBlock.builder().addStatement("return $S", text).build();
        }
        return CodeBlock.builder()
                .addStatement("return $T.join(\"\", $L)", String.class, pieces(text))
                .build();
    }

    /** One by one, or, where there are many, as the lines of a text. */
    private static CodeBlock labels(List<String> labels) {
        if (labels.size() > MOST_LABELS && labels.stream().noneMatch(l -> l.contains("\n"))) {
            return CodeBlock.of(
                    "$T.join(\"\", $L).split(\"\\n\", -1)",
                    String.class,
                    pieces(String.join("\n", labels)));
        }
        return CodeBlock.join(labels.stream().map(l -> CodeBlock.of("$S", l)).toList(), ",$W");
    }

    private static CodeBlock pieces(String text) {
        List<CodeBlock> pieces = new ArrayList<>();
        for (int from = 0; from < text.length(); from += LONGEST_TEXT) {
            pieces.add(
                    CodeBlock.of(
                            "$S",
                            text.substring(from, Math.min(text.length(), from + LONGEST_TEXT))));
        }
        return CodeBlock.join(pieces, ", ");
    }
}
