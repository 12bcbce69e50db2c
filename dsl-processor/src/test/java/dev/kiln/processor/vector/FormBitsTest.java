package dev.kiln.processor.vector;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.util.stream.Collectors.toSet;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.MemoryCompiler;
import dev.kiln.processor.emit.kernel.KernelForms;
import dev.kiln.processor.emit.kernel.VectorKernelsClass;
import dev.kiln.processor.graph.kernel.Kernel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kernel with a vector form leaves the same bits as its plain form: each kind of kernel at
 * each width, each case at one of them or at all, as {@link Width} says.
 */
@Tag("slow")
class FormBitsTest {

    private static final KernelForms FORMS = new KernelForms(true);

    private static final List<Kernel> KERNELS = FormCases.all();

    @TempDir static Path folder;

    @BeforeAll
    static void compile() throws IOException {
        TypeSpec.Builder plain = TypeSpec.classBuilder("Plain");
        LinkedHashSet<Kernel> withParts = new LinkedHashSet<>(KERNELS);
        KERNELS.forEach(kernel -> withParts.addAll(kernel.parts()));
        for (Kernel kernel : withParts) {
            plain.addMethods(FORMS.plainMethods(kernel, FORMS.plainSignature(kernel).method()));
        }
        MemoryCompiler.compile(
                        Map.of(
                                "forms.Plain", source(plain.build()),
                                "forms.Vector", source(vectors())),
                        MemoryCompiler.VECTORS)
                .writeTo(folder);
    }

    /** A class of the vector forms of all cases. */
    private static TypeSpec vectors() {
        return vectors("Vector", KERNELS);
    }

    /** A class of the vector forms of some kernels. */
    static TypeSpec vectors(String name, List<Kernel> kernels) {
        TypeSpec.Builder vector = TypeSpec.classBuilder(name);
        VectorKernelsClass.addKernels(vector, kernels, FORMS);
        return vector.build();
    }

    static String source(TypeSpec type) {
        return JavaFile.builder("forms", type).build().toString();
    }

    @Test
    void allKindsAreThere() {
        assertThat(kinds(KERNELS)).hasSize(27);
        assertThat(KERNELS.size()).isAtLeast(250);
    }

    private static Set<Class<?>> kinds(List<Kernel> kernels) {
        return kernels.stream().map(Object::getClass).collect(toSet());
    }

    /** Indices of cases, among them one of each kind. */
    private static Set<Integer> share(Width width) {
        Set<Integer> share = new TreeSet<>(width.share(KERNELS.size()));
        Set<Class<?>> kinds = kinds(share.stream().map(KERNELS::get).toList());
        for (int i = 0; i < KERNELS.size(); i++) {
            if (kinds.add(KERNELS.get(i).getClass())) {
                share.add(i);
            }
        }
        return share;
    }

    @ParameterizedTest
    @MethodSource("dev.kiln.processor.vector.Width#all")
    void bothFormsLeaveTheSameBits(Width width) throws IOException, InterruptedException {
        assertWithMessage("%s", width)
                .that(
                        ChildJvm.run(
                                FormBits.class,
                                folder,
                                List.of(width.option()),
                                share(width).stream().map(String::valueOf).toArray(String[]::new)))
                .isEmpty();
    }
}
