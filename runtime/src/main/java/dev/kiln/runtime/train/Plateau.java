package dev.kiln.runtime.train;

/**
 * Lowers the learning rate when the validation loss stops falling: after {@code patience} epochs
 * without a new lowest loss the rate is multiplied by {@code factor}.
 */
final class Plateau {

    private final double factor;
    private final int patience;
    private double lowest = Double.POSITIVE_INFINITY;
    private int waited;

    Plateau(double factor, int patience) {
        SettingChecks.positive("factor", factor);
        SettingChecks.fraction("factor", factor);
        this.factor = factor;
        this.patience = SettingChecks.atLeastOne("patience", patience);
    }

    /** What to multiply the rate by after an epoch. */
    double observe(double loss) {
        if (loss < lowest) {
            lowest = loss;
            waited = 0;
            return 1;
        }
        waited++;
        if (waited < patience) {
            return 1;
        }
        waited = 0;
        return factor;
    }

    String state() {
        return Bits.text(lowest) + " " + waited;
    }

    /**
     * Goes on from a checkpoint.
     *
     * @param ofAnotherRule which may have waited for longer than this one does
     */
    void restore(Fields fields, boolean ofAnotherRule) {
        Fields.Row state = fields.row("plateau", "lowest", "waited");
        lowest = state.number("lowest", NumberRange.LOWEST);
        waited = state.whole("waited", 0, ofAnotherRule ? Integer.MAX_VALUE : patience - 1);
    }

    @Override
    public String toString() {
        return "factor " + factor + " after " + patience;
    }
}
