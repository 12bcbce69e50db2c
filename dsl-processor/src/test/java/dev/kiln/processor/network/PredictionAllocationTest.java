package dev.kiln.processor.network;

import static com.google.common.truth.Truth.assertThat;

import com.sun.management.ThreadMXBean;
import dev.kiln.runtime.Classifier;
import dev.kiln.runtime.Network;
import java.lang.management.ManagementFactory;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After the first prediction, no memory is taken for the next. */
class PredictionAllocationTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void predictionsAllocateNothing(int count) throws ReflectiveOperationException {
        Network network = LeNet.network(8);
        Classifier predictor = LeNet.predictor(network);
        predictor.threads(count);
        FMatrixRMaj images = LeNet.images(70, 1);
        FMatrixRMaj result = new FMatrixRMaj(70, 10);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 30; i++) {
            long before = threads.getThreadAllocatedBytes(id);
            network.predict(images, result);
            predictor.predict(images, result);
            least = Math.min(least, threads.getThreadAllocatedBytes(id) - before);
        }
        assertThat(least).isEqualTo(0);
    }
}
