package dev.kiln.processor.layer.attribute;

/**
 * An attribute of a layer with the value that it has there.
 *
 * @param value in words, with WIDTH, STRIDE and IN replaced by numbers where those are known
 */
public record Attribute(String name, String value) {

    public static Attribute of(String name, Object value) {
        return new Attribute(name, String.valueOf(value));
    }
}
