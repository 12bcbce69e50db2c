package dev.kiln.samples.web;

/** A request that is not answered, with the status that says why and a sentence for the visitor. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;

    Refusal(int status, String message) {
        super(message);
        this.status = status;
    }

    static Refusal tooEarly() {
        return new Refusal(503, "The network is still being trained. Try again in a moment.");
    }

    int status() {
        return status;
    }
}
