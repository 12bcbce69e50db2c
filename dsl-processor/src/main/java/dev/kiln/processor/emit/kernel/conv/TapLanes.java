package dev.kiln.processor.emit.kernel.conv;

import static dev.kiln.processor.emit.code.Modifiers.FINAL;
import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.emit.code.Bordered;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Epilogue;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.Axis;
import dev.kiln.processor.graph.kernel.ConvolutionWeightGradient;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.shape.Window;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Weight gradients of few filters that see one channel: the lanes of a vector are all taps of a
 * kernel row for some of the filters, so with 5x5 taps and 6 filters a pixel takes 10 products of
 * vectors instead of 25. Each sum is the same chain over the pixels. The taps of a pixel, and its
 * gradients, are spread over the lanes in registers.
 *
 * @param start of the sums in {@code scratch}: kernel rows, vectors of filters, lanes
 */
public record TapLanes(ConvolutionWeightGradient k, Bordered source, int start) {

    private static final int PIXELS = 2;
    private static final ClassName SHUFFLE = ClassName.get("jdk.incubator.vector", "VectorShuffle");

    /** Vectors of the widest kind only. */
    static final CodeBlock FIT = CodeBlock.of("SPECIES.length() == $L", Lanes.MOST);

    /**
     * Whether it pays. The image must lie in {@code scratch}, because vectors reach over its end.
     */
    static boolean exists(ConvolutionWeightGradient k) {
        Window w = k.window();
        int taps = w.kernel().columns();
        return w.input().channels() == 1
                && k.groups() == 1
                && !Lanes.fill(k.filters())
                && k.scratch() > 0
                && w.stride().columns() == 1
                && w.dilation().columns() == 1
                && taps <= Lanes.MOST
                && 2 * vectors(k) < taps
                && w.kernel().rows() * vectors(k) <= 2 * Lanes.MOST - 2 * PIXELS * 2;
    }

    /** Filters of a vector. */
    private static int filters(ConvolutionWeightGradient k) {
        return Lanes.MOST / k.window().kernel().columns();
    }

    private static int vectors(ConvolutionWeightGradient k) {
        return (k.filters() + filters(k) - 1) / filters(k);
    }

    private int taps() {
        return k.window().kernel().columns();
    }

    private int rows() {
        return k.window().kernel().rows();
    }

    /** Takes the sums over. */
    CodeBlock open() {
        return copy("Lanes are the taps of a kernel row, for some filters.", "$2L = $1L");
    }

    /** Gives them back. */
    CodeBlock close() {
        return copy("The sums go back to where they came from.", "$1L = $2L");
    }

    private CodeBlock copy(String comment, String statement) {
        int perRow = vectors(k) * Lanes.MOST;
        String weight =
                Index.of("row", taps() * k.filters())
                        .plus("tap", k.filters())
                        .plus("filter", 1)
                        .toString();
        String sum =
                Index.of("row", perRow)
                        .plus("filter / " + filters(k), Lanes.MOST)
                        .plus("filter % " + filters(k), taps())
                        .plus("tap", 1)
                        .plus(start)
                        .toString();
        return CodeBlock.builder()
                .add(Comment.of(comment))
                .beginControlFlow("for (int row = 0; row < $L; row++)", rows())
                .beginControlFlow("for (int filter = 0; filter < $L; filter++)", k.filters())
                .beginControlFlow("for (int tap = 0; tap < $L; tap++)", taps())
                .addStatement(statement, "weightGradient[" + weight + "]", "scratch[" + sum + "]")
                .endControlFlow()
                .endControlFlow()
                .endControlFlow()
                .build();
    }

    private String name() {
        return k.name() + "Taps";
    }

    /** All pixels of an image, whose gradients begin at {@code slope}. */
    CodeBlock call() {
        return CodeBlock.builder()
                .addStatement("$L($L, gradient, slope, scratch)", name(), source.image().array())
                .build();
    }

