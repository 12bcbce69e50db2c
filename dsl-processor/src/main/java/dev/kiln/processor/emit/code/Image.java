package dev.kiln.processor.emit.code;

import dev.kiln.processor.graph.shape.Shape;

/** An array of images: {@code base} is the index at which the image begins. */
public record Image(String array, String base, Shape shape) {
    public int rowPitch() {
        return shape.width() * shape.channels();
    }
}
