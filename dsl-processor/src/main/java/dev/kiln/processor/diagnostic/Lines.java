package dev.kiln.processor.diagnostic;

import java.util.OptionalLong;
import javax.annotation.processing.ProcessingEnvironment;

/** Line numbers of positions, as far as the compiler tells them. */
public interface Lines {

    /** Lines of nothing. */
    Lines UNKNOWN = position -> OptionalLong.empty();

    OptionalLong of(Position position);

    /**
     * Lines by javac's trees. Other compilers, and build tools that wrap javac's environment, have
     * none.
     */
    static Lines of(ProcessingEnvironment environment) {
        Lines lines = Guarded.answer(() -> TreeLines.of(environment), UNKNOWN);
        return position -> Guarded.answer(() -> lines.of(position), OptionalLong.empty());
    }
}
