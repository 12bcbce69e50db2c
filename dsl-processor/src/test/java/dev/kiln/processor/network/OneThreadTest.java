package dev.kiln.processor.network;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kiln.runtime.Network;
import dev.kiln.runtime.Parallel;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.Target;
import dev.kiln.runtime.Updater;
import dev.kiln.runtime.train.Sgd;
import dev.kiln.runtime.weights.FileTensor;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who comes second to a network is told so, whatever both do; nothing hangs and no bit changes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("slow")
class OneThreadTest {

    private static final int SAMPLES = 64;

    @TempDir Path folder;

    private final FMatrixRMaj images = LeNet.images(SAMPLES, 1);
    private final Target target = Target.classes(LeNet.labels(SAMPLES, 1));
    private final Map<String, FileTensor> state;
    private final ExecutorService second = Executors.newSingleThreadExecutor();

    OneThreadTest() throws ReflectiveOperationException {
        state = LeNet.network(1).stateDict();
    }

    @AfterEach
    void endThread() {
        second.shutdownNow();
    }

    private interface Call {
        void of(Network network) throws Exception;
    }

    /** Everything that reads or changes what a call needs. */
    private Map<String, Call> calls() {
        Map<String, Call> calls = new LinkedHashMap<>();
        calls.put("predict", n -> n.predict(images, null));
        calls.put("loss", n -> n.loss(images, target));
        calls.put("lossWithGradients", n -> n.lossWithGradients(images, target));
        calls.put("forward", n -> n.forward(images, null));
        calls.put("backward", n -> n.backward(new FMatrixRMaj(SAMPLES, 10)));
        calls.put("gradientDict", Network::gradientDict);
        calls.put("stateDict", Network::stateDict);
        calls.put("loadStateDict", n -> n.loadStateDict(state));
        calls.put("update", n -> n.update(Sgd.rate(0.1).start(n.parameters())));
        calls.put("threads", n -> n.threads(3));
        calls.put("save", n -> n.save(folder.resolve("lenet.safetensors")));
        calls.put("copying to a predictor", OneThreadTest::copy);
        return calls;
    }

    private static void copy(Network network) throws Exception {
        try {
            network.getClass()
                    .getClassLoader()
                    .loadClass("demo.LeNetPredictor")
                    .getMethod("of", network.getClass())
                    .invoke(null, network);
        } catch (InvocationTargetException e) {
            throw (Exception) e.getCause();
        }
    }

    private String refusal(Network network, Call call) {
        return assertThrows(IllegalStateException.class, () -> call.of(network)).getMessage();
    }

    /** Within a call of the network, where it asks for helpers, but lends none. */
    private static void within(Network network, Runnable task) {
        network.executor(helper -> task.run(), 2);
    }

