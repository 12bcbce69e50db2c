package dev.kiln.processor.emit.network;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.RuntimeTypes.WORKER_TEAM;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.emit.code.KernelSignature;
import dev.kiln.processor.emit.kernel.KernelForms;
import dev.kiln.processor.emit.network.SegmentNumbers.Segment;
import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Parameter;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Argument;
import dev.kiln.processor.graph.kernel.Kernel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Gradients by large matrices of weights. They are computed once for a batch, when all its chunks
 * are through, from what these have left: so each sum is fetched and put back once and not for each
 * chunk, and threads share the rows without waiting for each other. A batch of a single chunk
 * leaves nothing.
 */
public final class BatchGradients implements WholeBatch {

    /** What the chunks do one by one then keeps nobody waiting. */
    private static final double LITTLE = 0.1;

    /**
     * One of them.
     *
     * @param method its method of the network
     * @param left by argument, the array in which the chunks leave it
     */
    private record One(Step step, String method, Map<String, Left> left) {

        /** The arrays that chunks fill. */
        Stream<BatchArray> own() {
            return left.values().stream().filter(l -> !l.given()).map(Left::array);
        }
    }

    /**
     * What the chunks leave.
     *
     * @param given whether it is the caller's batch, so that nobody has to
     */
    private record Left(BatchArray array, boolean given) {}

    private final KernelForms forms;
    private final ParameterFields parameters;
    private final Map<Step, One> all = new LinkedHashMap<>();
    private final List<Step> backward;

    BatchGradients(
            List<Step> backward,
            Tensor input,
            KernelForms forms,
            ParameterFields parameters,
            Names names) {
        this.backward = backward;
        this.forms = forms;
        this.parameters = parameters;
        for (Step step : backward) {
            if (step.kernel().divisibleRows() > 0) {
                all.put(step, one(step, input, names));
            }
        }
    }

    private static One one(Step step, Tensor input, Names names) {
        Map<String, Left> left = new LinkedHashMap<>();
        forEachRead(
                step,
                (argument, tensor) -> {
                    boolean given = tensor.equals(input);
                    String array = given ? "batch" : names.method(argument + "Of", step.layer());
                    left.put(
                            argument,
                            new Left(new BatchArray(array, tensor.shape().size()), given));
                });
        return new One(step, names.method("weightGradientOf", step.layer()), left);
    }

    private interface Read {
        void accept(String argument, Tensor tensor);
    }

