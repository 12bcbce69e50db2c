package dev.kiln.processor.golden;

import dev.kiln.runtime.Network;
import dev.kiln.runtime.Predictor;
import java.nio.file.Path;
import java.util.Map;
import org.ejml.data.FMatrixRMaj;

/** The generated classes of one case, by name. */
record Generated(
        ClassLoader loader,
        String name,
        String headName,
        String distanceName,
        Map<String, String> names) {

    Predictor predictor(Network network) throws ReflectiveOperationException {
        return (Predictor)
                loader.loadClass("golden." + name + "Predictor")
                        .getMethod("of", network.getClass())
                        .invoke(null, network);
    }

    Network loadDistance(Path file) throws ReflectiveOperationException {
        return load(file, distanceName);
    }

    Network load(Path file) throws ReflectiveOperationException {
        return load(file, name);
    }

    private Network load(Path file, String model) throws ReflectiveOperationException {
        return (Network)
                loader.loadClass("golden." + model + "Network")
                        .getMethod("load", Path.class)
                        .invoke(null, file);
    }

    Network head() throws ReflectiveOperationException {
        return (Network)
                loader.loadClass("golden." + headName + "Network")
                        .getMethod("initialize", long.class)
                        .invoke(null, 0L);
    }

    FMatrixRMaj inputGradient(Network network) throws ReflectiveOperationException {
        return (FMatrixRMaj) network.getClass().getMethod("inputGradient").invoke(network);
    }
}
