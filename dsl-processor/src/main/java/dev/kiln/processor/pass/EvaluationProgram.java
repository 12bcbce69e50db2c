package dev.kiln.processor.pass;

import dev.kiln.processor.graph.Program;
import dev.kiln.processor.operation.Graph;
import dev.kiln.processor.pass.memory.BufferAssignment;

/**
 * The evaluation of a network that is trained.
 *
 * @param graph the network with its running statistics in place and without dropout
 */
public record EvaluationProgram(Graph graph, Program program, BufferAssignment buffers) {}
