package dev.kiln.processor.network;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.processor.MemoryCompiler;
import dev.kiln.runtime.Network;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Neither the runtime nor generated classes use reflection or resources, which a native image must
 * be told of.
 */
class ReflectionTest {

    private static final Set<String> TYPES =
            Set.of(
                    "java/lang/ClassLoader",
                    "java/util/ServiceLoader",
                    "java/util/ResourceBundle",
                    "java/io/ObjectInputStream",
                    "java/lang/invoke/MethodHandles",
                    "java/lang/invoke/MethodHandles$Lookup");

    /** Those of {@link Class} and {@link Module} that look something up. */
    private static final String LOOKUPS =
            "forName|newInstance|getResource.*|get(Declared)?(Method|Field|Constructor)s?";

    private static boolean isReflection(String owner, String name) {
        boolean lookedUp = owner.equals("java/lang/Class") || owner.equals("java/lang/Module");
        return TYPES.contains(owner)
                || owner.startsWith("java/lang/reflect/")
                || (lookedUp && name.matches(LOOKUPS));
    }

    /** Calls by the name of the class that makes them. */
    private static Map<String, Set<String>> reflection(Collection<byte[]> classes) {
        Map<String, Set<String>> calls = new TreeMap<>();
        for (byte[] bytes : classes) {
            ClassReader reader = new ClassReader(bytes);
            Set<String> here = new TreeSet<>();
            reader.accept(
                    new ClassVisitor(Opcodes.ASM9) {
                        @Override
                        public MethodVisitor visitMethod(
                                int access, String n, String t, String g, String[] thrown) {
                            return collector(here);
                        }
                    },
                    0);
            if (!here.isEmpty()) {
                calls.put(reader.getClassName(), here);
            }
        }
        return calls;
    }

    private static MethodVisitor collector(Set<String> calls) {
        return new MethodVisitor(Opcodes.ASM9) {
            @Override
            public void visitMethodInsn(
                    int code, String owner, String name, String type, boolean inInterface) {
                if (isReflection(owner, name)) {
                    calls.add(owner + "." + name);
                }
            }
        };
    }

    private static Collection<byte[]> classes(Path folder) throws IOException {
        Map<String, byte[]> classes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                classes.put(file.toString(), Files.readAllBytes(file));
            }
        }
        return classes.values();
    }

    /** A folder or a jar, as Maven has it. */
    private static Collection<byte[]> runtime() throws Exception {
        URI runtime = Network.class.getProtectionDomain().getCodeSource().getLocation().toURI();
        Path path = Path.of(runtime);
        if (Files.isDirectory(path)) {
            return classes(path);
        }
        try (FileSystem jar = FileSystems.newFileSystem(path)) {
            return classes(jar.getPath("/"));
        }
    }

    /**
     * Of training alone: what a console is, from JDK 22 on, and the answer may be missing; and who
     * draws reports, where they are asked for, which a native image finds without being told.
     */
    @Test
    void theRuntimeAsksForAConsoleAndForReportsAndForNothingElse() throws Exception {
        assertThat(runtime().size()).isAtLeast(100);
        assertThat(reflection(runtime()).keySet())
                .containsExactly(
                        "dev/kiln/runtime/train/Terminal",
                        "dev/kiln/runtime/train/TrainingReports");
    }

    @Test
    void generatedClassesUseNone() {
        MemoryCompiler.Result result =
                MemoryCompiler.compile(Map.of("demo.LeNet", LeNet.SOURCE), MemoryCompiler.VECTORS);
        assertThat(result.classes()).containsKey("demo.LeNetVectorKernels");
        assertThat(reflection(result.classes().values())).isEmpty();
    }
}
