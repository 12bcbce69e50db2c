package dev.kiln.processor.diagnostic;

import java.util.Optional;
import javax.lang.model.element.TypeElement;

/** The file from which ECJ read a class. */
public final class EclipseFile {

    private EclipseFile() {}

    /**
     * Its name; empty for other compilers. ECJ's elements know it; the standard API asks for it
     * from Java 18 on only.
     */
    public static Optional<String> of(TypeElement outermost) {
        try {
            Object name = outermost.getClass().getMethod("getFileName").invoke(outermost);
            return Optional.ofNullable((String) name);
        } catch (ReflectiveOperationException | ClassCastException e) {
            return Optional.empty();
        }
    }
}
