package dev.kiln.processor.network;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.processor.MemoryCompiler;
import dev.kiln.processor.Models;
import dev.kiln.runtime.Classifier;
import dev.kiln.runtime.Network;
import dev.kiln.runtime.Parameter;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A predictor holds its weights once, however they came to it and whatever kernels read. */
class KeptWeightsTest {

    private static final String SOURCE =
            """
            @Model(input = @Input(height = 12, width = 10, channels = 3))
            class Kept {
                @Conv(filters = 32, kernel = 3, activation = RELU) Layer stem;
                @Conv(filters = 72, kernel = 3) @Regularize(batchNorm = true) Layer normed;
                @Conv(filters = 64, kernel = 1, activation = RELU) Layer pixels;
                @Conv(filters = 96, kernel = 3, activation = RELU) Layer conv;
                @Pool(type = GLOBAL_AVERAGE) Layer pool;
                @Dense(units = 5, activation = SOFTMAX) Layer label;
            }
            """;

    private static final int SIZE = 12 * 10 * 3;

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"panels", "winograd"})
    void weightsAreThereOnce(String form) throws ReflectiveOperationException, IOException {
        MemoryCompiler.Result compiled =
                MemoryCompiler.compile(Models.of(SOURCE), List.of("-Akiln.on=" + form));
        ClassLoader loader = compiled.loader();
        Network network = network(loader);
        Path file = folder.resolve("kept.safetensors");
        network.save(file);
        Class<?> type = loader.loadClass("nets.KeptPredictor");
        Classifier loaded = (Classifier) type.getMethod("load", Path.class).invoke(null, file);
        Classifier copied =
                (Classifier) type.getMethod("of", network.getClass()).invoke(null, network);
        FMatrixRMaj images = images();
        assertThat(loaded.predict(images, null).data).isEqualTo(copied.predict(images, null).data);
        float[] expected = network.predict(images, null).data;
        for (int i = 0; i < expected.length; i++) {
            assertThat(loaded.predict(images, null).data[i]).isWithin(1e-5f).of(expected[i]);
        }
        assertThat(compiled.sources().get("nets.KeptPredictor"))
                .contains(form.equals("panels") ? "convolutionInPanels" : "convWeight = null;");
        // Weights in tiles are 4 times as large, and their matrices lie a little apart.
        long most = network.parameters().stream().mapToLong(p -> kept(p, form)).sum();
        for (Classifier predictor : List.of(fresh(type, file), fresh(type, network))) {
            assertThat(floats(predictor)).isAtMost(most);
        }
    }

    private static long kept(Parameter parameter, String form) {
        long size = parameter.layout().size();
        if (form.equals("panels")) {
            return size + 31L * (size / parameter.layout().columns());
        }
        return parameter.name().equals("conv.weight") ? 4 * size + 1024 : size;
    }

    private static Classifier fresh(Class<?> type, Object from)
            throws ReflectiveOperationException {
        return (Classifier)
                (from instanceof Path
                        ? type.getMethod("load", Path.class).invoke(null, from)
                        : type.getMethod("of", from.getClass()).invoke(null, from));
    }

    /** Floats in all arrays that an object leads to, but for those of the JDK. */
    private static long floats(Object root) throws IllegalAccessException {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> left = new ArrayDeque<>(List.of(root));
        long floats = 0;
        while (!left.isEmpty()) {
            Object object = left.pop();
            if (!seen.add(object)) {
                continue;
            }
            if (object instanceof float[] array) {
                floats += array.length;
            } else if (object instanceof Iterable<?> list) {
                list.forEach(left::push);
            } else if (object instanceof Object[] array) {
                for (int i = 0; i < array.length; i++) {
                    push(Array.get(array, i), left);
                }
            } else if (object.getClass().getClassLoader() != null) {
                pushFields(object, left);
            }
        }
        return floats;
    }

    private static void pushFields(Object object, Deque<Object> left)
            throws IllegalAccessException {
        for (Class<?> c = object.getClass(); c.getClassLoader() != null; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    push(field.get(object), left);
                }
            }
        }
    }

    private static void push(Object object, Deque<Object> left) {
        if (object != null) {
            left.push(object);
        }
    }

    private static Network network(ClassLoader loader) throws ReflectiveOperationException {
        Network network =
                (Network)
                        loader.loadClass("nets.KeptNetwork")
                                .getMethod("initialize", long.class)
                                .invoke(null, 3L);
        Random random = new Random(4);
        for (Parameter parameter : network.parameters()) {
            if (parameter.kind() != Parameter.Kind.WEIGHT) {
                for (int i = 0; i < parameter.values().length; i++) {
                    parameter.values()[i] = 0.5f + random.nextFloat();
                }
            }
        }
        return network;
    }

    private static FMatrixRMaj images() {
        Random random = new Random(1);
        FMatrixRMaj images = new FMatrixRMaj(3, SIZE);
        for (int i = 0; i < 3 * SIZE; i++) {
            images.data[i] = (float) random.nextGaussian();
        }
        return images;
    }
}
