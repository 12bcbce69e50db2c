package dev.kiln.processor.network;

import static com.google.common.truth.Truth.assertThat;

import com.sun.management.ThreadMXBean;
import dev.kiln.runtime.Network;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.Target;
import dev.kiln.runtime.train.Adam;
import dev.kiln.runtime.train.RunningOptimizer;
import dev.kiln.runtime.train.Sgd;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class TrainingTest {

    private static final int SAMPLES = 7;

    private static List<float[]> trained(long seed) throws ReflectiveOperationException {
        Network network = LeNet.network(seed);
        RunningOptimizer optimizer = Adam.rate(1e-3).start(network.parameters());
        FMatrixRMaj images = LeNet.images(SAMPLES, 1);
        Target target = Target.classes(LeNet.labels(SAMPLES, 2));
        for (int step = 0; step < 5; step++) {
            network.lossWithGradients(images, target);
            network.update(optimizer);
        }
        List<float[]> values = new ArrayList<>();
        for (Parameter p : network.parameters()) {
            values.add(p.value().data.clone());
        }
        return values;
    }

    @Test
    void theSameSeedGivesTheSameBits() throws ReflectiveOperationException {
        List<float[]> first = trained(3);
        List<float[]> second = trained(3);
        List<float[]> other = trained(4);
        for (int i = 0; i < first.size(); i++) {
            assertThat(second.get(i)).isEqualTo(first.get(i));
        }
        assertThat(other.get(0)).isNotEqualTo(first.get(0));
    }

    @Test
    void trainingMakesTheLossSmall() throws ReflectiveOperationException {
        Network network = LeNet.network(5);
        RunningOptimizer optimizer = Adam.rate(2e-3).start(network.parameters());
        FMatrixRMaj images = LeNet.images(SAMPLES, 1);
        Target target = Target.classes(LeNet.labels(SAMPLES, 2));
        double before = network.loss(images, target);
        for (int step = 0; step < 60; step++) {
            network.lossWithGradients(images, target);
            network.update(optimizer);
        }
        assertThat(network.loss(images, target)).isLessThan(before / 10);
    }

    @Test
    void batchesMayGrowAndShrink() throws ReflectiveOperationException {
        Network network = LeNet.network(6);
        Network fresh = LeNet.network(6);
        for (int samples : new int[] {3, 9, 1, 4}) {
            FMatrixRMaj images = LeNet.images(samples, samples);
            Target target = Target.classes(LeNet.labels(samples, samples));
            assertThat(network.lossWithGradients(images, target))
                    .isEqualTo(network.loss(images, target));
        }
        FMatrixRMaj images = LeNet.images(4, 4);
        Target target = Target.classes(LeNet.labels(4, 4));
        assertThat(network.lossWithGradients(images, target))
                .isEqualTo(fresh.lossWithGradients(images, target));
        for (int i = 0; i < fresh.parameters().size(); i++) {
            assertThat(network.parameters().get(i).gradient().data)
                    .isEqualTo(fresh.parameters().get(i).gradient().data);
        }
    }

    @Test
    void aStepAllocatesNothing() throws ReflectiveOperationException {
        Network network = LeNet.network(7);
        RunningOptimizer optimizer = Sgd.rate(0.01).momentum(0.9).start(network.parameters());
        FMatrixRMaj images = LeNet.images(4, 1);
        Target target = Target.classes(LeNet.labels(4, 2));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int step = 0; step < 30; step++) {
            long before = threads.getThreadAllocatedBytes(id);
            network.lossWithGradients(images, target);
            network.update(optimizer);
            least = Math.min(least, threads.getThreadAllocatedBytes(id) - before);
        }
        assertThat(least).isEqualTo(0);
    }
}
