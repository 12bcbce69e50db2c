package dev.kiln.processor.emit.network;

import static dev.kiln.processor.emit.code.Modifiers.FINAL;
import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.RuntimeTypes.NORMALIZED_BATCH;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fields for what belongs to a whole batch or to its chunks: an object for each batch
 * normalization, and an array for weights that are kept as kernels read them.
 */
public final class BatchwiseFields {

    /** More than this are created in methods that the constructor calls. */
    private static final int MOST = 50;

    /** Fields by the name of their normalization. */
    private final Map<String, Normalization> normalizations = new LinkedHashMap<>();

    private final Map<Operand.Batchwise, String> arrays = new LinkedHashMap<>();
    private final Map<Operand.Batchwise, String> elsewhere;

    private record Normalization(String field, int channels) {}

    BatchwiseFields(List<Step> steps, Names names) {
        this(steps, names, Map.of());
    }

    /** {@code elsewhere}: arrays that are not kept in fields of their own. */
    BatchwiseFields(List<Step> steps, Names names, Map<Operand.Batchwise, String> elsewhere) {
        this.elsewhere = elsewhere;
        for (Step step : steps) {
            for (Operand operand : step.operands()) {
                Optional<Operand.Member> member = member(operand);
                if (member.isPresent()) {
                    normalizations.computeIfAbsent(
                            member.get().layer(),
                            l ->
                                    new Normalization(
                                            names.field("batch of " + l), member.get().channels()));
                } else if (operand instanceof Operand.Batchwise numbers
                        && !elsewhere.containsKey(numbers)) {
                    arrays.computeIfAbsent(numbers, n -> names.field(n.name()));
                }
            }
        }
    }

    private static Optional<Operand.Member> member(Operand operand) {
        if (operand instanceof Operand.Batchwise numbers) {
            return numbers.member();
        }
        return operand instanceof Operand.Chunkwise numbers ? numbers.member() : Optional.empty();
    }

    String field(Operand.Batchwise numbers) {
        return numbers.member()
                .map(this::field)
                .orElseGet(() -> elsewhere.getOrDefault(numbers, arrays.get(numbers)));
    }

    String field(Operand.Chunkwise numbers) {
        return field(numbers.member().orElseThrow());
    }

    private String field(Operand.Member member) {
        return normalizations.get(member.layer()).field() + "." + member.name();
    }

    /** Adds the fields of a predictor, which are filled when it is made. */
    void addEmpty(TypeSpec.Builder type) {
        arrays.forEach((numbers, name) -> type.addField(array(numbers, name).build()));
    }

    private static FieldSpec.Builder array(Operand.Batchwise numbers, String name) {
        return FieldSpec.builder(float[].class, name, PRIVATE).addJavadoc("$L.\n", numbers.name());
    }

    void addTo(TypeSpec.Builder type, MethodSpec.Builder constructor) {
        Map<FieldSpec, CodeBlock> fields = new LinkedHashMap<>();
        arrays.forEach(
                (numbers, name) ->
                        fields.put(
                                array(numbers, name).build(),
                                CodeBlock.of("new float[$L]", numbers.size())));
        normalizations
                .values()
                .forEach(
                        n ->
                                fields.put(
                                        field(NORMALIZED_BATCH, n.field()),
                                        CodeBlock.of(
                                                "new $T($L)", NORMALIZED_BATCH, n.channels())));
        if (fields.size() <= MOST) {
            fields.forEach(
                    (field, create) ->
                            type.addField(
                                    field.toBuilder()
                                            .addModifiers(FINAL)
                                            .initializer(create)
                                            .build()));
        } else {
            addCreated(type, constructor, fields);
        }
        addReserved(type);
    }

    private static FieldSpec field(TypeName type, String name) {
        return FieldSpec.builder(type, name, PRIVATE).build();
    }

    private static void addCreated(
            TypeSpec.Builder type,
            MethodSpec.Builder constructor,
            Map<FieldSpec, CodeBlock> fields) {
        List<CodeBlock> statements = new ArrayList<>();
        fields.forEach(
                (field, create) -> {
                    type.addField(field);
                    statements.add(
                            CodeBlock.builder()
                                    .addStatement("$L = $L", field.name(), create)
                                    .build());
                });
        MethodSplitter.add(
                type,
                "createStatistics",
                4 * MOST,
                statements,
                () -> MethodSpec.methodBuilder("createStatistics").addModifiers(PRIVATE),
                "$L()");
        constructor.addStatement("createStatistics()");
    }

    private void addReserved(TypeSpec.Builder type) {
        if (normalizations.isEmpty()) {
            return;
        }
        List<CodeBlock> statements = new ArrayList<>();
        normalizations
                .values()
                .forEach(
                        n ->
                                statements.add(
                                        CodeBlock.builder()
                                                .addStatement("$L.reserve(chunks)", n.field())
                                                .build()));
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
