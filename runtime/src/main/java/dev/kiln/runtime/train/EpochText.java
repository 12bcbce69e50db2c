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

    static EpochResult read(String text) {
        String[] parts = text.split(" ", -1);
        return new EpochResult(
                Integer.parseInt(parts[0]),
                Integer.parseInt(parts[1]),
                Bits.number(parts[2]),
                Bits.number(parts[3]),
                Bits.number(parts[4]),
                Bits.number(parts[5]),
                Duration.ofNanos(Long.parseLong(parts[6])));
    }
}
