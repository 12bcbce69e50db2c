package dev.kiln.processor.mutation;

/** Ends the search for a shape where there is none. */
@SuppressWarnings("serial")
final class Invalid extends RuntimeException {

    Invalid(String reason) {
        super(reason);
    }

    static void unless(boolean valid, String reason) {
        if (!valid) {
            throw new Invalid(reason);
        }
    }
}
