package dev.kiln.runtime.train;

import java.io.PrintStream;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * Prints how training goes. On a terminal the line of an epoch moves while it runs; elsewhere, in
 * logs and pipes, there is one line for each epoch:
 *
 * <pre>
 * epoch 2/5   48 %  loss 0.4312  accuracy 85.10 %  9,410 images/s  3.1 s left
 * epoch 2/5  loss 0.4275  val. loss 0.4127  accuracy 86.20 %  9,410 images/s  6.4 s
 * </pre>
 *
 * The loss is the mean of the epoch so far; loss and accuracy on the validation data are measured
 * when an epoch is over, so the moving line has the accuracy of the epoch before. A {@link Trainer}
 * has one for {@link System#err} unless it is quiet or is given another.
 */
public final class ConsoleProgress implements TrainingListener {

    /** Faster than this nobody can read. */
    private static final long REDRAWING_NANOS = 100_000_000;

    private static final long NEVER = Long.MAX_VALUE;

    private final PrintStream out;

    /** Of the terminal; 0 without one. */
    private final int columns;

    private final LongSupplier clock;
    private final long pause;

    private String unit = Progress.IMAGES;
    private OptionalDouble accuracy = OptionalDouble.empty();
    private long start;
    private int samplesBefore;
    private int batchesBefore;
    private long last;

    /** Characters of the line that is not finished. */
    private int open;

    /**
     * Prints to this stream; the line moves if it is {@link System#out} or {@link System#err} and
     * both the input and the output of the program are a terminal that is not {@code TERM=dumb}.
     */
    public ConsoleProgress(PrintStream out) {
        this(out, Terminal.columns(out), System::nanoTime, NEVER);
    }

    ConsoleProgress(PrintStream out, int columns, LongSupplier clock, long lineNanos) {
        this.out = out;
        this.columns = columns;
        this.clock = clock;
        this.pause = columns > 0 ? REDRAWING_NANOS : lineNanos;
    }

    /**
     * A progress that, where there is no terminal, has further lines within long epochs, so far
     * apart.
     */
    public ConsoleProgress every(Duration pause) {
        return new ConsoleProgress(out, columns, clock, pause.toNanos());
    }

    @Override
    public void onStart(Progress progress) {
        unit = progress.unit();
        accuracy = OptionalDouble.empty();
        startEpoch(progress.samples(), progress.batch());
        if (columns > 0) {
            draw(progress);
        }
    }

    private void startEpoch(int samples, int batches) {
        start = clock.getAsLong();
        last = start;
        samplesBefore = samples;
        batchesBefore = batches;
    }

    @Override
    public void onBatch(Progress progress) {
        if (pause == NEVER) {
            return;
        }
        long now = clock.getAsLong();
        boolean full = columns > 0 && progress.batch() == progress.batches();
        if (full || now - last >= pause) {
            last = now;
            draw(progress);
        }
    }

    private void draw(Progress progress) {
        double seconds = (clock.getAsLong() - start) / 1e9;
        int batches = progress.batch() - batchesBefore;
        double perSecond =
                batches > 0 && seconds > 0 ? (progress.samples() - samplesBefore) / seconds : 0;
        double left = seconds * (progress.batches() - progress.batch()) / batches;
        String line = MeasureLine.within(progress, accuracy, perSecond, left, limit());
        if (columns > 0) {
            out.print("\r" + line + blanks(line));
            out.flush();
            open = line.length();
        } else {
            out.println(line);
        }
    }

    /** The last column stays free: terminals go to the next line behind it. */
    private int limit() {
        return columns > 0 ? columns - 1 : Integer.MAX_VALUE;
    }

    /** Blanks that cover the rest of the line that is there. */
    private String blanks(String line) {
        return " ".repeat(Math.max(0, open - line.length()));
    }

    @Override
    public void onEpoch(EpochResult result) {
        accuracy = result.validationAccuracy();
        println(MeasureLine.of(result, unit, limit()));
        startEpoch(0, 0);
    }

    @Override
    public boolean onWarning(String message) {
        println("warning: " + message);
        return true;
    }

    /** In place of the line that moves. */
    private void println(String line) {
        out.println(columns > 0 ? "\r" + line + blanks(line) : line);
        open = 0;
    }

    /** Leaves the cursor at the start of a line. */
    @Override
    public void onEnd() {
        if (open > 0) {
            out.println();
            open = 0;
        }
    }
}
