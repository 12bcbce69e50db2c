package dev.kiln.processor.graph.kernel;

import dev.kiln.processor.graph.shape.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * Weights of a convolution in panels of its input channels, as its gradient by the input reads
 * them: for each phase of rows and columns (see {@link Axis}) a matrix [taps and filters x
 * channels].
 */
public record TurnedPanelWeights(Window window, int filters) implements Preparation {

    /** The taps of a phase, those first that read the output gradient first. */
    public record Phase(Axis rows, Axis columns, int firstPanel) {

        public int taps() {
            return rows.taps() * columns.taps();
        }
    }

    /** Phases in the order of their weights; those without taps have none. */
    public List<Phase> phases() {
        List<Phase> phases = new ArrayList<>();
        int next = 0;
        for (Axis rows : Axis.gradientRows(window)) {
            for (Axis columns : Axis.gradientColumns(window)) {
                Phase phase = new Phase(rows, columns, next);
                phases.add(phase);
                next += size(phase);
            }
        }
        return List.copyOf(phases);
    }

    private int size(Phase phase) {
        return PanelWeights.size(phase.taps() * filters, window.input().channels());
    }

    @Override
    public String name() {
        return "turnedPanels"
                + KernelNames.window(window)
                + "From"
                + window.input()
                + "To"
                + window.output(filters);
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Weights "
                        + window.kernel()
                        + " from "
                        + window.input().channels()
                        + " to "
                        + filters
                        + " channels in panels of input channels, the last tap first.");
    }

    @Override
    public List<Argument> arguments() {
        return List.of(Argument.read("weight"), Argument.write(PanelWeights.PANELS));
    }

    @Override
    public int size() {
        return phases().stream().mapToInt(this::size).sum();
    }

    @Override
    public String of(String parameter) {
        return "turned " + parameter + " in panels";
    }
}
