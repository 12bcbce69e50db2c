package dev.kiln.processor.emit.kernel.elementwise;

import static dev.kiln.processor.emit.code.Modifiers.FINAL;
import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.emit.code.VectorFunctions;
import dev.kiln.processor.graph.kernel.Dropout;
import java.util.List;

/**
 * Dropout with the random words of the runtime's {@code Philox} in vectors. The four words of a
 * block lie in two neighboring lanes of 64 bits, in the order of the elements that they belong to:
 * so a round is one product of each lane, whose halves change places with those of the neighbor,
 * and the words meet their elements without being moved. Elements outside of whole vectors are left
 * to the runtime.
 */
public final class VectorDropout {

    private static final ClassName MASK = ClassName.get("jdk.incubator.vector", "VectorMask");
    private static final ClassName SHUFFLE = ClassName.get("jdk.incubator.vector", "VectorShuffle");

    private VectorDropout() {}

    /** What the method that all kernels share needs. */
    public static void addFields(TypeSpec.Builder type) {
        type.addField(
                field(Lanes.SPECIES, "LONGS")
                        .addJavadoc("Lanes of 64 bits in the same vectors.\n")
                        .initializer("$T.of(long.class, SPECIES.vectorShape())", Lanes.SPECIES)
                        .build());
        type.addField(
                field(MASK, "EVEN_LONGS")
                        .addJavadoc("The lanes with the first two words of a block.\n")
                        .initializer("$T.fromLong(LONGS, 0x55)", MASK)
                        .build());
        type.addField(
                field(SHUFFLE, "SWAP_LONGS")
                        .addJavadoc("Exchanges neighboring lanes.\n")
                        .initializer("$T.fromOp(LONGS, lane ->$Wlane ^ 1)", SHUFFLE)
                        .build());
    }

    private static FieldSpec.Builder field(ClassName type, String name) {
        return FieldSpec.builder(
                ParameterizedTypeName.get(type, ClassName.get(Long.class)),
                name,
                PRIVATE,
                STATIC,
                FINAL);
    }

    public static List<MethodSpec> methods(Dropout k, MethodSpec.Builder signature) {
        return List.of(
                signature
                        .addStatement(
                                "dropout(input, output, $L,$W$L, $L,$Wseed, step, $L)",
                                Index.of("samples", k.size()),
                                Index.of("first", k.size()),
                                VectorFunctions.literal(k.rate()),
                                k.number())
                        .build(),
                sweep());
    }

    private static MethodSpec sweep() {
        return MethodSpec.methodBuilder("dropout")
                .addJavadoc(
                        "Drops elements; a pair of lanes of 64 bits holds the four random words of a"
                                + " block.\n")
                .addModifiers(PRIVATE, STATIC)
                .addParameter(float[].class, "input")
                .addParameter(float[].class, "output")
                .addParameter(int.class, "count")
                .addParameter(int.class, "position")
                .addParameter(float.class, "rate")
                .addParameter(long.class, "seed")
                .addParameter(long.class, "step")
                .addParameter(int.class, "number")
                .addComment("Up to the next block; vectors of 128 bits have too few lanes.")
                .addStatement("int length = SPECIES.length()")
                .addStatement(
                        "int begin = length < 8 ? count : Math.min(count, (4 - position % 4) % 4)")
                .addStatement("int end = begin + (count - begin) / length * length")
                .addStatement(rest("0", "begin"))
                .addCode(constants())
                .beginControlFlow("for (int i = begin; i < end; i += length)")
                .addCode(words())
                .addStatement(
                        "$T kept = words.reinterpretAsInts().add($T.MIN_VALUE).compare($T.GE,"
                                + " threshold)",
                        ParameterizedTypeName.get(MASK, ClassName.get(Integer.class)),
                        Integer.class,
                        Lanes.OPERATORS)
                .addStatement("$T x = $L.mul(scale)", Lanes.FLOAT_VECTOR, Lanes.load("input", "i"))
                .addStatement("$L.blend(x, kept.cast(SPECIES)).intoArray(output, i)", Lanes.zero())
                .addStatement("counter = counter.add(next)")
                .endControlFlow()
                .addStatement(rest("end", "count"))
                .build();
    }

    private static CodeBlock rest(String begin, String end) {
        return CodeBlock.of(
                "$T.apply(input, output, $L, $L, position,$Wrate, seed, step, number)",
                PlainDropout.DROPOUT,
                begin,
                end);
    }

    private static CodeBlock constants() {
        return CodeBlock.builder()
                .addStatement("float scale = $T.scale(rate)", PlainDropout.DROPOUT)
                .addStatement(
                        "int threshold = $T.threshold(rate) + $T.MIN_VALUE",
                        PlainDropout.DROPOUT,
                        Integer.class)
                .addStatement("long block = ((long) position + begin) / 4 | (long) number << 32")
                .addStatement(
                        "$T blocks = $T.zero(LONGS).addIndex(1).lanewise($T.LSHR, 1).add(block)",
                        Lanes.LONG_VECTOR,
                        Lanes.LONG_VECTOR,
                        Lanes.OPERATORS)
                .addStatement(
                        "$T counter = $L.blend(blocks, EVEN_LONGS)",
                        Lanes.LONG_VECTOR,
                        all(CodeBlock.of("$T.high(step)", PlainDropout.DROPOUT)))
                .addStatement(
                        "$T next = $T.zero(LONGS).blend(length / 4, EVEN_LONGS)",
                        Lanes.LONG_VECTOR,
                        Lanes.LONG_VECTOR)
                .addStatement(pair("keys", "seed & 0xFFFFFFFFL", "seed >>> 32"))
                .addStatement(pair("weyl", "0x9E3779B9L", "0xBB67AE85L"))
                .addStatement(pair("multipliers", "0xD2511F53L", "0xCD9E8D57L"))
                .build();
    }

    private static CodeBlock pair(String name, String even, String odd) {
        return CodeBlock.of(
                "$T $L = $L.blend($L, EVEN_LONGS)",
                Lanes.LONG_VECTOR,
                name,
                all(CodeBlock.of(odd)),
                even);
    }

    private static CodeBlock all(CodeBlock value) {
        return CodeBlock.of("$T.broadcast(LONGS, $L)", Lanes.LONG_VECTOR, value);
    }

    private static CodeBlock words() {
        return CodeBlock.builder()
                .add(Comment.of("Ten rounds of Philox make random words of a counter."))
                .addStatement("$T words = counter", Lanes.LONG_VECTOR)
                .addStatement("$T key = keys", Lanes.LONG_VECTOR)
                .beginControlFlow("for (int round = 0; round < 10; round++)")
                .addStatement(
                        "$T products = words.and(0xFFFFFFFFL).mul(multipliers).rearrange(SWAP_LONGS)",
                        Lanes.LONG_VECTOR)
                .addStatement(
                        "$T high = words.lanewise($T.LSHR, 32)", Lanes.LONG_VECTOR, Lanes.OPERATORS)
                .addStatement(
                        "words = products.lanewise($1T.ROR, 32).lanewise($1T.XOR,"
                                + " high).lanewise($1T.XOR, key)",
                        Lanes.OPERATORS)
                .addStatement("key = key.add(weyl).and(0xFFFFFFFFL)")
                .endControlFlow()
                .build();
    }
}
