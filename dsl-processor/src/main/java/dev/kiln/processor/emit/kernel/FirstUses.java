package dev.kiln.processor.emit.kernel;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.emit.code.Lanes;

/**
 * Uses every operation of the Vector API once, before any kernel runs. The API looks an operation
 * up when it is first used. Where compiled code meets such a first use it is thrown away and the
 * miss is counted; a method that inlines the look-up adds up these counts, and from a hundred on C2
 * guesses no more classes in it: sums that come out of a loop are then boxed before they are stored
 * (measured on JDK 17: a weight gradient took ten times as long).
 *
 * <p>Operations of integers are used only where the methods have such vectors: loading their
 * classes takes longer than all operations of floats. Where another class of the application uses
 * them later, its static block runs in the interpreter; recordings show no miss there.
 */
public final class FirstUses {

    private FirstUses() {}

    /**
     * Adds a static block to a class of methods.
     *
     * @param ints whether they have vectors of 32-bit integers
     * @param longs whether they have vectors of 64-bit integers
     */
    static void addTo(TypeSpec.Builder type, boolean ints, boolean longs) {
        CodeBlock.Builder block =
                CodeBlock.builder()
                        .add(
                                "// The Vector API looks operations up when they are first used. That is"
                                        + " done here, because compiled\n"
                                        + "// code that meets a first use loses trust in the classes of"
                                        + " vectors, and boxes them from then on.\n");
        addFloats(block);
        if (ints) {
            addInts(block);
        }
        if (longs) {
            addLongs(block);
        }
        type.addStaticBlock(block.build());
    }

    private static void addFloats(CodeBlock.Builder block) {
        block.addStatement("$1T floats = $1T.zero(SPECIES)", Lanes.FLOAT_VECTOR)
                .addStatement(
                        "floats.fma(floats,"
                                + " floats).add(floats).sub(floats).mul(floats).div(floats)$W.max(floats).min(floats).abs().neg()")
                .addStatement("floats.reduceLanes($T.MAX)", Lanes.OPERATORS);
    }

    private static void addInts(CodeBlock.Builder block) {
        block.addStatement(
                        "$1T ints = $1T.zero($2T.of(int.class,$WSPECIES.vectorShape()))",
                        Lanes.INT_VECTOR,
                        Lanes.SPECIES)
                .addStatement(
                        "ints.add(ints).sub(ints).lanewise($1T.LSHL, 1).lanewise($1T.ASHR, 1)",
                        Lanes.OPERATORS);
    }

    private static void addLongs(CodeBlock.Builder block) {
        block.addStatement(
                        "$1T longs = $1T.zero($2T.of(long.class,$WSPECIES.vectorShape()))",
                        Lanes.LONG_VECTOR,
                        Lanes.SPECIES)
                .addStatement(
                        "longs.add(longs).mul(longs).and(longs).lanewise($1T.XOR,"
                                + " longs)$W.lanewise($1T.LSHR, 1).lanewise($1T.ROR, 1)",
                        Lanes.OPERATORS);
    }
}