    private static void forEachRead(Step step, Read read) {
        List<Argument> arguments = step.kernel().arguments();
        IntStream.range(0, arguments.size())
                .forEach(
                        i -> {
                            if (step.operands().get(i) instanceof Operand.Of of) {
                                read.accept(arguments.get(i).name(), of.tensor());
                            }
                        });
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    @Override
    public boolean contains(Step step) {
        return all.containsKey(step);
    }

    /** The parameters whose gradients they are. */
    List<Parameter> parameters() {
        return all.keySet().stream().map(s -> Turn.gradient(s).parameter()).toList();
    }

    /** Whether most of what has to follow the order of the samples is in them. */
    boolean areMost() {
        double sum = 0;
        double here = 0;
        for (Step step : backward) {
            sum += products(step);
            here += contains(step) ? products(step) : 0;
        }
        return here > 0 && sum - here < LITTLE * sum;
    }

    /** Multiply-adds of a sample into gradients of parameters; those of convolutions at most. */
    private static double products(Step step) {
        int pixels = 0;
        int weights = 0;
        for (Operand operand : step.operands()) {
            if (operand instanceof Operand.Of of) {
                pixels = of.tensor().shape().pixels();
            } else if (operand instanceof Operand.Gradient gradient) {
                weights += gradient.parameter().size();
            }
        }
        return (double) pixels * weights;
    }

    @Override
    public CodeBlock inChunk(List<Step> steps, Function<Operand, String> arguments) {
        return steps.stream().map(s -> inChunk(s, arguments)).collect(CodeBlock.joining(""));
    }

    private CodeBlock inChunk(Step step, Function<Operand, String> arguments) {
        One one = all.get(step);
        List<CodeBlock> arrays = new ArrayList<>();
        CodeBlock.Builder leave = CodeBlock.builder();
        forEachRead(
                step,
                (argument, tensor) -> {
                    String array = arguments.apply(Operand.of(tensor));
                    arrays.add(CodeBlock.of("$L", array));
                    Left left = one.left().get(argument);
                    if (!left.given()) {
                        leave.addStatement(
                                "System.arraycopy($1L, 0, $2L, first * $3L, samples * $3L)",
                                array,
                                left.array().name(),
                                left.array().size());
                    }
                });
        CodeBlock rows = CodeBlock.of("0,$W$L", step.kernel().divisibleRows());
        return CodeBlock.builder()
                .beginControlFlow("if (samples == batchSamples)")
                .addStatement(call(one, rows, arrays))
                .nextControlFlow("else")
                .add(leave.build())
                .endControlFlow()
                .build();
    }

    /** A call of the method of such a step. */
    private CodeBlock call(One one, CodeBlock rows, List<CodeBlock> arrays) {
        List<CodeBlock> arguments = new ArrayList<>();
        arguments.add(rows);
        arguments.addAll(arrays);
        for (String memory : forms.memory(one.step().kernel()).keySet()) {
            arguments.add(CodeBlock.of("$L", memory));
        }
        return CodeBlock.of("$L($L)", one.method(), CodeBlock.join(arguments, ",$W"));
    }

    /** The working memory of a thread that they need, by its name in a workspace. */
    Map<String, Class<?>> memory() {
        return forms.memory(all.keySet());
    }

    /** The arrays in which the chunks leave what is needed. */
    void addFields(TypeSpec.Builder type) {
        for (One one : all.values()) {
            one.own().forEach(a -> type.addField(a.field("where a batch has several chunks")));
        }
    }

    /** Statements in front of the chunks' passes: room for what they leave. */
    CodeBlock reserve() {
        CodeBlock.Builder code = CodeBlock.builder();
        for (One one : all.values()) {
            one.own().forEach(a -> code.add(a.reserve("chunks > 1 && ")));
        }
        return code.build();
    }

    /** Statements behind the chunks' passes. */
    CodeBlock run() {
        if (isEmpty()) {
            return CodeBlock.of("");
        }
        return CodeBlock.builder()
                .beginControlFlow("if (chunks > 1)")
                .addStatement("pieces = Math.min(chunks, team().threads())")
                .addStatement("team().runOwned(work, $L, pieces)", Segment.WEIGHT_GRADIENTS)
                .endControlFlow()
                .build();
    }

    /** The methods of the network. */
    void addMethods(TypeSpec.Builder type, ClassName kernels) {
        if (isEmpty()) {
            return;
        }
        type.addField(
                FieldSpec.builder(int.class, "pieces", PRIVATE)
                        .addJavadoc("Into how many the rows of gradients are cut.\n")
                        .build());
        MethodSpec.Builder pieces =
                MethodSpec.methodBuilder("weightGradients")
                        .addJavadoc(
                                "A piece of all gradients that are computed once for the batch.\n")
                        .addModifiers(PRIVATE)
                        .addParameter(int.class, "piece");
        memory().forEach((name, of) -> pieces.addParameter(of, name));
        for (One one : all.values()) {
            type.addMethod(method(one, kernels));
            CodeBlock rows = CodeBlock.of("$L,$W$L", bound(one, "piece"), bound(one, "piece + 1"));
            List<CodeBlock> arrays =
                    one.left().values().stream()
                            .map(l -> CodeBlock.of("$L", l.array().name()))
                            .toList();
            pieces.addStatement(call(one, rows, arrays));
        }
        type.addMethod(pieces.build());
    }

    private CodeBlock bound(One one, String piece) {
        Kernel kernel = one.step().kernel();
        return CodeBlock.of(
                "$T.bound($L, $L, $L, pieces)",
                WORKER_TEAM,
                kernel.divisibleRows(),
                forms.rowsTogether(kernel),
                piece);
    }

    private MethodSpec method(One one, ClassName kernels) {
        Kernel kernel = one.step().kernel();
        Parameter parameter = Turn.gradient(one.step()).parameter();
        MethodSpec.Builder method =
                MethodSpec.methodBuilder(one.method())
                        .addJavadoc(
                                "Some rows of the gradient by the weights of $L, for all samples of the"
                                        + " batch.\n",
                                one.step().layer())
                        .addModifiers(PRIVATE)
                        .addParameter(int.class, "firstRow")
                        .addParameter(int.class, "endRow");
        one.left().keySet().forEach(name -> method.addParameter(float[].class, name));
        forms.memory(kernel).forEach((name, of) -> method.addParameter(of, name));
        int row = parameter.size() / kernel.divisibleRows();
        return method.addStatement(
                        "float[] gradient = $L.gradient().data", parameters.field(parameter))
                .addStatement("clearGradient(gradient, firstRow * $1L, endRow * $1L)", row)
                .addStatement(
                        "$T.$L($L)",
                        kernels,
                        kernel.name(),
                        forms.plainSignature(kernel).arguments(p -> value(p, kernel)))
                .build();
    }

    /** The gradient is written last; arrays that are read have their own names. */
    private static String value(KernelSignature.Parameter parameter, Kernel kernel) {
        boolean written =
                kernel.arguments()
                        .get(kernel.arguments().size() - 1)
                        .name()
                        .equals(parameter.name());
        return switch (parameter.role()) {
            case SAMPLES -> "batchSamples";
            case ARRAY -> written ? "gradient" : parameter.name();
            case ROWS -> "rowsOfSums";
            default -> parameter.name();
        };
    }
}
