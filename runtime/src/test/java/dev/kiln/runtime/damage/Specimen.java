package dev.kiln.runtime.damage;

import java.io.IOException;
import java.nio.file.Path;

/** A kind of file that is damaged in many ways, and how it is read. */
interface Specimen {

    /**
     * The bytes of a file without damage.
     *
     * @param folder an empty folder, for neighbors that stay as they are
     */
    byte[] whole(Path folder) throws IOException;

    /** Reads a file; results are equal (also as lists) where the content is. */
    Object read(Path file) throws IOException;

    /** Whether every change must be noticed, and not only those that make no sense. */
    default boolean isSealed() {
        return false;
    }

    /** Whether this is what is documented for damaged files. */
    default boolean isDocumented(Throwable thrown) {
        return thrown instanceof IOException;
    }
}
