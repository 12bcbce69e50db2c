package dev.kiln.runtime.weights;

import java.io.IOException;

/** The weights in a file are not those of the model, or are no numbers to compute with. */
public final class WeightsException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception with this message. */
    public WeightsException(String message) {
        super(message);
    }
}
