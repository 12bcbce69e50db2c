package dev.kiln.samples.benchmarks.kiln;

import dev.kiln.runtime.Network;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.internal.kernel.RandomStream;
import dev.kiln.samples.benchmarks.Architecture;
import dev.kiln.samples.benchmarks.DrawnWeights;
import dev.kiln.samples.benchmarks.Specimen;
import dev.kiln.samples.benchmarks.kiln.KilnBenchmark.Descent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/** Writes what the peers are held to: weights, images and Kiln's predictions for them. */
public final class Specimens {

    private Specimens() {}

    /**
     * Writes the specimens.
     *
     * @param arguments a folder; networks, by comma
     */
    public static void main(String[] arguments) throws IOException {
        for (String network : arguments[1].split(",", -1)) {
            write(new Specimen(Path.of(arguments[0]), Architecture.of(network)));
        }
    }

    static void write(Specimen specimen) throws IOException {
        Architecture architecture = specimen.network();
        float[] images = images(specimen.count() * architecture.imageSize());
        specimen.write(".images", images);
        FMatrixRMaj all = matrix(specimen, images, specimen.count());
        Network network = Networks.initialize(architecture);
        if (architecture.isReal()) {
            set(network.parameters(), DrawnWeights.of(architecture));
        } else { // so that batch norm has statistics of its own
            train(specimen, network, matrix(specimen, images, Specimen.BATCH));
        }
        network.save(specimen.file(".safetensors"));
        specimen.write(".weights", weights(network.parameters()));
        specimen.write(".probabilities", network.predict(all, null).data);

        if (architecture.comparesTraining()) {
            FMatrixRMaj batch = matrix(specimen, images, Specimen.BATCH);
            Network trained = Networks.load(architecture, specimen.file(".safetensors"));
            train(specimen, trained, batch);
            specimen.write(".trained", trained.predict(batch, null).data);
        }
    }

    private static FMatrixRMaj matrix(Specimen specimen, float[] images, int count) {
        float[] first = Arrays.copyOf(images, count * specimen.network().imageSize());
        return KilnBenchmark.matrix(new KilnBenchmark().arrange(specimen.network(), first), count);
    }

    private static void train(Specimen specimen, Network network, FMatrixRMaj images) {
        Descent descent = new Descent(network, images, specimen.labels(images.numRows));
        for (int step = 0; step < Specimen.STEPS; step++) {
            descent.step();
        }
    }

    private static float[] images(int size) {
        RandomStream random = new RandomStream(1, RandomStream.Purpose.INITIALIZATION, 0);
        float[] images = new float[size];
        for (int i = 0; i < size; i++) {
            images[i] = (float) random.nextGaussian();
        }
        return images;
    }

    /** All parameters, one after the other, each as it is in a file. */
    private static float[] weights(List<Parameter> parameters) {
        float[] weights =
                new float[parameters.stream().mapToInt(each -> each.layout().size()).sum()];
        int start = 0;
        for (Parameter parameter : parameters) {
            float[] file = new float[parameter.layout().size()];
            parameter.layout().toFile(parameter.values(), file);
            System.arraycopy(file, 0, weights, start, file.length);
            start += file.length;
        }
        return weights;
    }

    /** The reverse of {@link #weights}. */
    private static void set(List<Parameter> parameters, float[] weights) {
        int start = 0;
        for (Parameter parameter : parameters) {
            int end = start + parameter.layout().size();
            parameter
                    .layout()
                    .toMemory(Arrays.copyOfRange(weights, start, end), parameter.values());
            start = end;
        }
        if (start != weights.length) {
            throw new IllegalStateException((weights.length - start) + " weights are left");
        }
    }
}
