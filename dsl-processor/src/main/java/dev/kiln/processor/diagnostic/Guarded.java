package dev.kiln.processor.diagnostic;

import java.util.function.Supplier;

/**
 * Questions to the compiler whose answers are not worth a failure. Compilers throw where they lack
 * what is asked for: lines without debug information, classes whose files are damaged, annotations
 * that are in error themselves.
 */
final class Guarded {

    private Guarded() {}

    /** The answer, or {@code otherwise} where the compiler fails. */
    static <T> T answer(Supplier<T> question, T otherwise) {
        try {
            return question.get();
        } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
            return otherwise;
        }
    }
}
