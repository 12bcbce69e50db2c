package dev.kiln.samples.benchmarks.djl;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.samples.benchmarks.Agreement;
import dev.kiln.samples.benchmarks.Architecture;
import dev.kiln.samples.benchmarks.Library;
import dev.kiln.samples.benchmarks.Specimen;
import dev.kiln.samples.benchmarks.kiln.Specimens;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is measured is the network that Kiln runs. */
class DjlBenchmarkTest {

    private static final Library LIBRARY = new DjlBenchmark();

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource(
            names = {
                "LENET",
                "RESNET20",
                "INCEPTION",
                "RESNET18",
                "MOBILENET2",
                "GOOGLENET",
                "DENSENET121"
            })
    void predictsWhatKilnPredicts(Architecture network) throws Exception {
        Specimen specimen = specimen(network);
        double difference = Agreement.ofPredictions(LIBRARY, specimen, 4);
        assertTrue(difference < Agreement.TOLERANCE, "off by " + difference);
    }

    @Test
    void trainsAsKilnDoes() throws Exception {
        Specimen specimen = specimen(Architecture.LENET);
        double difference = Agreement.ofTraining(LIBRARY, specimen).orElseThrow();
        assertTrue(difference < 1e-3, "off by " + difference);
    }

    private Specimen specimen(Architecture network) throws IOException {
        Specimens.main(new String[] {folder.toString(), network.label()});
        return new Specimen(folder, network);
    }
}
