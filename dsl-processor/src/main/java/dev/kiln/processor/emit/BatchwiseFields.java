package dev.kiln.processor.emit;

import static dev.kiln.processor.emit.Modifiers.FINAL;
import static dev.kiln.processor.emit.Modifiers.PRIVATE;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One small array for each vector of numbers that belong to a whole batch. */
final class BatchwiseFields {

    /** More than this are created in methods that the constructor calls. */
    private static final int MOST = 50;

    private final Map<Operand.Batchwise, String> fields = new LinkedHashMap<>();

    BatchwiseFields(List<Step> steps, Names names) {
        for (Step step : steps) {
            for (Operand operand : step.operands()) {
                if (operand instanceof Operand.Batchwise numbers && !fields.containsKey(numbers)) {
                    fields.put(numbers, names.field(numbers.name()));
                }
            }
        }
    }

    String field(Operand.Batchwise numbers) {
        return fields.get(numbers);
    }

    void addTo(TypeSpec.Builder type, MethodSpec.Builder constructor) {
        boolean few = fields.size() <= MOST;
        List<CodeBlock> statements = new ArrayList<>();
        fields.forEach(
                (numbers, name) -> {
                    FieldSpec.Builder field =
                            FieldSpec.builder(
                                            numbers.doubles() ? double[].class : float[].class,
                                            name,
                                            PRIVATE)
                                    .addJavadoc("$L.\n", numbers.name());
                    if (few) {
                        field.addModifiers(FINAL).initializer(create(numbers));
                    }
                    type.addField(field.build());
                    statements.add(
                            CodeBlock.builder()
                                    .addStatement("$L = $L", name, create(numbers))
                                    .build());
                });
        if (!few) {
            Chunks.add(
                    type,
                    "createStatistics",
                    4 * MOST,
                    statements,
                    () -> MethodSpec.methodBuilder("createStatistics").addModifiers(PRIVATE),
                    "$L()");
            constructor.addStatement("createStatistics()");
        }
    }

    private static CodeBlock create(Operand.Batchwise numbers) {
        return CodeBlock.of(
                "new $T[$L]", numbers.doubles() ? double.class : float.class, numbers.size());
    }
}
