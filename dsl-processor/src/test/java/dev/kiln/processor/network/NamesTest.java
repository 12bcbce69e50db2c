package dev.kiln.processor.network;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.processor.MemoryCompiler;
import dev.kiln.runtime.Network;
import java.util.Map;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Fields may have any name, also those that generated classes use themselves. */
class NamesTest {

    @Test
    void layersMayBeCalledAnything() throws ReflectiveOperationException {
        String[] names = {
            "input",
            "output",
            "loss",
            "forward",
            "samples",
            "buffer0",
            "parameters",
            "scratch",
            "capacity",
            "Input",
            "batch",
            "labels",
            "weight",
            "workspaces",
            "inputGradient",
            "_",
            "Math",
            "String",
            "Override",
            "Float",
            "Integer",
            "List",
            "WorkerTeam",
            "Shape",
            "java",
            "dev",
            "work",
            "weights",
            "values",
            "team",
            "chunk",
            "var",
            "record",
            "yield",
            "module",
            "_x"
        };
        StringBuilder fields = new StringBuilder();
        for (String name : names) {
            String field = name.equals("_") ? "$1" : name;
            fields.append("@Dense(units = 3, activation = TANH) Layer ")
                    .append(field)
                    .append(";\n");
        }
        String source =
                """
                import static dev.kiln.Activation.*;
                import dev.kiln.*;
                @Model(input = @Input(channels = 3, scale = 2), inputGradient = true)
                class Names {
                %s}
                """
                        .formatted(fields);
        Network network =
                (Network)
                        MemoryCompiler.compile(Map.of("Names", source))
                                .loader()
                                .loadClass("NamesNetwork")
                                .getMethod("initialize", long.class)
                                .invoke(null, 1L);
        assertThat(network.parameters()).hasSize(2 * names.length);
        assertThat(network.parameters().get(18).name()).isEqualTo("Input.weight");
        assertThat(network.predict(new FMatrixRMaj(2, 3), null).numCols).isEqualTo(3);
    }
}
