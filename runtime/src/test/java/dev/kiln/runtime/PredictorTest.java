package dev.kiln.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class PredictorTest {

    private static final Shape INPUT = new Shape(1, 1, 3);

    private static final int CHUNK = 16;

    /** Refuses more than it was told to make room for, and work for two threads at once. */
    private static final class Copier implements Predictor.Context {

        private final AtomicBoolean busy = new AtomicBoolean();
        private final CountDownLatch together;
        private int room;

        Copier(CountDownLatch together) {
            this.together = together;
        }

        @Override
        public void reserve(int samples) {
            room = Math.max(room, samples);
        }

        @Override
        public void predict(float[] batch, int first, int samples, float[] result) {
            if (batch[3 * first] == FAULT) {
                throw new ArithmeticException("on purpose");
            }
            if (samples > room || !busy.compareAndSet(false, true)) {
                throw new IllegalStateException("room for " + room + ", not " + samples);
            }
            meet();
            System.arraycopy(batch, 3 * first, result, 3 * first, 3 * samples);
            busy.set(false);
        }

        private void meet() {
            together.countDown();
            try {
                assertTrue(together.await(20, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final float FAULT = -1;

    /** Gives its input back, so that the largest input is the class. */
    private static final class Echo extends Classifier {

        /** So many calls of workers have to be under way before any of them goes on. */
        private CountDownLatch together = new CountDownLatch(0);

        Echo(List<String> labels) {
            super("Echo", INPUT, INPUT, labels, "00");
        }

        @Override
        public FMatrixRMaj predict(FMatrixRMaj input, FMatrixRMaj output) {
            FMatrixRMaj result = output == null ? new FMatrixRMaj(1, 3) : output;
            result.reshape(samples(input), 3);
            predict(input.numRows, CHUNK, input.data, result.data);
            return result;
        }

        @Override
        protected Context newContext() {
            return new Copier(together);
        }

        void copyFrom(Network network, Parameter... parameters) {
            copy(network, List.of(parameters));
        }
    }

    @Test
    void classifiesOneSample() {
        Echo echo = new Echo(List.of("a", "b", "c"));
        assertEquals(2, echo.classify(new float[] {1, 2, 3}));
        assertEquals("b", echo.label(new float[] {1, 2, 2}));
        assertArrayEquals(new float[] {1, 2, 3}, echo.predict(new float[] {1, 2, 3}));
    }

    private static FMatrixRMaj numbered(int samples) {
        FMatrixRMaj batch = new FMatrixRMaj(samples, 3);
        for (int i = 0; i < batch.data.length; i++) {
            batch.data[i] = i;
        }
        return batch;
    }

    @Test
    void threadsShareABatch() {
        for (int threads = 1; threads <= 4; threads++) {
            Echo echo = new Echo(List.of());
            echo.threads(threads);
            for (int samples : new int[] {1, 7, 16, 17, 100, 64, 1000}) {
                FMatrixRMaj batch = numbered(samples);
                assertArrayEquals(batch.data, echo.predict(batch, null).data);
            }
        }
    }

    /** Held helpers must not hold up a second caller, and an executor may refuse. */
    @Test
    void callersGoOnWithoutHelpers() {
        FMatrixRMaj batch = numbered(200);
        Echo refused = new Echo(List.of());
        refused.executor(
                task -> {
                    throw new RejectedExecutionException("none to spare");
                },
                3);
        assertArrayEquals(batch.data, refused.predict(batch, null).data);
        Echo nested = new Echo(List.of());
        List<float[]> inner = new ArrayList<>();
        nested.executor(task -> inner.add(nested.predict(batch, null).data), 2);
        assertArrayEquals(batch.data, nested.predict(batch, null).data);
        assertArrayEquals(batch.data, inner.get(0));
    }

    @Test
    void eachThreadHasAWorkerOfItsOwn() {
        Echo echo = new Echo(List.of());
        echo.together = new CountDownLatch(2);
        echo.executor(task -> new Thread(task).start(), 2);
        FMatrixRMaj batch = numbered(2 * CHUNK);
        assertArrayEquals(batch.data, echo.predict(batch, null).data);
    }

    @Test
    void afterAFailureOthersAreShared() {
        Echo echo = new Echo(List.of());
        List<Runnable> helpers = new ArrayList<>();
        echo.executor(helpers::add, 2);
        FMatrixRMaj faulty = numbered(100);
        faulty.data[0] = FAULT;
        assertThrows(ArithmeticException.class, () -> echo.predict(faulty, null));
        helpers.forEach(Runnable::run);
        helpers.clear();
        FMatrixRMaj batch = numbered(100);
        assertArrayEquals(batch.data, echo.predict(batch, null).data);
        assertEquals(1, helpers.size());
    }

    @Test
    void somebodyHasToWork() {
        Echo echo = new Echo(List.of());
        assertThrows(IllegalArgumentException.class, () -> echo.threads(0));
    }

    @Test
    void rejectsOtherLengths() {
        Echo echo = new Echo(List.of());
        Exception thrown =
                assertThrows(
                        IllegalArgumentException.class, () -> echo.classify(new float[] {1, 2}));
        assertEquals(
                "Echo: the input is [1 x 2], expected [samples x 3], one row of 1x1x3 per sample",
                thrown.getMessage());
    }

    @Test
    void labelNeedsLabels() {
        Echo echo = new Echo(List.of());
        assertThrows(IllegalStateException.class, () -> echo.label(new float[] {1, 2, 3}));
    }

    @Test
    void copiesParametersByName() {
        SoftmaxRegression network = SoftmaxRegression.initialize(INPUT, 2, 5);
        Parameter weight = Parameter.dense("label.weight", 2, INPUT, Initializer.ZERO);
        Echo echo = new Echo(List.of());
        echo.copyFrom(network, weight);
        assertArrayEquals(network.parameters().get(0).value().data, weight.value().data);
        Parameter other = Parameter.dense("label.weight", 3, INPUT, Initializer.ZERO);
        Exception thrown =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> echo.copyFrom(network, weight, other));
        assertEquals(
                "Echo: the network SoftmaxRegression has no parameter label.weight of shape [3, 3]",
                thrown.getMessage());
    }
}
