package dev.kiln.processor.graph.kernel;

import java.util.List;

/**
 * Weights [depth x filters] in panels of columns, as the micro-kernels of the runtime read them.
 *
 * @param depth multiply-adds of each output
 */
public record PanelWeights(int depth, int filters) implements Preparation {

    /** The argument that takes packed weights. */
    public static final String PANELS = "panels";

    /** Columns of a panel. */
    public static final int WIDTH = 32;

    /** Floats of a matrix in panels, of which the last one is filled up. */
    static int size(int depth, int columns) {
        return (columns + WIDTH - 1) / WIDTH * WIDTH * depth;
    }

    /** The arguments of a kernel whose weights have been packed. */
    static List<Argument> in(List<Argument> arguments) {
        return arguments.stream()
                .map(a -> a.name().equals("weight") ? Argument.read(PANELS) : a)
                .toList();
    }

    @Override
    public String name() {
        return "panels" + depth + "To" + filters;
    }

    @Override
    public List<String> comment() {
        return List.of("Weights [" + depth + " x " + filters + "] in panels of " + WIDTH + ".");
    }

    @Override
    public List<Argument> arguments() {
        return List.of(Argument.read("weight"), Argument.write(PANELS));
    }

    @Override
    public int size() {
        return size(depth, filters);
    }

    @Override
    public String of(String parameter) {
        return parameter + " in panels";
    }
}
