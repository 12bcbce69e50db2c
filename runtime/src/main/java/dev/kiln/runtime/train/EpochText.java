package dev.kiln.runtime.train;

import java.time.Duration;
import java.util.OptionalDouble;

/** Results of epochs as texts that give every bit back. */
final class EpochText {

    private EpochText() {}

    static String of(EpochResult r) {
        return String.join(
                " ",
                Integer.toString(r.epoch()),
                Integer.toString(r.epochs()),
                Bits.text(r.loss()),
                number(r.validationLoss()),
                number(r.validationAccuracy()),
                number(r.trainingAccuracy()),
                number(r.learningRate()),
                Bits.text(r.imagesPerSecond()),
                Long.toString(r.duration().toNanos()));
    }

    /** NaN stands for none. */
    private static String number(OptionalDouble value) {
        return Bits.text(value.orElse(Double.NaN));
    }

    private static OptionalDouble number(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** The result of the epoch with this number. */
    static EpochResult read(Fields fields, String key, int epoch) {
        Fields.Row row =
                fields.row(
                        key,
                        "epoch",
                        "epochs",
                        "loss",
                        "validation loss",
                        "validation accuracy",
                        "training accuracy",
                        "learning rate",
                        "images per second",
                        "nanoseconds");
        return new EpochResult(
                row.whole("epoch", epoch, epoch),
                row.whole("epochs", epoch, Integer.MAX_VALUE),
                row.number("loss", NumberRange.FINITE),
                number(row.number("validation loss", NumberRange.ANY)),
                number(row.number("validation accuracy", NumberRange.SHARE)),
                number(row.number("training accuracy", NumberRange.SHARE)),
                number(row.number("learning rate", NumberRange.ANY)),
                row.number("images per second", NumberRange.ANY),
                Duration.ofNanos(row.whole("nanoseconds", 0, Long.MAX_VALUE)));
    }
}