    private void tryAllFromTheSecondThread(Network network) {
        Future<?> tried =
                second.submit(
                        () ->
                                calls().forEach(
                                                (name, call) ->
                                                        assertThat(refusal(network, call))
                                                                .startsWith(
                                                                        "LeNet: "
                                                                                + name
                                                                                + " was called by thread ")));
        try {
            tried.get(50, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theSecondThreadIsRefusedAndTheFirstGoesOn() throws Exception {
        for (String first : List.of("predict", "loss", "lossWithGradients", "forward")) {
            Network network = LeNet.network(1);
            int[] times = new int[1];
            within(
                    network,
                    () -> {
                        times[0]++;
                        tryAllFromTheSecondThread(network);
                    });
            calls().get(first).of(network);
            assertWithMessage(first).that(times[0]).isAtLeast(1);
            network.threads(2);
            Network untouched = LeNet.network(1);
            if (first.equals("lossWithGradients")) {
                untouched.lossWithGradients(images, target);
            }
            assertSame(network, untouched);
        }
    }

    /** Same bits of predictions, losses and gradients. */
    private void assertSame(Network network, Network other) {
        assertThat(network.predict(images, null).data).isEqualTo(other.predict(images, null).data);
        assertThat(network.lossWithGradients(images, target))
                .isEqualTo(other.lossWithGradients(images, target));
        for (int i = 0; i < network.parameters().size(); i++) {
            assertThat(network.parameters().get(i).gradient().data)
                    .isEqualTo(other.parameters().get(i).gradient().data);
        }
    }

    @Test
    void theMessageSaysWhatToDo() throws Exception {
        Network network = LeNet.network(1);
        String[] message = new String[1];
        Thread.currentThread().setName("first");
        within(
                network,
                () -> {
                    Thread other =
                            new Thread(
                                    () ->
                                            message[0] =
                                                    refusal(network, n -> n.loss(images, target)),
                                    "second");
                    other.start();
                    join(other);
                });
        network.predict(images, null);
        assertThat(message[0])
                .isEqualTo(
                        "LeNet: loss was called by thread second while thread first uses the network; a"
                                + " network serves one thread at a time: use a predictor, which any number"
                                + " of threads may share, or one network for each thread");
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aCallWithinACallIsRefused() throws Exception {
        Network network = LeNet.network(1);
        within(
                network,
                () ->
                        calls().forEach(
                                        (name, call) ->
                                                assertThat(refusal(network, call))
                                                        .isEqualTo(
                                                                "LeNet: "
                                                                        + name
                                                                        + " was called within loss by the"
                                                                        + " same thread")));
        network.loss(images, target);
        assertSame(network, LeNet.network(1));
    }

    /** An optimizer that asks for the loss, as those that search along a line do. */
    private final class Asking implements Updater {

        private final Network network;
        private final Runnable also;
        double loss;

        Asking(Network network, Runnable also) {
            this.network = network;
            this.also = also;
        }

        @Override
        public void update(List<Parameter> parameters, double scale, Parallel parallel) {
            loss = network.loss(images, target);
            also.run();
        }
    }

    @Test
    void anOptimizerMayAskForTheLossAndOthersMayNot() throws Exception {
        Network network = LeNet.network(1);
        network.lossWithGradients(images, target);
        Asking asking = new Asking(network, () -> tryAllFromTheSecondThread(network));
        network.update(asking);
        assertThat(asking.loss).isEqualTo(network.loss(images, target));
    }

    @Test
    void whatFailsLetsTheNextOneIn() throws Exception {
        Network network = LeNet.network(1);
        Target wrong = Target.classes(new int[] {11});
        assertThrows(IllegalArgumentException.class, () -> network.loss(images, wrong));
        assertThrows(
                IllegalArgumentException.class, () -> network.lossWithGradients(images, wrong));
        network.lossWithGradients(images, target);
        assertThrows(
                IllegalStateException.class,
                () ->
                        network.update(
                                new Asking(
                                        network,
                                        () -> {
                                            throw new IllegalStateException("on purpose");
                                        })));
        within(
                network,
                () -> {
                    throw new IllegalStateException("no helpers");
                });
        assertThrows(IllegalStateException.class, () -> network.predict(images, null));
        assertThrows(IllegalStateException.class, () -> network.loss(images, target));
        assertThrows(IllegalStateException.class, () -> network.lossWithGradients(images, target));
        for (Call call : calls().values()) {
            second.submit(
                            () -> {
                                network.threads(1);
                                call.of(network);
                                return null;
                            })
                    .get(50, TimeUnit.SECONDS);
        }
    }

    /** As often as they can: some are refused, and what is not has the right bits. */
    @Test
    void twoThreadsThatDoNotCare() throws Exception {
        Network network = LeNet.network(1);
        network.threads(2);
        float[] expected = network.predict(images, null).data.clone();
        Future<Integer> other = second.submit(() -> predictMany(network, expected));
        int refused = predictMany(network, expected) + other.get(50, TimeUnit.SECONDS);
        assertThat(refused).isLessThan(2 * 200);
        assertThat(network.predict(images, null).data).isEqualTo(expected);
    }

    private int predictMany(Network network, float[] expected) {
        int refused = 0;
        for (int i = 0; i < 200; i++) {
            try {
                assertThat(network.predict(images, null).data).isEqualTo(expected);
            } catch (IllegalStateException e) {
                refused++;
            }
        }
        return refused;
    }
}
