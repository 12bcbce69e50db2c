package dev.kiln.processor.pass;

import dev.kiln.processor.graph.Folding;
import dev.kiln.processor.graph.Program;
import dev.kiln.processor.operation.Graph;
import dev.kiln.processor.pass.memory.BufferAssignment;
import java.util.List;

/**
 * The prediction of a network that is trained no more.
 *
 * @param graph the network of the predictor
 * @param foldings what the predictor does with its parameters first
 * @param chunk samples that go through it together
 * @param passes the passes that made it, in order
 */
public record PredictionProgram(
        Graph graph,
        List<Folding> foldings,
        Program program,
        BufferAssignment buffers,
        int chunk,
        List<PassRecord> passes) {

    public PredictionProgram {
        foldings = List.copyOf(foldings);
        passes = List.copyOf(passes);
    }
}
