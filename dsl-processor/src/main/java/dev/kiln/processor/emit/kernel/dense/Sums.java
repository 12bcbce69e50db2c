package dev.kiln.processor.emit.kernel.dense;

import static dev.kiln.processor.emit.code.RuntimeTypes.MATRICES;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Lanes;

/**
 * Where the sums of a weight gradient are while a kernel works: in {@code weightGradient} itself,
 * or, where the last vectors of a row overlap and would add to some of them twice, in {@code
 * scratch} with room for whole vectors.
 *
 * @param weights rows: weights for each lane
 * @param lanes numbers in a row
 * @param start of the sums in {@code scratch}
 */
public record Sums(int weights, int lanes, int vectors, int start) {

    public boolean inPlace() {
        return Lanes.whole(lanes, vectors);
    }

    public String array() {
        return inPlace() ? "weightGradient" : "scratch";
    }

    /** The distance of two rows. */
    public int pitch() {
        return inPlace() ? lanes : Lanes.padded(lanes, vectors);
    }

    public int size() {
        return weights * pitch();
    }

    /** Whether a row does not fill a vector, which then reaches over neighboring rows. */
    public boolean narrow() {
        return !Lanes.fill(lanes);
    }

    /** The variable of a loop over lanes that says where they are in a row. */
    public String lane() {
        return inPlace() || narrow() ? "lane" : "laneNext";
    }

    /** Takes them over. */
    public CodeBlock open() {
        if (narrow()) {
            return CodeBlock.builder()
                    .add(Comment.of("The sums get whole vectors, which they do not fill."))
                    .addStatement(
                            "$1T.spread(weightGradient, 0, $2L, $3L, $3L, 1, $4L, scratch, $5L)",
                            MATRICES,
                            weights,
                            lanes,
                            Lanes.MOST,
                            start)
                    .build();
        }
        return copy(
                "A copy of the sums, in which no vectors overlap.",
                CodeBlock.of(
                        "$L.intoArray(scratch, $L)",
                        Lanes.load("weightGradient", there()),
                        here()));
    }

    /** Gives them back; where vectors overlap, both have the same numbers. */
    public CodeBlock close() {
        if (narrow()) {
            return CodeBlock.builder()
                    .add(Comment.of("The sums go back to where they came from."))
                    .addStatement(
                            "$T.collect(scratch, $L, $L, $L, weightGradient)",
                            MATRICES,
                            start,
                            weights,
                            lanes)
                    .build();
        }
        return copy(
                "The sums go back to where they came from.",
                CodeBlock.of(
                        "$L.intoArray(weightGradient, $L)",
                        Lanes.load("scratch", here()),
                        there()));
    }

    private CodeBlock copy(String comment, CodeBlock one) {
        if (inPlace()) {
            return CodeBlock.of("");
        }
        return CodeBlock.builder()
                .add(Comment.of(comment))
                .beginControlFlow("for (int weight = 0; weight < $L; weight++)", weights)
                .add(
                        Lanes.blocks(
                                "lane",
                                lanes,
                                vectors,
                                vectors == 1
                                        ? CodeBlock.builder().addStatement(one).build()
                                        : inner(one)))
                .endControlFlow()
                .build();
    }

    private CodeBlock inner(CodeBlock one) {
        return CodeBlock.builder()
                .beginControlFlow(
                        "for (int i = 0; i < $L; i += $L)", Lanes.length(vectors), Lanes.length(1))
                .addStatement(one)
                .endControlFlow()
                .build();
    }

    private Index there() {
        Index index = Index.of("weight", lanes).plus("lane", 1);
        return vectors == 1 ? index : index.plus("i", 1);
    }

    private Index here() {
        Index index = Index.of("weight", pitch()).plus("laneNext", 1).plus(start);
        return vectors == 1 ? index : index.plus("i", 1);
    }
}
