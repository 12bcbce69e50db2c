package dev.kiln.processor.server;

import dev.kiln.runtime.Predictor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.ejml.data.FMatrixRMaj;

/**
 * A server for a while: threads that live on, and others that end soon, predict with the same two
 * predictors, single images and batches, while kernels turn into vectors. Every result is compared
 * with that of the first prediction, to the bit.
 */
public final class Soak {

    private static final int IMAGES = 200;
    private static final int MOST = 40;

    /** Predictions of one task, the last of which makes a little more. */
    private static final int TASK = 250;

    private final Predictor alone;
    private final Predictor helped;
    private final FMatrixRMaj images;
    private final FMatrixRMaj expected;
    private final AtomicLong predictions = new AtomicLong();
    private final AtomicLong differing = new AtomicLong();

    private Soak(Predictor alone, Predictor helped) {
        this.alone = alone;
        this.helped = helped;
        helped.threads(3);
        int size = alone.input().size();
        images = new FMatrixRMaj(IMAGES, size);
        Random random = new Random(3);
        for (int i = 0; i < images.data.length; i++) {
            images.data[i] = random.nextInt(256);
        }
        expected = new FMatrixRMaj(IMAGES, alone.output().size());
        for (int i = 0; i < IMAGES; i++) {
            float[] one = alone.predict(rows(images, i, 1).data);
            System.arraycopy(one, 0, expected.data, i * one.length, one.length);
        }
    }

    /** Arguments: how many predictions, how many threads. Writes both counts. */
    public static void main(String[] arguments) throws Exception {
        Class<?> network = Class.forName("demo.LeNetNetwork");
        Object trained = network.getMethod("initialize", long.class).invoke(null, 1L);
        Method of = Class.forName("demo.LeNetPredictor").getMethod("of", network);
        Soak soak =
                new Soak(
                        (Predictor) of.invoke(null, trained), (Predictor) of.invoke(null, trained));
        soak.run(Long.parseLong(arguments[0]), Integer.parseInt(arguments[1]));
        System.out.println("predictions " + soak.predictions);
        System.out.println("differing " + soak.differing);
    }

    private void run(long enough, int threads) throws Exception {
        ExecutorService living = Executors.newFixedThreadPool(threads);
        List<Future<Void>> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            boolean lives = i % 2 == 0;
            int seed = i;
            Callable<Void> loop =
                    () -> {
                        for (int task = 0; predictions.get() < enough; task++) {
                            Random random = new Random(100_000L * seed + task);
                            if (lives) {
                                predict(random);
                            } else {
                                Thread shortLived = thread(() -> predict(random));
                                shortLived.join();
                            }
                        }
                        return null;
                    };
            all.add(living.submit(loop));
        }
        for (Future<Void> one : all) {
            one.get();
        }
        living.shutdown();
    }

    /** A virtual one, if this JDK has them. */
    private static Thread thread(Runnable task) throws ReflectiveOperationException {
        if (Runtime.version().feature() >= 21) {
            return (Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
        }
        Thread thread = new Thread(task);
        thread.start();
        return thread;
    }

    private void predict(Random random) {
        for (int done = 0; done < TASK; ) {
            int samples = random.nextInt(8) > 0 ? 1 : 1 + random.nextInt(MOST);
            int first = random.nextInt(IMAGES - samples + 1);
            FMatrixRMaj batch = rows(images, first, samples);
            Predictor predictor = random.nextBoolean() ? alone : helped;
            float[] result =
                    samples == 1
                            ? predictor.predict(batch.data)
                            : predictor.predict(batch, null).data;
            compare(result, rows(expected, first, samples).data);
            predictions.addAndGet(samples);
            done += samples;
        }
    }

    private void compare(float[] result, float[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            int difference =
                    Float.floatToRawIntBits(result[i]) ^ Float.floatToRawIntBits(wanted[i]);
            if (difference != 0) {
                differing.addAndGet(Integer.bitCount(difference));
            }
        }
    }

    private static FMatrixRMaj rows(FMatrixRMaj from, int first, int count) {
        FMatrixRMaj rows = new FMatrixRMaj(count, from.numCols);
        System.arraycopy(from.data, first * from.numCols, rows.data, 0, count * from.numCols);
        return rows;
    }
}
