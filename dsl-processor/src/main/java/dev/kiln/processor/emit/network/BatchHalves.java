package dev.kiln.processor.emit.network;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.emit.kernel.KernelForms;
import dev.kiln.processor.emit.network.SegmentNumbers.Segment;
import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.DenseForward;
import dev.kiln.processor.pass.SplitK;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Products of {@linkplain SplitK halves} of the raw input. Where two threads train, each computes
 * those of one half for the whole batch, before the chunks' passes, and a chunk takes its samples'
 * sums from there: so a thread reads the weights that it changes itself, and no others. Else a
 * chunk computes both.
 */
public final class BatchHalves implements WholeBatch {

    private static final String HALVED = "halved";

    private final KernelForms forms;
    private final ClassName kernels;
    private final ParameterFields parameters;

    /** The array of each step's sums: the first half and the second of each product in turn. */
    private final Map<Step, BatchArray> sums = new LinkedHashMap<>();

    BatchHalves(
            List<Step> forward,
            KernelForms forms,
            ClassName kernels,
            ParameterFields parameters,
            Names names) {
        this.forms = forms;
        this.kernels = kernels;
        this.parameters = parameters;
        for (Step step : forward) {
            if (SplitK.isHalf(step)) {
                String half = isFirst(step) ? "firstSumsOf" : "secondSumsOf";
                String array = names.method(half, step.layer());
                sums.put(step, new BatchArray(array, output(step).shape().size()));
            }
        }
    }

    private static boolean isFirst(Step step) {
        return ((DenseForward) step.kernel()).source().from() == 0;
    }

    boolean isEmpty() {
        return sums.isEmpty();
    }

    @Override
    public boolean contains(Step step) {
        return sums.containsKey(step);
    }

    @Override
    public CodeBlock inChunk(List<Step> steps, Function<Operand, String> arguments) {
        CodeBlock.Builder code = CodeBlock.builder().beginControlFlow("if ($L)", HALVED);
        for (Step step : steps) {
            code.addStatement(
                    "System.arraycopy($1L, first * $2L, $3L, 0, samples * $2L)",
                    sums.get(step).name(),
                    sums.get(step).size(),
                    arguments.apply(Operand.of(output(step))));
        }
        code.nextControlFlow("else");
        for (Step step : steps) {
            code.addStatement(LayerMethods.expression(step, kernels, arguments, forms));
        }
        return code.endControlFlow().build();
    }

    private static Tensor output(Step step) {
        List<Operand> operands = step.operands();
        return ((Operand.Of) operands.get(operands.size() - 1)).tensor();
    }

    void addFields(TypeSpec.Builder type) {
        if (isEmpty()) {
            return;
        }
        type.addField(
                FieldSpec.builder(boolean.class, HALVED, PRIVATE)
                        .addJavadoc(
                                "Whether sums of halves of the inputs are there for the whole batch.\n")
                        .build());
        sums.values().forEach(a -> type.addField(a.field("where two threads train")));
    }

    /** Statements in front of what goes forward chunk by chunk. */
    CodeBlock none() {
        return isEmpty()
                ? CodeBlock.of("")
                : CodeBlock.builder().addStatement("$L = false", HALVED).build();
    }

    /** Statements in front of the chunks' passes of training. */
    CodeBlock run() {
        if (isEmpty()) {
            return CodeBlock.of("");
        }
        CodeBlock.Builder code =
                CodeBlock.builder()
                        .addStatement("$L = team().workers(chunks) == 2", HALVED)
                        .beginControlFlow("if ($L)", HALVED);
        sums.values().forEach(a -> code.add(a.reserve()));
        return code.addStatement("team().runOwned(work, $L, 2)", Segment.SPLIT_SUMS)
                .endControlFlow()
                .build();
    }

    /** The working memory of a thread that they need, by its name in a workspace. */
    Map<String, Class<?>> memory() {
        return forms.memory(sums.keySet());
    }

    /** The method of the network that computes a half. */
    void addMethods(TypeSpec.Builder type) {
        if (isEmpty()) {
            return;
        }
        MethodSpec.Builder method =
                MethodSpec.methodBuilder("half")
                        .addJavadoc(
                                "The sums of a half of the inputs, for all samples of the batch.\n")
                        .addModifiers(PRIVATE)
                        .addParameter(int.class, "half")
                        .addParameter(int.class, "samples");
        memory().forEach((name, of) -> method.addParameter(of, name));
        method.beginControlFlow("if (half == 0)").addCode(calls(true));
        method.nextControlFlow("else").addCode(calls(false)).endControlFlow();
        type.addMethod(method.build());
    }

    private CodeBlock calls(boolean first) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (Step step : sums.keySet()) {
            if (isFirst(step) == first) {
                Function<Operand, String> arguments = operand -> argument(step, operand);
                code.addStatement(LayerMethods.expression(step, kernels, arguments, forms));
            }
        }
        return code.build();
    }

    private String argument(Step step, Operand operand) {
        if (operand instanceof Operand.Value value) {
            return parameters.field(value.parameter()) + ".values()";
        }
        return operand.equals(Operand.of(output(step))) ? sums.get(step).name() : "batch";
    }
}
