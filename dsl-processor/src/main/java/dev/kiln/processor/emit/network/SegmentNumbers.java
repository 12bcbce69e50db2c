package dev.kiln.processor.emit.network;

import static dev.kiln.processor.emit.code.Modifiers.FINAL;
import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.Set;

/**
 * The numbers of the segments of a network's work, as constants of the generated class: those of
 * training from 0 on, then one for each other kind of work.
 *
 * @param training segments of a training step
 */
record SegmentNumbers(int training) {

    /** Purpose of a segment; the name of its constant. */
    enum Segment {
        TRAIN(
                0,
                "Forward, loss and backward of a chunk; with batch norm the first of several segments."),
        LOSS(1, "The loss of a chunk in evaluation."),
        PREDICT(2, "The output for a chunk in evaluation."),
        WEIGHT_GRADIENTS(3, "A piece of the gradients that are computed once for the batch."),
        SPLIT_SUMS(4, "A half of the sums that are computed once for the batch."),
        TRAINING_OUTPUT(5, "The output for a chunk in training.");

        private final int kind;
        private final String comment;

        Segment(int kind, String comment) {
            this.kind = kind;
            this.comment = comment;
        }
    }

    private static final String TRAIN_SEGMENTS = "TRAIN_SEGMENTS";

    private int number(Segment segment) {
        return segment.kind == 0 ? 0 : training + segment.kind - 1;
    }

    /** Whether training takes several segments. */
    boolean several() {
        return training > 1;
    }

    /** {@code used}: which segments the network has. */
    void addTo(TypeSpec.Builder type, Set<Segment> used) {
        for (Segment segment : used) {
            type.addField(constant(segment.name(), segment.comment, number(segment)));
        }
        if (several()) {
            type.addField(
                    constant(TRAIN_SEGMENTS, "How many segments a training step has.", training));
        }
    }

    static FieldSpec constant(String name, String comment, int value) {
        return FieldSpec.builder(int.class, name, PRIVATE, STATIC, FINAL)
                .addJavadoc("$L\n", comment)
                .initializer("$L", value)
                .build();
    }

    /** Runs a segment on all chunks. */
    static CodeBlock run(Segment segment) {
        return CodeBlock.of("team().run(work, $L, chunks);\n", segment);
    }

    /** Runs all segments of a training step. */
    CodeBlock runTraining() {
        return several()
                ? CodeBlock.of("team().run(work, TRAIN, $L, chunks, REGIONS);\n", TRAIN_SEGMENTS)
                : CodeBlock.of("team().run(work, TRAIN, 1, chunks, REGIONS);\n");
    }

    /** Runs the segments in front of that of the loss. */
    static CodeBlock runBefore(int loss) {
        return loss == 0
                ? CodeBlock.of("")
                : CodeBlock.of("team().run(work, TRAIN, $L, chunks, 0);\n", loss);
    }
}
