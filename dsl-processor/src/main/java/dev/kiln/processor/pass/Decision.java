package dev.kiln.processor.pass;

/**
 * A place that a pass considered.
 *
 * @param layer path of the layer
 * @param applied whether the program was changed there
 * @param reason why, or why not, in words
 */
public record Decision(String layer, boolean applied, String reason) {

    static Decision applied(String layer, String reason) {
        return new Decision(layer, true, reason);
    }

    static Decision refused(String layer, String reason) {
        return new Decision(layer, false, reason);
    }
}
