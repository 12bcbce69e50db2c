package dev.kiln.processor.diagnostic;

import java.util.OptionalLong;
import javax.annotation.processing.ProcessingEnvironment;

/** Line numbers of positions, as far as the compiler tells them. */
public interface Lines {

    /** Lines of nothing. */
    Lines UNKNOWN = position -> OptionalLong.empty();

    OptionalLong of(Position position);

    /**
     * Lines by javac's trees, or by the source files that ECJ names. Build tools that wrap javac's
     * environment have neither.
     */
    static Lines of(ProcessingEnvironment environment) {
        Lines lines = Guarded.answer(() -> TreeLines.of(environment), new SourceLines());
        return position -> Guarded.answer(() -> lines.of(position), OptionalLong.empty());
    }
}
