package dev.kiln.processor.emit.network;

import static dev.kiln.processor.emit.code.Modifiers.FINAL;
import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.RuntimeTypes.INITIALIZER;
import static dev.kiln.processor.emit.code.RuntimeTypes.PARAMETER;
import static dev.kiln.processor.emit.code.RuntimeTypes.SHAPE;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.graph.Parameter;
import dev.kiln.processor.graph.kernel.PanelWeights;
import dev.kiln.processor.graph.shape.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One field for each parameter, and the list of them all. */
public final class ParameterFields {

    /** Constructors of more parameters than this are cut into several methods. */
    private static final int MOST = 50;

    private static final TypeName LIST =
            ParameterizedTypeName.get(ClassName.get(List.class), PARAMETER);

    private final Map<Parameter, String> fields = new LinkedHashMap<>();
    private final Set<Parameter> inPanels;
    private final Set<Parameter> dropped;

    ParameterFields(List<Parameter> parameters, Names names) {
        this(parameters, names, Set.of(), Set.of());
    }

    /**
     * Fields of a predictor.
     *
     * @param inPanels those that are kept in panels
     * @param dropped those that go after loading
     */
    ParameterFields(
            List<Parameter> parameters,
            Names names,
            Set<Parameter> inPanels,
            Set<Parameter> dropped) {
        parameters.forEach(p -> fields.put(p, names.parameter(p.name())));
        this.inPanels = inPanels;
        this.dropped = dropped;
    }

    /** Floats from one row of a parameter to the next. */
    int width(Parameter parameter, int columns) {
        return inPanels.contains(parameter) ? PanelWeights.WIDTH : columns;
    }

    String field(Parameter parameter) {
        return fields.get(parameter);
    }

    /** Adds the fields; large networks fill them in methods that the constructor calls. */
    void addTo(TypeSpec.Builder type, MethodSpec.Builder constructor) {
        if (fields.size() <= MOST) {
            fields.forEach(
                    (parameter, name) -> {
                        FieldSpec.Builder field = field(parameter, name).addModifiers(PRIVATE);
                        if (!dropped.contains(parameter)) {
                            field.addModifiers(FINAL);
                        }
                        type.addField(field.initializer(create(parameter)).build());
                    });
            CodeBlock all = CodeBlock.of("$T.of($L)", List.class, names());
            type.addField(
                    FieldSpec.builder(LIST, "parameters", PRIVATE, FINAL)
                            .initializer(
                                    dropped.isEmpty()
                                            ? all
                                            : CodeBlock.of("new $T<>($L)", ArrayList.class, all))
                            .build());
            return;
        }
        type.addField(
                FieldSpec.builder(LIST, "parameters", PRIVATE, FINAL)
                        .initializer("new $T<>()", ArrayList.class)
                        .build());
        List<CodeBlock> statements = new ArrayList<>();
        fields.forEach(
                (parameter, name) -> {
                    type.addField(field(parameter, name).addModifiers(PRIVATE).build());
                    statements.add(
                            CodeBlock.builder()
                                    .addStatement("$L = $L", name, create(parameter))
                                    .addStatement("parameters.add($L)", name)
                                    .build());
                });
        MethodSplitter.add(
                type,
                "createParameters",
                MOST,
                statements,
                () -> MethodSpec.methodBuilder("createParameters").addModifiers(PRIVATE),
                "$L()");
        constructor.addStatement("createParameters()");
    }

    private CodeBlock names() {
        return CodeBlock.join(
                fields.values().stream().map(f -> CodeBlock.of("$L", f)).toList(), ",$W");
    }

    private FieldSpec.Builder field(Parameter parameter, String name) {
        return FieldSpec.builder(PARAMETER, name)
                .addJavadoc(
                        "$L$L\n",
                        memory(parameter),
                        inPanels.contains(parameter) ? " in panels" : "");
    }

    private static String memory(Parameter parameter) {
        if (parameter.layout() instanceof Parameter.Convolution c) {
            return "["
                    + c.kernel().rows()
                    + " rows * "
                    + c.kernel().columns()
                    + " columns * "
                    + c.inputsPerGroup()
                    + " channels x "
                    + c.outputs()
                    + " filters]";
        }
        if (parameter.layout() instanceof Parameter.Dense d) {
            return "[" + d.input().size() + " inputs x " + d.units() + " units]";
        }
        return "[" + parameter.size() + "]";
    }

    private CodeBlock create(Parameter parameter) {
        CodeBlock.Builder code = CodeBlock.builder().add(plain(parameter));
        Parameter.Training training = parameter.training();
        if (training.isPenalized()) {
            code.add(".penalize($L, $L)", training.l1(), training.l2());
        }
        if (training.frozen()) {
            code.add(".freeze()");
        }
        return code.build();
    }

    private CodeBlock plain(Parameter parameter) {
        CodeBlock initializer = CodeBlock.of("$T.$L", INITIALIZER, parameter.initializer().name());
        if (parameter.layout() instanceof Parameter.Convolution c) {
            return CodeBlock.of(
                    "$T.$L($S, $L, $L, $L, $L, $L)",
                    PARAMETER,
                    inPanels.contains(parameter) ? "convolutionInPanels" : "convolution",
                    parameter.name(),
                    c.outputs(),
                    c.inputsPerGroup(),
                    c.kernel().rows(),
                    c.kernel().columns(),
                    initializer);
        }
        if (parameter.layout() instanceof Parameter.Dense d) {
            return CodeBlock.of(
                    "$T.dense($S, $L, $L, $L)",
                    PARAMETER,
                    parameter.name(),
                    d.units(),
                    shape(d.input()),
                    initializer);
        }
        String factory =
                switch (parameter.kind()) {
                    case SCALE -> "scale";
                    case RUNNING_MEAN -> "runningMean";
                    case RUNNING_VARIANCE -> "runningVariance";
                    default -> "bias";
                };
        return CodeBlock.of(
                "$T.$L($S, $L)", PARAMETER, factory, parameter.name(), parameter.size());
    }

    static CodeBlock shape(Shape shape) {
        return CodeBlock.of(
                "new $T($L, $L, $L)", SHAPE, shape.height(), shape.width(), shape.channels());
    }
}
