package dev.kiln.processor.report.json;

/** A text that is not JSON; the message says where and what was expected. */
public final class JsonException extends RuntimeException {

    private static final long serialVersionUID = 1;

    JsonException(String message) {
        super(message);
    }
}
