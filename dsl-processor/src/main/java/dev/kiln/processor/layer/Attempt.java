package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Diagnostic;
import dev.kiln.processor.diagnostic.Diagnostics;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.operation.Graph;
import java.util.List;
import java.util.Optional;

/**
 * A model that was read, and what became of it.
 *
 * @param graph empty if anything is wrong with the layers
 * @param diagnostics everything that is wrong or looks so, in reading and in inference
 * @param traces every layer with the shape that it gives
 */
public record Attempt(
        Model model,
        Optional<Graph> graph,
        List<Diagnostic> diagnostics,
        List<ShapeTrace.Entry> traces) {

    /** Infers every shape; {@code reading} is what was wrong before. */
    public static Attempt of(Model model, List<Diagnostic> reading) {
        BuildResult built = BuildResult.of(model);
        Diagnostics all = new Diagnostics();
        reading.forEach(all::add);
        FlatImage.place(built.findings(), model).forEach(f -> all.add(f.diagnostic()));
        return new Attempt(model, built.graph(), all.all(), built.traces());
    }

    public Attempt {
        diagnostics = List.copyOf(diagnostics);
        traces = List.copyOf(traces);
    }

    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(d -> d.code().isError());
    }

    /** The shape behind a layer; empty where there is no such layer. */
    public Optional<Shape> shapeAfter(String layer) {
        return traces.stream()
                .filter(t -> t.layer().equals(layer))
                .map(ShapeTrace.Entry::shape)
                .reduce((first, second) -> second);
    }
}
