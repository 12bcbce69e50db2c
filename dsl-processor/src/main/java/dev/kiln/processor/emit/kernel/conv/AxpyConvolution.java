package dev.kiln.processor.emit.kernel.conv;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.AccumulatorSize;
import dev.kiln.processor.emit.code.AxpyCost;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Image;
import dev.kiln.processor.emit.kernel.conv.SlidingLoops.WeightStrides;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.Axis;
import dev.kiln.processor.graph.kernel.Border;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.ConvolutionInputGradient;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * Convolution forward, and by its input, with slabs.
 *
 * @param source the images that are read
 * @param phases what is computed from them
 */
public record AxpyConvolution(Planes source, List<AxpySliding> phases) {

    public static AxpyConvolution of(ConvolutionForward k) {
        Window w = k.window();
        int inputs = w.input().channels() / k.groups();
        int outputs = k.filters() / k.groups();
        Axis rows = Axis.forwardRows(w);
        Axis columns = Axis.forwardColumns(w);
        Planes planes =
                planes(
                        "input",
                        w.input(),
                        Border.ofInput(w),
                        List.of(rows),
                        List.of(columns),
                        outputs);
        Shape output = new Shape(k.output().height(), k.output().width(), k.slice().total());
        WeightStrides strides =
                new WeightStrides(
                        w.kernel().columns() * inputs * k.filters(),
                        inputs * k.filters(),
                        k.filters(),
                        1,
                        outputs);
        return new AxpyConvolution(
                planes,
                List.of(
                        new AxpySliding(
                                rows.shifted(planes.border().top()),
                                columns.shifted(planes.border().left()),
                                planes,
                                new Image("output", Integer.toString(k.slice().from()), output),
                                k.groups(),
                                inputs,
                                outputs,
                                strides,
                                k.bias() ? "bias" : "",
                                k.activation())));
    }

    public static AxpyConvolution of(ConvolutionInputGradient k) {
        Window w = k.window();
        int inputs = w.input().channels() / k.groups();
        int outputs = k.filters() / k.groups();
        List<Axis> rows = Axis.gradientRows(w);
        List<Axis> columns = Axis.gradientColumns(w);
        Border border = Border.ofOutputGradient(w);
        Planes planes = planes("outputGradient", k.output(), border, rows, columns, inputs);
        WeightStrides strides =
                new WeightStrides(
                        w.kernel().columns() * inputs * k.filters(),
                        inputs * k.filters(),
                        1,
                        k.filters(),
                        outputs);
        List<AxpySliding> phases = new ArrayList<>();
        for (Axis row : rows) {
            for (Axis column : columns) {
                phases.add(
                        new AxpySliding(
                                row.shifted(border.top()),
                                column.shifted(border.left()),
                                planes,
                                new Image("inputGradient", "0", w.input()),
                                k.groups(),
                                outputs,
                                inputs,
                                strides,
                                "",
                                Activation.NONE));
            }
        }
        return new AxpyConvolution(planes, List.copyOf(phases));
    }

    private static Planes planes(
            String array,
            Shape shape,
            Border border,
            List<Axis> rows,
            List<Axis> columns,
            int lanes) {
        Planes planes = Planes.of(array, shape, border, rows, columns);
        int most = rows.stream().mapToInt(Axis::count).max().orElseThrow();
        return planes.withImages(
                AccumulatorSize.powerOfTwo(AccumulatorSize.longest(lanes), most * planes.pitch()));
    }

    public AccumulatorSize accumulators() {
        return phases.stream()
                .map(AxpySliding::accumulators)
                .reduce(AccumulatorSize.NONE, AccumulatorSize::and);
    }

    /** {@code filters} of the convolution in {@code groups}. */
    AxpyCost cost(Window w, int groups, int filters) {
        Shape output = w.output(filters);
        double seen =
                (double) w.kernel().rows() * w.kernel().columns() * w.input().channels() / groups;
        int lanes = accumulators().sums();
        double products = seen * output.size();
        return new AxpyCost(
                products,
                wasted(),
                accumulators().length(),
                lanes,
                w.input().size() + output.size(),
                products / lanes);
    }

    /** How many times as many sums are computed as are wanted, because rows have margins. */
    public double wasted() {
        return phases.stream()
                .mapToDouble(p -> (double) source.pitch() / p.columns().count())
                .max()
                .orElse(1);
    }

    /** {@code behind} follows each sample. */
    public CodeBlock code(CodeBlock behind) {
        return CodeBlock.builder()
                .add(phases.get(0).sizes())
                .add(source.overSamples(phases.get(0).code(), behind))
                .build();
    }

    /** With a stride, each phase of the input gradient gets a method of its own. */
    public List<MethodSpec> methods(String name, MethodSpec.Builder signature) {
        if (phases.size() == 1) {
            return List.of(signature.addCode(code(CodeBlock.of(""))).build());
        }
        List<MethodSpec> methods = new ArrayList<>();
        CodeBlock.Builder calls = CodeBlock.builder();
        calls.add(Comment.of("Rows and columns that meet the same weights are computed together."));
        String images = source.many() ? ", images" : "";
        for (AxpySliding phase : phases) {
            String part = name + "Phase" + phase.rows().start() + "_" + phase.columns().start();
            calls.addStatement(
                    "$L($L$L, weight, inputGradient, scratch, rows)", part, source.first(), images);
            methods.add(method(name, part, phase));
        }
        signature.addCode(source.sizes().comment());
        methods.add(
                0, signature.addCode(source.overSamples(calls.build(), CodeBlock.of(""))).build());
        return methods;
    }

    private MethodSpec method(String name, String part, AxpySliding phase) {
        MethodSpec.Builder method =
                MethodSpec.methodBuilder(part)
                        .addJavadoc(
                                "The rows $L + $L * i and columns $L + $L * i of {@link #$L}.\n",
                                phase.rows().start(),
                                phase.rows().step(),
                                phase.columns().start(),
                                phase.columns().step(),
                                name)
                        .addModifiers(PRIVATE, STATIC)
                        .addParameter(int.class, source.first());
        if (source.many()) {
            method.addParameter(int.class, "images");
        }
        return method.addParameter(float[].class, "weight")
                .addParameter(float[].class, "inputGradient")
                .addParameter(float[].class, "scratch")
                .addParameter(float[][].class, "rows")
                .addCode(phase.sizes())
                .addCode(phase.code())
                .build();
    }
}