    /** The method that {@link #call} calls. */
    MethodSpec method() {
        Window w = k.window();
        Axis rows = Axis.forwardRows(w).shifted(source.border().top());
        Axis columns = Axis.forwardColumns(w).shifted(source.border().left());
        int whole = columns.count() - columns.count() % PIXELS;
        int pitch = source.image().rowPitch();
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(Comment.of("Sums go on from what is there."));
        for (int r = 0; r < rows(); r++) {
            for (int v = 0; v < vectors(k); v++) {
                code.addStatement(
                        "$T sum$L_$L = $L",
                        Lanes.FLOAT_VECTOR,
                        r,
                        v,
                        Lanes.load("scratch", sum(r, v)));
            }
        }
        code.add(
                Comment.of(
                        "$L pixels at a time: their gradients and what they see are spread over the"
                                + " lanes.",
                        PIXELS));
        code.beginControlFlow("for (int row = 0; row < $L; row++)", rows.count());
        code.addStatement(
                "int x = $L",
                Index.of("row", rows.sourceStep() * pitch)
                        .plus(source.image().base(), 1)
                        .plus(rows.source() * pitch + columns.source()));
        code.addStatement(
                "int g = $L", Index.of("slope", 1).plus("row", columns.count() * k.filters()));
        code.beginControlFlow("for (int column = 0; column < $L; column += $L)", whole, PIXELS);
        code.add(products(PIXELS, rows.sourceTap() * pitch));
        code.addStatement("x += $L", PIXELS);
        code.addStatement("g += $L", PIXELS * k.filters());
        code.endControlFlow();
        if (whole < columns.count()) {
            code.add(products(columns.count() - whole, rows.sourceTap() * pitch));
        }
        code.endControlFlow();
        for (int r = 0; r < rows(); r++) {
            for (int v = 0; v < vectors(k); v++) {
                code.add(
                        Epilogue.store(Activation.NONE, "sum" + r + "_" + v, "scratch", sum(r, v)));
            }
        }
        return MethodSpec.methodBuilder(name())
                .addJavadoc(
                        "All weights, $L filters and their $L taps of a row in a vector; all pixels"
                                + " of an image.\n",
                        filters(k),
                        taps())
                .addModifiers(PRIVATE, STATIC)
                .addParameter(float[].class, "source")
                .addParameter(float[].class, "gradient")
                .addParameter(int.class, "slope")
                .addParameter(float[].class, "scratch")
                .addCode(code.build())
                .build();
    }

    private String sum(int row, int vector) {
        return Integer.toString(start + (row * vectors(k) + vector) * Lanes.MOST);
    }

    private CodeBlock products(int pixels, int rowPitch) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (int p = 0; p < pixels; p++) {
            code.addStatement(
                    "$T slopes$L = $L",
                    Lanes.FLOAT_VECTOR,
                    p,
                    Lanes.load("gradient", Index.of("g", 1).plus(p * k.filters())));
            for (int v = 0; v < vectors(k); v++) {
                code.addStatement(
                        "$1T g$2L_$3L = slopes$2L.rearrange($4L)",
                        Lanes.FLOAT_VECTOR,
                        p,
                        v,
                        filterField(taps(), v));
            }
            for (int r = 0; r < rows(); r++) {
                code.addStatement(
                        "$T x$L_$L = $L.rearrange($L)",
                        Lanes.FLOAT_VECTOR,
                        p,
                        r,
                        Lanes.load("source", Index.of("x", 1).plus(r * rowPitch + p)),
                        tapField(taps()));
                for (int v = 0; v < vectors(k); v++) {
                    code.addStatement("sum$2L_$3L = x$1L_$2L.fma(g$1L_$3L, sum$2L_$3L)", p, r, v);
                }
            }
        }
        return code.build();
    }

    private static String tapField(int taps) {
        return "TAPS_" + taps;
    }

    private static String filterField(int taps, int vector) {
        return "FILTERS_" + taps + "_" + vector;
    }

    /** What the methods need: which tap and which filter each lane is of. */
    public static void addFields(TypeSpec.Builder type, Collection<? extends Kernel> kernels) {
        Map<String, FieldSpec> fields = new LinkedHashMap<>();
        for (Kernel kernel : kernels) {
            if (kernel instanceof ConvolutionWeightGradient k && exists(k)) {
                int taps = k.window().kernel().columns();
                int filters = filters(k);
                String tap = tapField(taps);
                fields.put(
                        tap,
                        field(tap, "lane % " + taps, "The tap of each lane, of " + taps + ".\n"));
                for (int v = 0; v < vectors(k); v++) {
                    String filter = filterField(taps, v);
                    String lane =
                            Index.of("Math.min(lane / " + taps + ", " + (filters - 1) + ")", 1)
                                    .plus(v * filters)
                                    .toString();
                    String text = "The filter of each lane, from " + v * filters + " on.\n";
                    fields.put(filter, field(filter, lane, text));
                }
            }
        }
        fields.values().forEach(type::addField);
    }

    private static FieldSpec field(String name, String lane, String text) {
        return FieldSpec.builder(
                        ParameterizedTypeName.get(SHUFFLE, ClassName.get(Float.class)),
                        name,
                        PRIVATE,
                        STATIC,
                        FINAL)
                .addJavadoc(text)
                .initializer("$T.fromOp(SPECIES,$Wlane -> $L)", SHUFFLE, lane)
                .build();
    }
}
