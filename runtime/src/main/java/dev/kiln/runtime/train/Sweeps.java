package dev.kiln.runtime.train;

import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.internal.parallel.ChunkTask;
import dev.kiln.runtime.internal.parallel.WorkerTeam;
import java.util.Arrays;
import java.util.List;

/**
 * The sweeps of an optimizer over all parameters, shared by the threads of a team. Each parameter
 * is cut into as many pieces as there are threads; each element is changed by itself, so the cuts
 * change no bit. Sums of squares are one chain for each parameter.
 *
 * <p>A thread takes {@linkplain WorkerTeam#runOwned its own piece}, which is the one whose
 * gradients it has computed where these are cut alike: to fetch three numbers an element from the
 * cache of another core takes several times as long as to work on them.
 */
final class Sweeps implements ChunkTask {

    /**
     * Elements of all parameters for each thread: fewer are changed sooner than shared. Half of the
     * gradients may lie in another core's cache, from which one thread alone fetches slowly.
     */
    static final int PIECE = 1 << 14;

    /** Floats in a cache line, which two threads had better not share. */
    private static final int LINE = 16;

    private static final int CHANGE = 0;
    private static final int SQUARES = 1;

    private final GradientOptimizer<?> descent;
    private GradientTransform[] transform = {};
    private double[] squares = {};
    private int pieces;
    private List<Parameter> parameters = List.of();
    private double scale;
    private double clip;
    private double rate;

    Sweeps(GradientOptimizer<?> descent) {
        this.descent = descent;
    }

    /** The sum of the squares of all gradients, by the order of the parameters. */
    double squares(WorkerTeam team, List<Parameter> parameters, double scale) {
        this.parameters = parameters;
        this.scale = scale;
        if (squares.length < parameters.size()) {
            squares = new double[parameters.size()];
        }
        if (!parameters.isEmpty()) {
            team.run(this, SQUARES, 1, parameters.size(), 0);
        }
        double sum = 0;
        for (int i = 0; i < parameters.size(); i++) {
            sum += squares[i];
        }
        return sum;
    }

    /** Changes the values of all parameters. */
    void change(
            WorkerTeam team, List<Parameter> parameters, double scale, double clip, double rate) {
        this.parameters = parameters;
        this.scale = scale;
        this.clip = clip;
        this.rate = rate;
        while (transform.length < team.threads()) {
            transform = Arrays.copyOf(transform, transform.length + 1);
            transform[transform.length - 1] = new GradientTransform();
        }
        long elements = 0;
        for (int i = 0; i < parameters.size(); i++) {
            elements += length(parameters.get(i));
        }
        pieces = (int) Math.min(team.threads(), (elements + PIECE - 1) / PIECE);
        if (pieces > 0) {
            team.runOwned(this, CHANGE, pieces);
        }
    }

    @Override
    public void chunk(int segment, int chunk, int worker) {
        if (segment == SQUARES) {
            Parameter parameter = parameters.get(chunk);
            squares[chunk] = parameter.isTrained() ? descent.squares(parameter, scale) : 0;
        } else {
            change(chunk, transform[worker]);
        }
    }

    @Override
    public void join(int segment) {}

    private void change(int piece, GradientTransform transform) {
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            int from = begin(parameter, piece);
            int to = begin(parameter, piece + 1);
            if (from < to) {
                descent.change(parameter, from, to, transform, scale, clip, rate);
            }
        }
    }

    private int begin(Parameter parameter, int piece) {
        return WorkerTeam.bound(length(parameter), LINE, piece, pieces);
    }

    private static int length(Parameter parameter) {
        return parameter.isTrained() ? parameter.layout().size() : 0;
    }
}
