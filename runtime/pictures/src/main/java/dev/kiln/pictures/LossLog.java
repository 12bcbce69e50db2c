package dev.kiln.pictures;

import java.util.ArrayList;
import java.util.List;

/** Losses of all batches of a training, as few points as a curve needs. */
final class LossLog {

    private static final int MOST = 1_000;

    private final List<Double> times = new ArrayList<>();
    private final List<Double> losses = new ArrayList<>();

    /** Batches that one point is the mean of. */
    private int together = 1;

    private int count;
    private double timeSum;
    private double lossSum;

    /** {@code time} in epochs. */
    void add(double time, double loss) {
        count++;
        timeSum += time;
        lossSum += loss;
        if (count < together) {
            return;
        }
        times.add(timeSum / count);
        losses.add(lossSum / count);
        count = 0;
        timeSum = 0;
        lossSum = 0;
        if (times.size() == MOST) {
            halve(times);
            halve(losses);
            together *= 2;
        }
    }

    private static void halve(List<Double> values) {
        for (int i = 0; i < MOST / 2; i++) {
            values.set(i, (values.get(2 * i) + values.get(2 * i + 1)) / 2);
        }
        values.subList(MOST / 2, MOST).clear();
    }

    Curve curve() {
        return HistoryCurves.batches(times, losses);
    }
}
