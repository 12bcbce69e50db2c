package dev.kiln.processor.diagnostic;

import java.util.Map;

/**
 * Where a layer was written.
 *
 * @param path path of fields, {@code stage2.0.first}; the layer's name in messages
 * @param field the field or class
 * @param attributes positions of the values that are written in its annotation, by attribute
 */
public record Site(String path, Position field, Map<String, Position> attributes) {

    /** The name under which the annotation itself stands among the attributes. */
    public static final String ANNOTATION = "";

    public Site {
        attributes = Map.copyOf(attributes);
    }

    /** The value of the attribute if it is written, else the annotation, else the field. */
    public Position at(String attribute) {
        Position annotation = attributes.getOrDefault(ANNOTATION, field);
        return attributes.getOrDefault(attribute, annotation);
    }

    /** The simple name of the annotation, empty for none. */
    String annotation() {
        return attributes.getOrDefault(ANNOTATION, field).annotationName();
    }

    public boolean writes(String attribute) {
        return attributes.containsKey(attribute);
    }

    /** Whether both stand on the same field or class: a block is written once and used often. */
    public boolean isSameAs(Site other) {
        return field.isOf(other.field);
    }
}
