package dev.kiln.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kiln.runtime.Shape;
import dev.kiln.runtime.SoftmaxRegression;
import dev.kiln.runtime.train.Adam;
import dev.kiln.runtime.train.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LazyImagesTest {

    private static final Shape SHAPE = new Shape(1, 1, 3);
    private static final int IMAGES = 20;

    @TempDir Path folder;

    @BeforeEach
    void images() throws IOException {
        for (int i = 0; i < IMAGES; i++) {
            Path file = folder.resolve(i % 2 == 0 ? "even" : "odd").resolve(i + ".png");
            TestImages.file(file, i * 0x010101);
        }
    }

    private static float[] all(Dataset data) {
        int size = data.shape().size();
        float[] all = new float[data.size() * size];
        for (int i = 0; i < data.size(); i++) {
            data.input(i, all, i * size);
        }
        return all;
    }

    @Test
    void samplesAreThoseOfMemory() throws IOException {
        LabeledData expected = ImageFolder.read(folder, SHAPE);
        for (long cache : new long[] {0, 5 * 3, 1 << 20}) {
            LabeledData lazy = ImageFolder.of(folder, SHAPE).cache(cache).lazy();
            assertEquals(expected.labels(), lazy.labels());
            assertEquals(IMAGES, lazy.dataset().size());
            for (int round = 0; round < 2; round++) {
                assertArrayEquals(all(expected.dataset()), all(lazy.dataset()));
            }
            for (int i = 0; i < IMAGES; i++) {
                assertEquals(expected.dataset().label(i), lazy.dataset().label(i));
            }
        }
    }

    /** Images in the cache need no file. */
    @Test
    void soManyBytesAreKept() throws IOException {
        Dataset lazy = ImageFolder.of(folder, SHAPE).cache(2L * SHAPE.size() + 1).lazy().dataset();
        all(lazy);
        for (int i = 0; i < IMAGES; i++) {
            Files.delete(folder.resolve(i % 2 == 0 ? "even" : "odd").resolve(i + ".png"));
        }
        float[] sample = new float[SHAPE.size()];
        lazy.input(0, sample, 0);
        lazy.input(1, sample, 0);
        UncheckedIOException e =
                assertThrows(UncheckedIOException.class, () -> lazy.input(2, sample, 0));
        assertEquals(folder.resolve("even/12.png") + ": no such file", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> ImageFolder.of(folder, SHAPE).cache(-1));
    }

    @Test
    void threadsReadTheSame() throws Exception {
        float[] expected = all(ImageFolder.read(folder, SHAPE).dataset());
        Dataset lazy = ImageFolder.of(folder, SHAPE).cache(7L * SHAPE.size()).lazy().dataset();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<float[]>> readings = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                readings.add(() -> all(lazy));
            }
            for (Future<float[]> found : threads.invokeAll(readings)) {
                assertArrayEquals(expected, found.get());
            }
        } finally {
            threads.shutdown();
        }
    }

    private static float[] trained(Dataset data, boolean prefetch) {
        SoftmaxRegression network = SoftmaxRegression.initialize(SHAPE, 2, 5);
        Trainer trainer =
                Trainer.of(network).optimizer(Adam.rate(1e-3)).batchSize(4).epochs(2).quiet();
        (prefetch ? trainer.prefetch() : trainer).fit(data);
        return network.parameters().get(0).values().clone();
    }

    @Test
    void trainingHasTheSameBits() throws IOException {
        float[] expected = trained(ImageFolder.read(folder, SHAPE).dataset(), false);
        for (boolean prefetch : new boolean[] {false, true}) {
            Dataset lazy = ImageFolder.of(folder, SHAPE).lazy().dataset();
            assertArrayEquals(expected, trained(lazy, prefetch));
        }
    }

    @Test
    void trainingNamesWhatCanNotBeRead() throws IOException {
        Path bad = folder.resolve("odd/7.png");
        Files.writeString(bad, "no image");
        for (boolean prefetch : new boolean[] {false, true}) {
            Dataset lazy = ImageFolder.of(folder, SHAPE).lazy().dataset();
            UncheckedIOException e =
                    assertThrows(UncheckedIOException.class, () -> trained(lazy, prefetch));
            assertEquals(bad + ": no image, or in a format that is not known", e.getMessage());
        }
    }
}
