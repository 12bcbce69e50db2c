package dev.kiln.processor.network;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.kiln.processor.MemoryCompiler;
import dev.kiln.processor.Models;
import dev.kiln.runtime.Network;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.CodeSizeEvaluator;

/** HotSpot compiles no method over 8,000 bytes of bytecode; we stay below half of that. */
class BytecodeTest {

    private static final int LARGEST = 4_000;

    private static final String HEAD =
            """
            @Model(input = @Input(height = 23, width = 29, channels = 15), inputGradient = true)
            @SuppressWarnings({"KILN-CROPPED", "KILN-LOPSIDED"})
            """;

    @Test
    void methodsOfLeNetAreSmall() {
        assertSmall(LeNet.COMPILED.classes());
    }

    @Test
    void methodsOfDeepNetworksAreSmall() {
        StringBuilder source = new StringBuilder(HEAD).append("class Deep {\n");
        for (int i = 0; i < 200; i++) {
            source.append(
                    "@Conv(filters = %d, kernel = 3, activation = GELU) Layer l%d;\n"
                            .formatted(3 + i % 3, i));
        }
        source.append("@Dense(units = 3, activation = SOFTMAX) Layer last; }\n");
        assertSmall(MemoryCompiler.compile(Models.of(source.toString())).classes());
    }

    @Test
    void methodsOfAwkwardKernelsAreSmall() {
        String[] layers = {
            "@Conv(filters = 17, kernel = 7, stride = 2, activation = GELU)",
            "@Conv(filters = 23, kernel = 11, stride = 3, activation = ELU)",
            "@Conv(filters = 35, kernel = {5, 3}, groups = 5, activation = SILU)",
            "@Conv(filters = 30, kernel = 5, stride = {3, 4}, dilation = 2, groups = 15)",
            "@Conv(filters = 22, kernel = 1, activation = TANH)",
            "@Dense(units = 23, activation = GELU_TANH)",
            "@Pool(size = 7, stride = 3, padding = 3)",
        };
        for (int i = 0; i < layers.length; i++) {
            layers[i] = HEAD + "class Awkward" + i + " { " + layers[i] + " Layer layer; }";
        }
        assertSmall(MemoryCompiler.compile(Models.of(layers)).classes());
    }

    @Test
    void methodsWithManyConstantsAreSmall() {
        for (int n : new int[] {100, 101, 9000}) {
            assertSmall(MemoryCompiler.compile(Models.of(constants(n))).classes());
        }
    }

    @Test
    void methodsWithManyLabelsAreSmall() throws ReflectiveOperationException {
        String labels =
                IntStream.range(0, 30_000)
                        .mapToObj(i -> "\"label " + i + "\"")
                        .collect(Collectors.joining(", ", "{", "}"));
        String source =
                """
                @Model(input = @Input(channels = 3))
                @Labels(%s)
                class Many {
                    @Dense(units = 30_000, activation = SOFTMAX) Layer last;
                }
                """
                        .formatted(labels);
        MemoryCompiler.Result result = MemoryCompiler.compile(Models.of(source));
        assertSmall(result.classes());
        Network network =
                (Network)
                        result.loader()
                                .loadClass("nets.ManyNetwork")
                                .getMethod("initialize", long.class)
                                .invoke(null, 1L);
        assertThat(network.labels()).hasSize(30_000);
        assertThat(network.labels().get(29_999)).isEqualTo("label 29999");
    }

    /** A network with so many different means, deviations and class weights. */
    private static String constants(int n) {
        String numbers =
                IntStream.rangeClosed(1, n)
                        .mapToObj(i -> Double.toString(i / 7.0))
                        .collect(Collectors.joining(", ", "{", "}"));
        return """
        @Model(
                input = @Input(channels = %1$d, mean = %2$s, deviation = %2$s),
                classWeights = %2$s,
                labelSmoothing = 0.1,
                inputGradient = true)
        class Constants {
            @Dense(units = %1$d, activation = SOFTMAX) Layer last;
        }
        """
                .formatted(n, numbers);
    }

    static void assertSmall(Map<String, byte[]> classes) {
        assertThat(classes).isNotEmpty();
        classes.forEach(
                (name, bytes) ->
                        new ClassReader(bytes)
                                .accept(
                                        new ClassVisitor(Opcodes.ASM9) {
                                            @Override
                                            public MethodVisitor visitMethod(
                                                    int access,
                                                    String method,
                                                    String descriptor,
                                                    String signature,
                                                    String[] exceptions) {
                                                return new Size(name + "." + method);
                                            }
                                        },
                                        0));
    }

    private static final class Size extends CodeSizeEvaluator {
        private final String method;

        Size(String method) {
            super(Opcodes.ASM9, null);
            this.method = method;
        }

        @Override
        public void visitEnd() {
            assertWithMessage("bytes of " + method).that(getMaxSize()).isLessThan(LARGEST);
        }
    }
}
