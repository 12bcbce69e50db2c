package dev.kiln.processor.emit.code;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.graph.kernel.Border;
import dev.kiln.processor.graph.shape.Shape;
import java.util.Arrays;

/**
 * An array of images of which one at a time is copied into {@code scratch} with zeros around it,
 * where it needs them.
 */
public record Bordered(String array, Shape shape, Border border) {

    public static Bordered of(String array, Shape shape, Border border) {
        return new Bordered(array, shape, border);
    }

    /** The image that the loops of one sample read. */
    public Image image() {
        return border.isNone()
                ? new Image(array, "sample * " + shape.size(), shape)
                : new Image("scratch", "0", border.around(shape));
    }

    public CodeBlock clear() {
        return border.isNone()
                ? CodeBlock.of("")
                : CodeBlock.builder()
                        .add(Comment.of("One image at a time is copied into a border of zeros."))
                        .addStatement(
                                "$T.fill(scratch, 0, $L, 0f)",
                                Arrays.class,
                                border.around(shape).size())
                        .build();
    }

    /** Meanings of the literals of loops over the image. */
    public Sizes sizes() {
        Sizes sizes = new Sizes().sample(array, shape);
        return border.isNone()
                ? sizes
                : sizes.and(
                        "a row with its border", border.around(shape).width(), shape.channels());
    }

    public CodeBlock copy() {
        return copyTo(0);
    }

    /** Copies the image into a border that begins at {@code start} of the scratch. */
    public CodeBlock copyTo(int start) {
        if (border.isNone()) {
            return CodeBlock.of("");
        }
        int row = shape.width() * shape.channels();
        int pitch = border.around(shape).width() * shape.channels();
        return CodeBlock.builder()
                .beginControlFlow("for (int row = 0; row < $L; row++)", shape.height())
                .addStatement(
                        "System.arraycopy($L, sample * $L + row * $L, scratch, $L, $L)",
                        array,
                        shape.size(),
                        row,
                        Index.of("row", pitch)
                                .plus(border.top() * pitch + border.left() * shape.channels())
                                .plus(start),
                        row)
                .endControlFlow()
                .build();
    }

    /** A loop over the samples, each copied into its border where there is one. */
    public CodeBlock overSamples(CodeBlock body) {
        return CodeBlock.builder()
                .add(clear())
                .beginControlFlow("for (int sample = 0; sample < samples; sample++)")
                .add(copy())
                .add(body)
                .endControlFlow()
                .build();
    }
}
