package dev.kiln.processor.emit.kernel.dense;

import static dev.kiln.processor.emit.code.AxpyCode.ACCUMULATOR_ROWS;
import static dev.kiln.processor.emit.code.AxpyCode.TAPS;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.code.AccumulatorSize;
import dev.kiln.processor.emit.code.AxpyCode;
import dev.kiln.processor.emit.code.AxpyCost;
import dev.kiln.processor.emit.code.Blocks;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Sizes;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.DenseForward;
import dev.kiln.processor.graph.kernel.DenseInputGradient;
import dev.kiln.processor.graph.kernel.ParallelDense;
import java.util.ArrayList;
import java.util.List;

/**
 * 1x1 convolutions: a row of sums for each channel of the results, over the pixels of some images
 * or some pixels of one; a few channels of the source at a time are copied into rows of their own.
 *
 * @param pixels of a sample
 * @param source array that is read
 * @param reduce its channels
 */
public record AxpyPointwise(int pixels, String source, int reduce, List<Product> products) {

    /**
     * One of the results.
     *
     * @param number behind the names of its arrays, or nothing
     * @param target array of the result
     * @param from the first of its channels in that array
     * @param pitch channels of that array
     * @param lanes its channels
     * @param tapStep distance of the weights of neighboring channels of the source
     * @param laneStep distance of the weights of neighboring channels of the result
     */
    record Product(
            String number,
            String target,
            int from,
            int pitch,
            int lanes,
            int tapStep,
            int laneStep,
            boolean bias,
            Activation activation) {}

    public static AxpyPointwise of(DenseForward k) {
        return new AxpyPointwise(k.rows(), "input", k.inputs(), List.of(product(k, "")));
    }

    public static AxpyPointwise of(ParallelDense k) {
        List<Product> products = new ArrayList<>();
        for (int i = 0; i < k.products().size(); i++) {
            products.add(product(k.products().get(i), Integer.toString(i)));
        }
        DenseForward first = k.products().get(0);
        return new AxpyPointwise(first.rows(), "input", first.inputs(), List.copyOf(products));
    }

    private static Product product(DenseForward k, String number) {
        return new Product(
                number,
                "output" + number,
                k.slice().from(),
                k.slice().total(),
                k.outputs(),
                k.outputs(),
                1,
                k.bias(),
                k.activation());
    }

    public static AxpyPointwise of(DenseInputGradient k) {
        Product product =
                new Product(
                        "",
                        "inputGradient",
                        0,
                        k.inputs(),
                        k.inputs(),
                        1,
                        k.outputs(),
                        false,
                        Activation.NONE);
        return new AxpyPointwise(k.rows(), "outputGradient", k.outputs(), List.of(product));
    }

    private int sums() {
        return products.stream().mapToInt(Product::lanes).sum();
    }

    private int images() {
        return AccumulatorSize.powerOfTwo(AccumulatorSize.longest(sums()), pixels);
    }

    /** Pixels of a sample at a time. */
    private int band() {
        return Math.min(pixels, AccumulatorSize.longest(sums()));
    }

    public AccumulatorSize accumulators() {
        return new AccumulatorSize(sums(), images() * band());
    }

    AxpyCost cost() {
        AccumulatorSize rows = accumulators();
        double numbers = (double) pixels * reduce;
        double moved = numbers + (double) pixels * rows.sums();
        return new AxpyCost(numbers * rows.sums(), 1, rows.length(), rows.sums(), moved, 0);
    }

