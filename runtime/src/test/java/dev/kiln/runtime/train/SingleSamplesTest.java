package dev.kiln.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kiln.runtime.Network;
import dev.kiln.runtime.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Batches of one sample where there is batch norm: said once, to a listener or in the log. */
class SingleSamplesTest {

    private static final String END =
            ", whose variance is 0, so that batch norm passes nothing of it on;"
                    + " choose another batch size, or leave one sample out";

    /** Keeps what is logged. */
    private static final class Log extends Handler {

        final List<String> messages = new ArrayList<>();

        @Override
        public void publish(LogRecord record) {
            messages.add(record.getLevel() + " " + record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private static void train(int samples, int batchSize, TrainingListener listener) {
        Network network = new NoisyRegression(2, 3);
        Dataset data =
                Dataset.ofValues(network.input(), new float[2 * samples], 1, new float[samples]);
        Trainer.of(network)
                .optimizer(Sgd.rate(0.1))
                .batchSize(batchSize)
                .epochs(3)
                .listener(listener)
                .listener(new TrainingListener() {})
                .quiet()
                .fit(data);
    }

    private static List<String> heard(int samples, int batchSize) {
        List<String> heard = new ArrayList<>();
        train(
                samples,
                batchSize,
                new TrainingListener() {
                    @Override
                    public boolean onWarning(String message) {
                        return heard.add(message);
                    }
                });
        return heard;
    }

    @Test
    void aListenerHearsOfThemOnce() {
        assertEquals(List.of("NoisyRegression: each batch is a single sample" + END), heard(5, 1));
        assertEquals(List.of("NoisyRegression: each batch is a single sample" + END), heard(1, 64));
        assertEquals(
                List.of(
                        "NoisyRegression: the last batch of each epoch is a single sample"
                                + " (9 samples in batches of 4)"
                                + END),
                heard(9, 4));
        assertEquals(List.of(), heard(8, 4));
        assertEquals(List.of(), heard(10, 4));
    }

    @Test
    void withoutAListenerItIsLoggedOnce() {
        Logger logger = Logger.getLogger("dev.kiln");
        Log log = new Log();
        logger.addHandler(log);
        logger.setUseParentHandlers(false);
        try {
            train(5, 1, new TrainingListener() {});
            heard(5, 1);
        } finally {
            logger.removeHandler(log);
            logger.setUseParentHandlers(true);
        }
        assertEquals(
                List.of("WARNING NoisyRegression: each batch is a single sample" + END),
                log.messages);
    }
}
