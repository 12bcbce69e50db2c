package dev.kiln.processor.pass;

import dev.kiln.processor.graph.Program;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.operation.Graph;
import dev.kiln.processor.pass.memory.BufferAssignment;
import java.util.List;

/**
 * A step of training.
 *
 * @param graph the network as it is trained
 * @param loss the loss without its gradient, for evaluation
 * @param segments the program as chunks of a batch go through it
 * @param chunk samples that go through the network together
 * @param passes the passes that made it, in order
 */
public record TrainingProgram(
        Graph graph,
        Program program,
        Step loss,
        Segments segments,
        BufferAssignment buffers,
        int chunk,
        List<PassRecord> passes) {

    public TrainingProgram {
        passes = List.copyOf(passes);
    }
}
