package dev.kiln.processor.emit.kernel.winograd;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.emit.code.Transposed;
import dev.kiln.processor.graph.kernel.WinogradTiling;
import dev.kiln.processor.graph.kernel.WinogradWeights;
import java.util.ArrayList;
import java.util.List;

/** Transforms the weights of 3x3 convolutions with lanes across the channels of the result. */
public final class VectorWinogradWeights {

    private static final int TAPS = 9;

    private VectorWinogradWeights() {}

    /** What is transformed in place must not be read twice, by vectors that overlap. */
    public static boolean exists(WinogradWeights k) {
        return Lanes.whole(k.results(), 1);
    }

    public static List<MethodSpec> methods(WinogradWeights k, MethodSpec.Builder signature) {
        String ofChannel = k.name() + "OfChannel";
        // Where the last positions will be: each column is read before it is overwritten.
        int transposed = (WinogradTiling.POSITIONS - TAPS) * k.pitch();
        int last = WinogradTiling.POSITIONS - 1;
        int size = k.channels() * k.results();
        if (k.turned()) {
            signature.addCode(Comment.of("Taps from the last to the first, channels transposed."));
            signature.addCode(
                    Transposed.code(
                            TAPS,
                            k.results(),
                            k.channels(),
                            new Transposed.Target("transformed", last * k.pitch(), -k.pitch())));
        }
        signature.addCode(
                CodeBlock.builder()
                        .beginControlFlow(
                                "for (int channel = 0; channel < $L; channel++)", k.channels())
                        .addStatement(
                                "$L($L, $L,$Wtransformed, $L)",
                                ofChannel,
                                k.turned() ? "transformed" : "weight",
                                Index.of("channel", k.results()).plus(k.turned() ? transposed : 0),
                                Index.of("channel", k.results()))
                        .endControlFlow()
                        .build());
        List<MethodSpec> methods = new ArrayList<>();
        methods.add(signature.build());
        methods.addAll(
                new WinogradTransforms(ofChannel, k.results(), k.pitch())
                        .weights(k.turned() ? k.pitch() : size));
        return methods;
    }
}
