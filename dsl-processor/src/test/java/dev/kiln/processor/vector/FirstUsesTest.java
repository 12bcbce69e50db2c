package dev.kiln.processor.vector;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;

import dev.kiln.processor.MemoryCompiler;
import dev.kiln.processor.graph.kernel.Kernel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** No kernel uses an operation of the Vector API before the class has used it. */
@Tag("slow")
class FirstUsesTest {

    private static final String API = "jdk/incubator/vector/";

    /** What moves, compares or names lanes is not looked up. */
    private static final Set<String> NOT_LOOKED_UP =
            Set.of(
                    "addIndex",
                    "blend",
                    "broadcast",
                    "cast",
                    "compare",
                    "fromArray",
                    "intoArray",
                    "lane",
                    "rearrange",
                    "reinterpretAsFloats",
                    "reinterpretAsInts",
                    "zero");

    /** Operations of a class: of its static block (true) and of its kernels (false). */
    private static final Map<String, Map<Boolean, Set<String>>> OPERATIONS = new TreeMap<>();

    /** A class for each kind of kernel. */
    @BeforeAll
    static void compile() {
        Map<String, List<Kernel>> kinds =
                FormCases.all().stream()
                        .collect(groupingBy(kernel -> kernel.getClass().getSimpleName()));
        Map<String, String> sources = new HashMap<>();
        kinds.forEach(
                (kind, kernels) ->
                        sources.put(
                                "forms." + kind,
                                FormBitsTest.source(FormBitsTest.vectors(kind, kernels))));
        MemoryCompiler.compile(sources, MemoryCompiler.VECTORS)
                .classes()
                .forEach(
                        (name, bytes) -> {
                            Map<Boolean, Set<String>> operations = new HashMap<>();
                            operations.put(true, new TreeSet<>());
                            operations.put(false, new TreeSet<>());
                            new ClassReader(bytes).accept(reader(operations), 0);
                            OPERATIONS.put(name, operations);
                        });
    }

    @Test
    void allOperationsAreUsedAtFirst() {
        Set<String> all = new TreeSet<>();
        OPERATIONS.forEach(
                (name, operations) -> {
                    assertWithMessage(name)
                            .that(operations.get(true))
                            .containsAtLeastElementsIn(operations.get(false));
                    all.addAll(operations.get(false));
                });
        assertThat(all)
                .containsAtLeast("FloatVector.fma", "IntVector.sub", "LongVector.lanewise ROR");
    }

    @Test
    void classesOfIntegersAreLoadedOnlyWhereKernelsHaveThem() {
        OPERATIONS.forEach(
                (name, operations) -> {
                    Set<String> vectors = vectors(operations.get(false));
                    vectors.add("FloatVector");
                    assertWithMessage(name)
                            .that(vectors)
                            .containsAtLeastElementsIn(vectors(operations.get(true)));
                });
    }

    private static Set<String> vectors(Set<String> operations) {
        return operations.stream()
                .map(operation -> operation.substring(0, operation.indexOf('.')))
                .collect(toCollection(TreeSet::new));
    }

    private static ClassVisitor reader(Map<Boolean, Set<String>> operations) {
        return new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(
                    int access, String method, String type, String generic, String[] thrown) {
                Set<String> here = operations.get(method.equals("<clinit>"));
                return new MethodVisitor(Opcodes.ASM9) {
                    private String operator = "";

                    @Override
                    public void visitFieldInsn(int code, String owner, String name, String type) {
                        if (owner.equals(API + "VectorOperators")) {
                            operator = name;
                        }
                    }

                    @Override
                    public void visitMethodInsn(
                            int code, String owner, String name, String type, boolean inInterface) {
                        String vector = owner.substring(owner.lastIndexOf('/') + 1);
                        if (owner.startsWith(API)
                                && vector.matches("(Float|Int|Long)Vector")
                                && !NOT_LOOKED_UP.contains(name)) {
                            boolean named = name.equals("lanewise");
                            here.add(vector + "." + name + (named ? " " + operator : ""));
                        }
                    }
                };
            }
        };
    }
}
