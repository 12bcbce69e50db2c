package dev.kiln.processor.emit.vector;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeSpec;

/**
 * Uses every operation of the Vector API once, before any kernel runs. The API looks an operation
 * up when it is first used. Where compiled code meets such a first use it is thrown away and the
 * miss is counted; a method that inlines the look-up adds up these counts, and from a hundred on C2
 * guesses no more classes in it: sums that come out of a loop are then boxed before they are stored
 * (measured on JDK 17: a weight gradient took ten times as long).
 */
final class FirstUses {

    private FirstUses() {}

    /** A static block, the same in all classes: models of an application share the API. */
    static void addTo(TypeSpec.Builder type) {
        type.addStaticBlock(
                CodeBlock.builder()
                        .add(
                                "// The Vector API looks operations up when they are first used. That is"
                                        + " done here, because compiled\n"
                                        + "// code that meets a first use loses trust in the classes of"
                                        + " vectors, and boxes them from then on.\n")
                        .addStatement("$1T floats = $1T.zero(SPECIES)", Lanes.FLOAT_VECTOR)
                        .addStatement(
                                "floats.fma(floats,"
                                        + " floats).add(floats).sub(floats).mul(floats).div(floats)$W.max(floats).min(floats).abs().neg()")
                        .addStatement("floats.reduceLanes($T.MAX)", Lanes.OPERATORS)
                        .addStatement(
                                "$1T ints = $1T.zero($2T.of(int.class,$WSPECIES.vectorShape()))",
                                Lanes.INT_VECTOR,
                                Lanes.SPECIES)
                        .addStatement(
                                "ints.add(ints).sub(ints).lanewise($1T.LSHL,"
                                        + " 1).lanewise($1T.ASHR, 1)",
                                Lanes.OPERATORS)
                        .addStatement(
                                "$1T longs = $1T.zero($2T.of(long.class,$WSPECIES.vectorShape()))",
                                Lanes.LONG_VECTOR,
                                Lanes.SPECIES)
                        .addStatement(
                                "longs.add(longs).mul(longs).and(longs).lanewise($1T.XOR,"
                                        + " longs)$W.lanewise($1T.LSHR, 1).lanewise($1T.ROR, 1)",
                                Lanes.OPERATORS)
                        .build());
    }
}
