package dev.kiln.processor.vector;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.processor.MemoryCompiler;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** No kernel uses an operation of the Vector API before the class has used it. */
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

    @Test
    void allOperationsAreUsedAtFirst() {
        Map<Boolean, Set<String>> operations = operations();
        assertThat(operations.get(false)).contains("FloatVector.fma");
        assertThat(operations.get(false)).contains("LongVector.lanewise ROR");
        assertThat(operations.get(true)).containsAtLeastElementsIn(operations.get(false));
    }

    /** Operations of the static block (true) and of the kernels (false). */
    private static Map<Boolean, Set<String>> operations() {
        String source = FormBitsTest.source(FormBitsTest.vectors());
        Map<Boolean, Set<String>> operations = new HashMap<>();
        MemoryCompiler.compile(Map.of("forms.Vector", source), MemoryCompiler.VECTORS)
                .classes()
                .values()
                .forEach(bytes -> new ClassReader(bytes).accept(reader(operations), 0));
        return operations;
    }

    private static ClassVisitor reader(Map<Boolean, Set<String>> operations) {
        return new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(
                    int access, String method, String type, String generic, String[] thrown) {
                Set<String> here =
                        operations.computeIfAbsent(
                                method.equals("<clinit>"), first -> new TreeSet<>());
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
