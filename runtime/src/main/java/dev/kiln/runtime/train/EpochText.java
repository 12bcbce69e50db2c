package dev.kiln.runtime.train;

import java.time.Duration;

/** Results of epochs as texts that give every bit back. */
final class EpochText {

    private EpochText() {}

    static String of(EpochResult r) {
        return String.join(
                " ",
                Integer.toString(r.epoch()),
                Integer.toString(r.epochs()),
                Bits.text(r.loss()),
                Bits.text(r.validationLoss()),
                Bits.text(r.validationAccuracy()),
                Bits.text(r.imagesPerSecond()),
                Long.toString(r.duration().toNanos()));
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
                        "images per second",
                        "nanoseconds");
        return new EpochResult(
                row.whole("epoch", epoch, epoch),
                row.whole("epochs", epoch, Integer.MAX_VALUE),
                row.number("loss", NumberRange.FINITE),
                row.number("validation loss", NumberRange.ANY),
                row.number("validation accuracy", NumberRange.SHARE),
                row.number("images per second", NumberRange.ANY),
                Duration.ofNanos(row.whole("nanoseconds", 0, Long.MAX_VALUE)));
    }
}