    /** {@code behind} follows each sample. */
    public CodeBlock code(CodeBlock behind) {
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(sizes());
        if (images() > 1) {
            code.add(Comment.of("$L samples at a time.", images()));
            code.beginControlFlow("for (int first = 0; first < samples; first += $L)", images())
                    .addStatement("int images = Math.min($L, samples - first)", images())
                    .addStatement("int begin = $L", Index.of("first", pixels))
                    .addStatement("int n = $L", Index.of("images", pixels))
                    .add(slabs());
            if (!behind.isEmpty()) {
                code.beginControlFlow("for (int sample = first; sample < first + images; sample++)")
                        .add(behind)
                        .endControlFlow();
            }
            return code.endControlFlow().build();
        }
        code.beginControlFlow("for (int sample = 0; sample < samples; sample++)");
        if (band() < pixels) {
            code.add(Comment.of("$L pixels at a time.", band()))
                    .beginControlFlow(
                            "for (int pixel = 0; pixel < $L; pixel += $L)", pixels, band())
                    .addStatement("int begin = $L", Index.of("sample", pixels).plus("pixel", 1))
                    .addStatement("int n = Math.min($L, $L - pixel)", band(), pixels)
                    .add(slabs())
                    .endControlFlow();
        } else {
            code.addStatement("int begin = $L", Index.of("sample", pixels))
                    .addStatement("int n = $L", pixels)
                    .add(slabs());
        }
        return code.add(behind).endControlFlow().build();
    }

    private CodeBlock sizes() {
        Sizes sizes = new Sizes().count(pixels, "pixels of a sample");
        sizes.count(reduce, "channels of a pixel of " + source);
        products.forEach(p -> sizes.count(p.pitch, "channels of a pixel of " + p.target));
        return sizes.comment();
    }

    private CodeBlock slabs() {
        CodeBlock.Builder code = CodeBlock.builder();
        int first = TAPS;
        for (Product p : products) {
            String value = p.bias ? "bias" + p.number + "[lane]" : "0f";
            code.add(
                            Comment.of(
                                    "A row of sums for each channel, from rows[$L] on, begins with $L.",
                                    first,
                                    p.bias ? "its bias" : "0"))
                    .beginControlFlow("for (int lane = 0; lane < $L; lane++)", p.lanes)
                    .addStatement(
                            "$T.fill(rows[lane + $L], 0, n, $L)", AxpyCode.ARRAYS, first, value)
                    .endControlFlow();
            first += p.lanes;
        }
        code.add(
                Comment.of(
                        "Up to $L channels of the source at a time: their pixels, times their weights, are added to all sums.",
                        TAPS));
        code.add(Blocks.over("channel", reduce, TAPS, this::taps));
        first = TAPS;
        for (Product p : products) {
            code.add(AxpyCode.activation(p.activation, first, p.lanes));
            code.add(Comment.of("The sums go to their pixels, channels last."));
            code.add(store(p, first));
            first += p.lanes;
        }
        return code.build();
    }

    private CodeBlock taps(String channel, int taps) {
        Index from = Index.of("begin", reduce).plus("j", reduce).plus(channel, 1);
        String at = "(begin + j) * " + reduce + (channel.equals("0") ? "" : " + " + channel);
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(AxpyCode.gather(taps, "n", source, reduce == 1 ? from.toString() : at));
        int first = TAPS;
        for (Product p : products) {
            code.addStatement(
                    "$T.axpy(n, rows, $L, $L, $L, weight$L, $L, $L, $L)",
                    ACCUMULATOR_ROWS,
                    taps,
                    first,
                    p.lanes,
                    p.number,
                    Index.of(channel, p.tapStep),
                    p.tapStep,
                    p.laneStep);
            first += p.lanes;
        }
        return code.build();
    }

    /** Four channels at a time: they often lie in one cache line. */
    private CodeBlock store(Product p, int first) {
        CodeBlock code = stores(p, first);
        return p.lanes > 4
                ? code
                : CodeBlock.builder().add("{\n").indent().add(code).unindent().add("}\n").build();
    }

    private CodeBlock stores(Product p, int first) {
        return Blocks.over(
                "lane",
                p.lanes,
                4,
                (lane, some) -> {
                    CodeBlock.Builder code = CodeBlock.builder();
                    for (int l = 0; l < some; l++) {
                        code.addStatement(
                                "float[] y$L = rows[$L]", l, Index.of(lane, 1).plus(first + l));
                    }
                    Index to = Index.of(lane, 1).plus(p.from);
                    code.beginControlFlow("for (int j = 0; j < n; j++)");
                    code.addStatement("int to = (begin + j) * $L + $L", p.pitch, to);
                    for (int l = 0; l < some; l++) {
                        code.addStatement(
                                "$L[$L] = y$L[j]", p.target, Index.of("to", 1).plus(l), l);
                    }
                    return code.endControlFlow().build();
                });
    }
}
