package dev.kiln.processor.golden;

import dev.kiln.runtime.Network;
import java.nio.file.Path;
import org.ejml.data.FMatrixRMaj;

/** The generated classes of one case, by name. */
record Generated(ClassLoader loader, String name, String headName) {

    Network load(Path file) throws ReflectiveOperationException {
        return (Network)
                loader.loadClass("golden." + name + "Network")
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
