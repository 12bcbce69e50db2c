package dev.kiln.runtime.train;

import dev.kiln.runtime.Parallel;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.internal.parallel.WorkerTeam;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The sweeps of an optimizer over all parameters, shared by several threads. Each parameter is cut
 * into as many pieces as there are threads; each element is changed by itself, so the cuts change
 * no bit. Sums of squares are one chain for each parameter.
 *
 * <p>A thread takes {@linkplain Parallel#forEach its own piece}, which is the one whose gradients
 * it has computed where these are cut alike: to fetch three numbers an element from the cache of
 * another core takes several times as long as to work on them.
 */
final class Sweeps {

    /**
     * Elements of all parameters for each thread: fewer are changed sooner than shared. Half of the
     * gradients may lie in another core's cache, from which one thread alone fetches slowly.
     */
    static final int PIECE = 1 << 14;

    /** Floats in a cache line, which two threads had better not share. */
    private static final int LINE = 16;

    private final GradientDescent descent;
    private final IntConsumer square = this::square;
    private final IntConsumer change = this::change;

    /** One for each piece. */
    private GradientTransform[] transforms = {};

    private double[] squares = {};
    private int pieces;
    private List<Parameter> parameters = List.of();
    private double scale;
    private double clip;
    private double rate;

    Sweeps(GradientDescent descent) {
        this.descent = descent;
    }

    /** The sum of the squares of all gradients, by the order of the parameters. */
    double squares(Parallel parallel, List<Parameter> parameters, double scale) {
        this.parameters = parameters;
        this.scale = scale;
        if (squares.length < parameters.size()) {
            squares = new double[parameters.size()];
        }
        parallel.forEach(parameters.size(), square);
        double sum = 0;
        for (int i = 0; i < parameters.size(); i++) {
            sum += squares[i];
        }
        return sum;
    }

    private void square(int index) {
        Parameter parameter = parameters.get(index);
        squares[index] = parameter.isTrained() ? descent.squares(parameter, scale) : 0;
    }

    /** Changes the values of all parameters. */
    void change(
            Parallel parallel, List<Parameter> parameters, double scale, double clip, double rate) {
        this.parameters = parameters;
        this.scale = scale;
        this.clip = clip;
        this.rate = rate;
        long elements = 0;
        for (int i = 0; i < parameters.size(); i++) {
            elements += length(parameters.get(i));
        }
        pieces = (int) Math.min(parallel.threads(), (elements + PIECE - 1) / PIECE);
        while (transforms.length < pieces) {
            transforms = Arrays.copyOf(transforms, transforms.length + 1);
            transforms[transforms.length - 1] = new GradientTransform();
        }
        parallel.forEach(pieces, change);
    }

    private void change(int piece) {
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            int from = begin(parameter, piece);
            int to = begin(parameter, piece + 1);
            if (from < to) {
                descent.change(parameter, from, to, transforms[piece], scale, clip, rate);
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
