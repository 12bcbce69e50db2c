package dev.kiln.processor.emit.kernel.winograd;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Epilogue;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.emit.code.RegisterBlocking;
import dev.kiln.processor.emit.code.Sizes;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.WinogradTiling;
import java.util.ArrayList;
import java.util.List;

/**
 * The products of patches and gradients at each of the 36 positions: the sums of a few channels and
 * filters stay in registers while tiles go by.
 */
public record WinogradGradientProduct(String name, int channels, int filters, Places places) {

    /** In {@code scratch}, where sums are first, and the distance of two positions. */
    record Places(int sumPitch, int patches, int patchPitch, int gradients, int gradientPitch) {}

    private RegisterBlocking choice() {
        RegisterBlocking best = RegisterBlocking.of(channels, filters, 1, 1);
        int vectors = best.vectors();
        // Vectors that overlap would add twice.
        while (!Lanes.whole(filters, vectors)) {
            vectors--;
        }
        return vectors == best.vectors()
                ? best
                : RegisterBlocking.of(channels, Lanes.MOST * vectors, 1, 1);
    }

    /** {@code nameProducts(tiles, scratch)}. */
    MethodSpec method() {
        int some = choice().positions();
        int whole = channels - channels % some;
        CodeBlock.Builder calls = CodeBlock.builder();
        calls.beginControlFlow("for (int channel = 0; channel < $L; channel += $L)", whole, some)
                .add(call("channel", some))
                .endControlFlow();
        if (whole < channels) {
            calls.add(call(Integer.toString(whole), channels - whole));
        }
        return MethodSpec.methodBuilder(name + "Products")
                .addJavadoc("Adds the products of some tiles to the sums of all positions.\n")
                .addModifiers(PRIVATE, STATIC)
                .addParameter(int.class, "tiles")
                .addParameter(float[].class, "scratch")
                .addCode(
                        new Sizes()
                                .number(places.sumPitch, "from position to position of the sums")
                                .number(places.patchPitch, "of the patches")
                                .number(places.gradientPitch, "of the gradients")
                                .number(places.patches, "where patches begin in scratch")
                                .number(places.gradients, "where gradients begin")
                                .comment())
                .beginControlFlow(
                        "for (int position = 0; position < $L; position++)",
                        WinogradTiling.POSITIONS)
                .addCode(Lanes.blocks("lane", filters, choice().vectors(), calls.build()))
                .endControlFlow()
                .build();
    }

    private CodeBlock call(String channel, int some) {
        Index from = Index.of("position", places.patchPitch).plus(channel, 1).plus(places.patches);
        Index slope =
                Index.of("position", places.gradientPitch).plus("lane", 1).plus(places.gradients);
        Index to = Index.of("position", places.sumPitch).plus(channel, filters).plus("lane", 1);
        return CodeBlock.builder()
                .addStatement("$L(tiles, scratch,$W$L,$W$L,$W$L)", tile(some), from, slope, to)
                .build();
    }

    private String tile(int some) {
        return name + "Tile" + some;
    }

    List<MethodSpec> tiles() {
        List<MethodSpec> methods = new ArrayList<>();
        int some = choice().positions();
        methods.add(tileMethod(some));
        if (channels % some > 0) {
            methods.add(tileMethod(channels % some));
        }
        return methods;
    }

    private MethodSpec tileMethod(int some) {
        int vectors = choice().vectors();
        return MethodSpec.methodBuilder(tile(some))
                .addJavadoc(
                        "$L channels, $L of filters.\n",
                        some,
                        vectors == 1 ? "a vector" : vectors + " vectors")
                .addModifiers(PRIVATE, STATIC)
                .addParameter(int.class, "tiles")
                .addParameter(float[].class, "scratch")
                .addParameter(int.class, "from")
                .addParameter(int.class, "slope")
                .addParameter(int.class, "to")
                .addCode(body(some, vectors))
                .build();
    }

    private CodeBlock body(int some, int vectors) {
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(Comment.of("Sums go on from what is there."));
        for (int c = 0; c < some; c++) {
            for (int v = 0; v < vectors; v++) {
                code.addStatement(
                        "$T sum$L_$L = $L",
                        Lanes.FLOAT_VECTOR,
                        c,
                        v,
                        Lanes.load("scratch", at(c, v)));
            }
        }
        code.beginControlFlow("for (int tile = 0; tile < tiles; tile++)");
        code.addStatement("int x = $L", Index.of("from", 1).plus("tile", channels));
        code.addStatement("int g = $L", Index.of("slope", 1).plus("tile", filters));
        for (int v = 0; v < vectors; v++) {
            code.addStatement(
                    "$T g$L = $L",
                    Lanes.FLOAT_VECTOR,
                    v,
                    Lanes.load("scratch", Lanes.behind("g", v)));
        }
        for (int c = 0; c < some; c++) {
            code.addStatement(
                    "$T x$L = $L",
                    Lanes.FLOAT_VECTOR,
                    c,
                    Lanes.broadcast(CodeBlock.of("scratch[$L]", Index.of("x", 1).plus(c))));
            for (int v = 0; v < vectors; v++) {
                code.addStatement("sum$1L_$2L = x$1L.fma(g$2L, sum$1L_$2L)", c, v);
            }
        }
        code.endControlFlow();
        for (int c = 0; c < some; c++) {
            for (int v = 0; v < vectors; v++) {
                code.add(Epilogue.store(Activation.NONE, "sum" + c + "_" + v, "scratch", at(c, v)));
            }
        }
        return code.build();
    }

    private String at(int channel, int vector) {
        return Lanes.behind(Index.of("to", 1).plus(channel * filters), vector);
    }
}
