package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Position;
import dev.kiln.processor.diagnostic.Site;
import java.util.function.UnaryOperator;

/**
 * A change that may mend a model. It is proposed only after it has been tried.
 *
 * @param change as the user would write it: {@code kernel = 3}
 * @param path the layer to change
 * @param position where the change is to be made
 * @param edit makes the change
 */
record Fix(String change, String path, Position position, UnaryOperator<Model> edit) {

    /** {@code attribute} of a layer gets the value that {@code replacement} has. */
    static Fix of(LayerDeclaration replacement, String attribute, Object value) {
        Site site = replacement.site();
        return new Fix(
                attribute + " = " + value,
                site.path(),
                site.at(attribute),
                model -> model.with(replacement));
    }
}
