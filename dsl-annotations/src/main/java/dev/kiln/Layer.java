package dev.kiln;

/**
 * The type of a field that is a layer; the annotation on the field says which. No instance is ever
 * made: the generated classes don't use the annotated class at run time.
 *
 * <pre>{@code
 * @Conv(filters = 6, kernel = 5, activation = RELU)  Layer conv1;
 * }</pre>
 */
public final class Layer {

    private Layer() {}
}
