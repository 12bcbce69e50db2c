package dev.kiln.processor.network;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.kiln.runtime.Classifier;
import dev.kiln.runtime.Network;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.Target;
import dev.kiln.runtime.train.Sgd;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Training and predictions have the right bits, or an error says it, whatever an executor does. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("slow")
class ExecutorsTest {

    private static final int SAMPLES = 70;
    private static final int STEPS = 4;

    private final FMatrixRMaj images = LeNet.images(SAMPLES, 1);
    private final Target target = Target.classes(LeNet.labels(SAMPLES, 1));
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final List<Runnable> late = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void endThreads() {
        pool.shutdownNow();
    }

    private static final class OnPurpose extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private Map<String, Executor> executors() {
        Map<String, Executor> executors = new LinkedHashMap<>();
        executors.put("a pool", pool);
        executors.put("never", task -> {});
        executors.put("in the caller's thread", Runnable::run);
        executors.put(
                "twice at the same time",
                task -> {
                    pool.execute(task);
                    pool.execute(task);
                });
        executors.put(
                "twice",
                task ->
                        pool.execute(
                                () -> {
                                    task.run();
                                    task.run();
                                }));
        executors.put(
                "late, in the next run",
                task -> {
                    late.add(task);
                    if (late.size() > 2) {
                        pool.execute(late.remove(0));
                    }
                });
        ExecutorService down = Executors.newFixedThreadPool(1);
        down.shutdown();
        executors.put("after shutdown", down);
        executors.put(
                "interrupted",
                task ->
                        pool.execute(
                                () -> {
                                    Thread.currentThread().interrupt();
                                    task.run();
                                }));
        executors.put(
                "failing",
                task -> {
                    throw new OnPurpose();
                });
        executors.put(
                "failing when it has lent",
                task -> {
                    pool.execute(task);
                    throw new OnPurpose();
                });
        return executors;
    }

    private double train(Network network, int steps) {
        double loss = 0;
        for (int step = 0; step < steps; step++) {
            loss = network.lossWithGradients(images, target);
            network.update(Sgd.rate(0.01).start(network.parameters()));
        }
        return loss;
    }

    private static void assertSame(String name, Network network, Network expected) {
        for (int i = 0; i < expected.parameters().size(); i++) {
            Parameter parameter = expected.parameters().get(i);
            assertWithMessage("%s: %s", name, parameter.name())
                    .that(network.parameters().get(i).values())
                    .isEqualTo(parameter.values());
        }
    }

    @Test
    void trainingHasTheRightBits() throws ReflectiveOperationException {
        Network alone = LeNet.network(1);
        alone.threads(1);
        double expected = train(alone, STEPS);
        executors()
                .forEach(
                        (name, executor) -> {
                            Network network = network();
                            network.executor(executor, 4);
                            try {
                                assertWithMessage(name)
                                        .that(train(network, STEPS))
                                        .isEqualTo(expected);
                                assertSame(name, network, alone);
                            } catch (OnPurpose e) {
                                assertThat(name).startsWith("failing");
                                goesOn(name, network, alone);
                            }
                        });
    }

    private static Network network() {
        try {
            return LeNet.network(1);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    /** Nothing but gradients has changed. */
    private void goesOn(String name, Network network, Network expected) {
        network.threads(2);
        train(network, STEPS);
        assertSame(name, network, expected);
    }

    @Test
    void predictionsHaveTheRightBits() throws ReflectiveOperationException {
        Network network = LeNet.network(1);
        float[] expected = LeNet.predictor(network).predict(images, null).data;
        for (Map.Entry<String, Executor> executor : executors().entrySet()) {
            Classifier predictor = LeNet.predictor(network);
            predictor.executor(executor.getValue(), 4);
            for (int i = 0; i < 20; i++) {
                try {
                    assertWithMessage(executor.getKey())
                            .that(predictor.predict(images, null).data)
                            .isEqualTo(expected);
                } catch (OnPurpose e) {
                    assertThat(executor.getKey()).startsWith("failing");
                }
            }
            predictor.threads(2);
            assertThat(predictor.predict(images, null).data).isEqualTo(expected);
        }
    }

    @Test
    void anInterruptedCallerGoesOnAndStaysInterrupted() throws ReflectiveOperationException {
        Network alone = LeNet.network(1);
        Network network = LeNet.network(1);
        alone.threads(1);
        network.executor(pool, 3);
        Thread.currentThread().interrupt();
        double loss = train(network, STEPS);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(loss).isEqualTo(train(alone, STEPS));
        assertSame("interrupted", network, alone);
    }
}
