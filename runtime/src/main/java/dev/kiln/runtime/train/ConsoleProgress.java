package dev.kiln.runtime.train;

import java.io.PrintStream;
import java.util.Locale;

/** Prints one line per epoch. */
public final class ConsoleProgress implements TrainingListener {

    private final PrintStream out;

    /** Prints to this stream. */
    public ConsoleProgress(PrintStream out) {
        this.out = out;
    }

    /**
     * For example {@code epoch 2/5 loss 0.4312 validation loss 0.4127 accuracy 85.10 % 9,410
     * images/s 6.4 s}.
     */
    @Override
    public void onEpoch(EpochResult result) {
        StringBuilder line = new StringBuilder();
        line.append(format("epoch %d/%d  ", result.epoch(), result.epochs()));
        line.append(format("loss %.4f  ", result.loss()));
        if (!Double.isNaN(result.validationLoss())) {
            line.append(format("validation loss %.4f  ", result.validationLoss()));
        }
        if (!Double.isNaN(result.validationAccuracy())) {
            line.append(format("accuracy %.2f %%  ", 100 * result.validationAccuracy()));
        }
        double seconds = result.duration().toNanos() / 1e9;
        line.append(format("%,.0f images/s  %.1f s", result.imagesPerSecond(), seconds));
        out.println(line);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
