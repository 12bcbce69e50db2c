package dev.kiln.processor.pass;

import dev.kiln.processor.graph.Graph;
import dev.kiln.processor.graph.Program;

/**
 * The evaluation of a network that is trained.
 *
 * @param graph the network with its running statistics in place and without dropout
 */
public record EvaluationProgram(Graph graph, Program program, BufferAssignment buffers) {}
