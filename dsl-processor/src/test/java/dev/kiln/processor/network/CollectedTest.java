package dev.kiln.processor.network;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.kiln.processor.MemoryCompiler;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Models that an application drops are collected, though the threads that have used them live on:
 * predictors that it makes anew for each request, and class loaders of models that it loads again.
 */
@Tag("slow")
class CollectedTest {

    private static final int THREADS = 4;
    private static final int PIXELS = 8 * 8;

    /** A batch that is large enough to be shared by threads. */
    private static final int BATCH = 64;

    private static final MemoryCompiler.Result COMPILED =
            MemoryCompiler.compile(
                    Map.of(
                            "demo.Small",
                            """
                            package demo;

                            import static dev.kiln.Activation.*;

                            import dev.kiln.*;

                            @Model(input = @Input(height = 8, width = 8, channels = 1))
                            class Small {
                                @Conv(filters = 4, kernel = 3, activation = RELU) Layer conv;
                                @Dense(units = 16, activation = RELU) @Regularize(dropout = 0.5) Layer hidden;
                                @Dense(units = 3, activation = SOFTMAX) Layer label;
                            }
                            """,
                            "demo.Use",
                            """
                            package demo;

                            import dev.kiln.runtime.Target;
                            import java.util.concurrent.Executor;
                            import org.ejml.data.FMatrixRMaj;

                            public final class Use {
                                private Use() {}

                                public static Object predictor(int threads, Executor executor) {
                                    SmallPredictor predictor = SmallPredictor.of(SmallNetwork.initialize(1));
                                    if (executor != null) {
                                        predictor.executor(executor, threads);
                                    } else {
                                        predictor.threads(threads);
                                    }
                                    return predictor;
                                }

                                public static void predict(Object predictor, int samples, int pixels) {
                                    ((SmallPredictor) predictor).predict(new FMatrixRMaj(samples, pixels), null);
                                    ((SmallPredictor) predictor).classify(new float[pixels]);
                                }

                                public static Object train(int threads, int samples, int pixels) {
                                    SmallNetwork network = SmallNetwork.initialize(1);
                                    network.threads(threads);
                                    network.lossWithGradients(
                                            new FMatrixRMaj(samples, pixels), Target.classes(new int[samples]));
                                    return network;
                                }
                            }
                            """));

    private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void endThreads() {
        pool.shutdownNow();
    }

    /** Classes of the model, and of the runtime too, as in a web application. */
    private static final class Application extends ClassLoader {

        Application() {
            super(COMPILED.loader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                boolean own = name.startsWith("dev.kiln.runtime.") || name.startsWith("demo.");
                if (!own || findLoadedClass(name) != null) {
                    return super.loadClass(name, resolve);
                }
                byte[] bytes = COMPILED.classes().get(name);
                if (bytes == null) {
                    bytes = resource(name.replace('.', '/') + ".class");
                }
                return defineClass(name, bytes, 0, bytes.length);
            }
        }

        private static byte[] resource(String name) throws ClassNotFoundException {
            try (InputStream in = CollectedTest.class.getClassLoader().getResourceAsStream(name)) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    /** The model as one application sees it. */
    private record Use(Class<?> type) {

        static Use of(ClassLoader loader) throws ReflectiveOperationException {
            return new Use(loader.loadClass("demo.Use"));
        }

        Object predictor(int threads, ExecutorService executor)
                throws ReflectiveOperationException {
            return type.getMethod("predictor", int.class, java.util.concurrent.Executor.class)
                    .invoke(null, threads, executor);
        }

        void predict(Object predictor) throws ReflectiveOperationException {
            type.getMethod("predict", Object.class, int.class, int.class)
                    .invoke(null, predictor, BATCH, PIXELS);
        }

        Object train(int threads) throws ReflectiveOperationException {
            return type.getMethod("train", int.class, int.class, int.class)
                    .invoke(null, threads, BATCH, PIXELS);
        }
    }

    private interface Task {
        void run() throws ReflectiveOperationException;
    }

    /** In every thread of the pool, at the same time. */
    private void everywhere(Task task) throws Exception {
        CountDownLatch together = new CountDownLatch(THREADS);
        Callable<Void> each =
                () -> {
                    together.countDown();
                    together.await();
                    task.run();
                    return null;
                };
        List<Future<Void>> done = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            done.add(pool.submit(each));
        }
        for (Future<Void> one : done) {
            one.get();
        }
    }

    private static long alive(List<WeakReference<Object>> dropped) {
        return dropped.stream().filter(d -> d.get() != null).count();
    }

    /** Threads that are about to end, and what a pool's are about to let go, have some time. */
    private static void assertCollected(List<WeakReference<Object>> dropped)
            throws InterruptedException {
        assertThat(dropped).isNotEmpty();
        for (int i = 0; i < 100 && alive(dropped) > 0; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertWithMessage("alive of %s", dropped.size()).that(alive(dropped)).isEqualTo(0);
    }

    @Test
    void predictorsThatThreadsHaveUsed() throws Exception {
        Use use = Use.of(COMPILED.loader());
        List<WeakReference<Object>> dropped = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            dropped.add(new WeakReference<>(predictEverywhere(use, 1 + i % 3, null)));
        }
        assertCollected(dropped);
    }

    @Test
    void predictorsWithHelpersFromAPoolThatLivesOn() throws Exception {
        Use use = Use.of(COMPILED.loader());
        List<WeakReference<Object>> dropped = new ArrayList<>();
        ExecutorService helpers = Executors.newFixedThreadPool(2);
        for (int i = 0; i < 20; i++) {
            dropped.add(new WeakReference<>(predictEverywhere(use, 3, helpers)));
            dropped.add(new WeakReference<>(use.train(2)));
        }
        assertCollected(dropped);
        helpers.shutdown();
    }

    private Object predictEverywhere(Use use, int threads, ExecutorService helpers)
            throws Exception {
        Object predictor = use.predictor(threads, helpers);
        use.predict(predictor);
        everywhere(() -> use.predict(predictor));
        return predictor;
    }

    @Test
    void classLoadersOfModelsThatAreLoadedAgain() throws Exception {
        List<WeakReference<Object>> dropped = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            useOnce(COMPILED.loader(), dropped);
        }
        assertCollected(dropped);
    }

    @Test
    void classLoadersOfApplicationsWithTheRuntime() throws Exception {
        List<WeakReference<Object>> dropped = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            useOnce(new Application(), dropped);
        }
        assertCollected(dropped);
    }

    private void useOnce(ClassLoader loader, List<WeakReference<Object>> dropped) throws Exception {
        dropped.add(new WeakReference<>(loader));
        Use use = Use.of(loader);
        assertThat(use.type().getClassLoader()).isSameInstanceAs(loader);
        predictEverywhere(use, 2, null);
        everywhere(
                () -> {
                    try {
                        use.train(2);
                    } catch (InvocationTargetException e) {
                        throw new AssertionError(e.getCause());
                    }
                });
    }
}
