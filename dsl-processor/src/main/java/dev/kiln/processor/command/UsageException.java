package dev.kiln.processor.command;

/** Arguments of a command that make no sense; the message says why. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
