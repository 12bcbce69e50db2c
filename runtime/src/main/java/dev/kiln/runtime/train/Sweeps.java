package dev.kiln.runtime.train;

import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.parallel.Crew;
import dev.kiln.runtime.parallel.Work;
import java.util.Arrays;
import java.util.List;

/**
 * The sweeps of an optimizer over all parameters, shared by the threads of a crew. The parameters
 * that are trained lie one behind the other and are cut into pieces of one length; each element is
 * changed by itself, so the cuts change no bit. Sums of squares are one chain for each parameter.
 */
final class Sweeps implements Work {

    /** Elements of a piece: to wake a thread costs as much as half of one. */
    static final int PIECE = 1 << 16;

    private static final int CHANGE = 0;
    private static final int SQUARES = 1;

    private final Descent<?> descent;
    private Terms[] terms = {};
    private double[] squares = {};
    private List<Parameter> parameters = List.of();
    private double scale;
    private double clip;
    private double rate;

    Sweeps(Descent<?> descent) {
        this.descent = descent;
    }

    /** The sum of the squares of all gradients, by the order of the parameters. */
    double squares(Crew crew, List<Parameter> parameters, double scale) {
        this.parameters = parameters;
        this.scale = scale;
        if (squares.length < parameters.size()) {
            squares = new double[parameters.size()];
        }
        run(crew, SQUARES, parameters.size());
        double sum = 0;
        for (int i = 0; i < parameters.size(); i++) {
            sum += squares[i];
        }
        return sum;
    }

    /** Changes the values of all parameters. */
    void change(Crew crew, List<Parameter> parameters, double scale, double clip, double rate) {
        this.parameters = parameters;
        this.scale = scale;
        this.clip = clip;
        this.rate = rate;
        while (terms.length < crew.threads()) {
            terms = Arrays.copyOf(terms, terms.length + 1);
            terms[terms.length - 1] = new Terms();
        }
        long elements = 0;
        for (int i = 0; i < parameters.size(); i++) {
            elements += length(parameters.get(i));
        }
        run(crew, CHANGE, (int) ((elements + PIECE - 1) / PIECE));
    }

    private void run(Crew crew, int segment, int chunks) {
        if (chunks > 0) {
            crew.run(this, segment, 1, chunks, 0);
        }
    }

    @Override
    public void chunk(int segment, int chunk, int worker) {
        if (segment == SQUARES) {
            Parameter parameter = parameters.get(chunk);
            squares[chunk] = parameter.isTrained() ? descent.squares(parameter, scale) : 0;
        } else {
            change((long) chunk * PIECE, terms[worker]);
        }
    }

    @Override
    public void join(int segment) {}

    /** The parts of parameters that lie in the piece that begins at {@code begin}. */
    private void change(long begin, Terms terms) {
        long start = 0;
        for (int i = 0; i < parameters.size() && start < begin + PIECE; i++) {
            Parameter parameter = parameters.get(i);
            int length = length(parameter);
            int from = (int) Math.max(0, begin - start);
            int to = (int) Math.min(length, begin + PIECE - start);
            if (from < to) {
                descent.change(parameter, from, to, terms, scale, clip, rate);
            }
            start += length;
        }
    }

    private static int length(Parameter parameter) {
        return parameter.isTrained() ? parameter.layout().size() : 0;
    }
}
