package dev.kiln.processor.emit.kernel.conv;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Sizes;
import dev.kiln.processor.graph.kernel.Axis;
import dev.kiln.processor.graph.kernel.Border;
import dev.kiln.processor.graph.shape.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Some images in {@code scratch}, each channel on its own, with zeros around it. With a stride, the
 * rows and columns that one tap meets are kept together: a channel falls into phases. Otherwise the
 * zeros to the right of a row are those to the left of the next one.
 *
 * @param array the images with channels last
 * @param images how many at a time
 * @param rowStep rows between neighboring pixels of the target
 * @param columnStep columns between neighboring pixels of the target
 * @param pitch numbers in a row of a plane
 * @param height rows of one phase
 * @param size numbers of a channel with all phases
 */
public record Planes(
        String array,
        Shape shape,
        Border border,
        int images,
        int rowStep,
        int columnStep,
        int pitch,
        int height,
        int size) {

    /** {@code rows} and {@code columns}: of everything that reads the planes. */
    static Planes of(
            String array, Shape shape, Border border, List<Axis> rows, List<Axis> columns) {
        int rowStep = rows.get(0).sourceStep();
        int columnStep = columns.get(0).sourceStep();
        Shape whole = border.around(shape);
        int height = (whole.height() + rowStep - 1) / rowStep;
        if (rowStep == 1 && columnStep == 1) {
            int pitch = pitch(shape, border, columns);
            int size = height * pitch + Math.max(0, whole.width() - pitch);
            return new Planes(array, shape, border, 1, 1, 1, pitch, height, size);
        }
        int pitch = (whole.width() + columnStep - 1) / columnStep;
        int size = rowStep * columnStep * height * pitch;
        return new Planes(array, shape, border, 1, rowStep, columnStep, pitch, height, size);
    }

    private static int pitch(Shape shape, Border border, List<Axis> columns) {
        int zeros = Math.max(border.left(), border.right());
        int most = columns.stream().mapToInt(Axis::count).max().orElseThrow();
        return Math.max(shape.width() + zeros, most);
    }

    private int phase() {
        return height * pitch;
    }

    public int floats() {
        return images * shape.channels() * size;
    }

    CodeBlock clear() {
        return CodeBlock.builder()
                .add(Comment.of("Around the planes there are zeros, which nothing overwrites."))
                .addStatement("$T.fill(scratch, 0, $L, 0f)", Arrays.class, floats())
                .build();
    }

    /** Copies the images {@code first} to {@code first + images - 1}. */
    CodeBlock copy() {
        CodeBlock.Builder code = CodeBlock.builder();
        int pixel = shape.channels();
        code.add(
                pixel > 1
                        ? Comment.of("Each channel of an image becomes a plane.")
                        : Comment.of("The image becomes a plane."));
        if (many()) {
            code.beginControlFlow("for (int image = 0; image < images; image++)");
        }
        code.beginControlFlow("for (int row = 0; row < $L; row++)", shape.height());
        code.addStatement(
                "int from = $L",
                Index.of(first(), shape.size())
                        .plus(many() ? "image" : "0", shape.size())
                        .plus("row", shape.width() * pixel));
        code.addStatement(
                "int to = $L",
                addRow(Index.of(many() ? "image" : "0", pixel * size), "row", border.top(), 1));
        if (pixel > 1) {
            code.beginControlFlow("for (int channel = 0; channel < $L; channel++)", pixel);
        }
        for (int c = 0; c < Math.min(columnStep, shape.width()); c++) {
            code.add(copyColumns(c));
        }
        if (pixel > 1) {
            code.endControlFlow();
        }
        code.endControlFlow();
        if (many()) {
            code.endControlFlow();
        }
        return code.build();
    }

    /** Every {@code columnStep}-th column of a row, beginning with one of them. */
    private CodeBlock copyColumns(int first) {
        int pixel = shape.channels();
        int count = (shape.width() - first + columnStep - 1) / columnStep;
        String channel = pixel > 1 ? "channel" : "0";
        Index to = Index.of("to", 1).plus(channel, size).plus(columnOffset(first + border.left()));
        Index from = Index.of("from", 1).plus(channel, 1).plus(first * pixel);
        if (pixel == 1 && columnStep == 1) {
            return CodeBlock.builder()
                    .addStatement(
                            "System.arraycopy($L, $L, scratch, $L, $L)", array, from, to, count)
                    .build();
        }
        return CodeBlock.builder()
                .beginControlFlow("for (int column = 0; column < $L; column++)", count)
                .addStatement(
                        "scratch[$L] = $L[$L]",
                        to.plus("column", 1),
                        array,
                        from.plus("column", columnStep * pixel))
                .endControlFlow()
                .build();
    }

    /** Where in a plane a column of the image with its border lies. */
    int columnOffset(int column) {
        return column % columnStep * phase() + column / columnStep;
    }

    /** Adds to an index where row {@code step * name + offset} of the bordered image begins. */
    Index addRow(Index index, String name, int offset, int step) {
        if (rowStep == 1) {
            return index.plus(name, step * pitch).plus(offset * pitch);
        }
        int group = columnStep * phase();
        if (Character.isDigit(name.charAt(0))) {
            int row = Integer.parseInt(name) * step + offset;
            return index.plus(row % rowStep * group + row / rowStep * pitch);
        }
        String row = "(" + Index.of(name, step).plus(offset) + ")";
        return index.plus(row + " % " + rowStep, group).plus(row + " / " + rowStep, pitch);
    }

    /** The variable that counts the samples. */
    String first() {
        return many() ? "first" : "sample";
    }

    boolean many() {
        return images > 1;
    }

    /** A loop over all samples, {@link #images} at a time; {@code behind} follows each sample. */
    CodeBlock overSamples(CodeBlock body, CodeBlock behind) {
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(clear());
        if (!many()) {
            code.beginControlFlow("for (int sample = 0; sample < samples; sample++)");
        } else {
            code.add(Comment.of("$L images at a time, side by side in the rows of sums.", images));
            code.beginControlFlow("for (int first = 0; first < samples; first += $L)", images);
            code.addStatement("int images = Math.min($L, samples - first)", images);
        }
        code.add(copy()).add(body);
        if (many() && !behind.isEmpty()) {
            code.beginControlFlow("for (int sample = first; sample < first + images; sample++)")
                    .add(behind)
                    .endControlFlow();
        } else {
            code.add(behind);
        }
        return code.endControlFlow().build();
    }

    /** Meanings of the literals of loops over the planes. */
    Sizes sizes() {
        int product = rowStep * columnStep * height * pitch;
        Sizes sizes = new Sizes().sample(array, shape);
        sizes.number(pitch, "a row of a plane");
        sizes.sum("a plane", size - product, rowStep, columnStep, height, pitch);
        if (shape.channels() > 1) {
            sizes.and("the planes of an image", shape.channels(), size);
        }
        return many() ? sizes.and("all planes", images, shape.channels() * size) : sizes;
    }

    Planes withImages(int some) {
        return new Planes(array, shape, border, some, rowStep, columnStep, pitch, height, size);
    }
}
