package dev.kiln.runtime;

/**
 * The loss or a gradient became NaN or infinite; training stops before the parameters are touched.
 */
public final class NonFiniteLossException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception with this message. */
    public NonFiniteLossException(String message) {
        super(message);
    }

    /** Creates an exception with this message that keeps the original one as its cause. */
    public NonFiniteLossException(String message, Throwable cause) {
        super(message, cause);
    }
}
