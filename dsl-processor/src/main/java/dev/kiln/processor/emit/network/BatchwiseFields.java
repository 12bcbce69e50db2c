package dev.kiln.processor.emit.network;

import static dev.kiln.processor.emit.code.Modifiers.FINAL;
import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;

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

/**
 * One small array for each vector of numbers that belong to a whole batch, and one for each chunk
 * for those that belong to chunks.
 */
public final class BatchwiseFields {

    /** More than this are created in methods that the constructor calls. */
    private static final int MOST = 50;

    private final Map<Operand.Batchwise, String> ofBatch = new LinkedHashMap<>();
    private final Map<Operand.Chunkwise, String> ofChunks = new LinkedHashMap<>();
    private final Map<Operand.Batchwise, String> elsewhere;

    BatchwiseFields(List<Step> steps, Names names) {
        this(steps, names, Map.of());
    }

    /** {@code elsewhere}: arrays that are not kept in fields of their own. */
    BatchwiseFields(List<Step> steps, Names names, Map<Operand.Batchwise, String> elsewhere) {
        this.elsewhere = elsewhere;
        for (Step step : steps) {
            for (Operand operand : step.operands()) {
                if (operand instanceof Operand.Batchwise numbers
                        && !elsewhere.containsKey(numbers)) {
                    ofBatch.computeIfAbsent(numbers, n -> names.field(n.name()));
                }
                if (operand instanceof Operand.Chunkwise numbers) {
                    ofChunks.computeIfAbsent(numbers, n -> names.field(n.name()));
                }
            }
        }
    }

    String field(Operand.Batchwise numbers) {
        return elsewhere.getOrDefault(numbers, ofBatch.get(numbers));
    }

    String field(Operand.Chunkwise numbers) {
        return ofChunks.get(numbers);
    }

    /** Adds the fields of a predictor, which are filled when it is made. */
    void addEmpty(TypeSpec.Builder type) {
        ofBatch.forEach((numbers, name) -> type.addField(field(numbers, name).build()));
    }

    private static FieldSpec.Builder field(Operand.Batchwise numbers, String name) {
        return FieldSpec.builder(float[].class, name, PRIVATE).addJavadoc("$L.\n", numbers.name());
    }

    void addTo(TypeSpec.Builder type, MethodSpec.Builder constructor) {
        boolean few = ofBatch.size() <= MOST;
        List<CodeBlock> statements = new ArrayList<>();
        ofBatch.forEach(
                (numbers, name) -> {
                    CodeBlock create = CodeBlock.of("new float[$L]", numbers.size());
                    FieldSpec.Builder field = field(numbers, name);
                    if (few) {
                        field.addModifiers(FINAL).initializer(create);
                    }
                    type.addField(field.build());
                    statements.add(
                            CodeBlock.builder().addStatement("$L = $L", name, create).build());
                });
        if (!few) {
            MethodSplitter.add(
                    type,
                    "createStatistics",
                    4 * MOST,
                    statements,
                    () -> MethodSpec.methodBuilder("createStatistics").addModifiers(PRIVATE),
                    "$L()");
            constructor.addStatement("createStatistics()");
        }
        addOfChunks(type);
    }

    private void addOfChunks(TypeSpec.Builder type) {
        if (ofChunks.isEmpty()) {
            return;
        }
        List<CodeBlock> statements = new ArrayList<>();
        ofChunks.forEach(
                (numbers, name) -> {
                    type.addField(
                            FieldSpec.builder(
                                            numbers.doubles() ? double[][].class : float[][].class,
                                            name,
                                            PRIVATE)
                                    .addJavadoc("$L, for each chunk.\n", numbers.name())
                                    .build());
                    statements.add(
                            CodeBlock.builder()
                                    .addStatement(
                                            "$L = new $L[chunks][$L]",
                                            name,
                                            numbers.doubles() ? "double" : "float",
                                            numbers.size())
                                    .build());
                });
        MethodSplitter.add(
                type,
                "createSums",
                4 * MOST,
                statements,
                () ->
                        MethodSpec.methodBuilder("createSums")
                                .addJavadoc("Makes room for what so many chunks leave.\n")
                                .addModifiers(PRIVATE)
                                .addParameter(int.class, "chunks"),
                "$L(chunks)");
    }
}
