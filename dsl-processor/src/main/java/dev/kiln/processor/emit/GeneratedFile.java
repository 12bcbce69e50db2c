package dev.kiln.processor.emit;

import com.palantir.javapoet.JavaFile;
import java.io.IOException;
import java.io.OutputStream;

/** A file that the processor writes. */
public sealed interface GeneratedFile {

    /** A class, for javac to compile. */
    record Source(JavaFile java) implements GeneratedFile {}

    /**
     * A file that lies beside the classes.
     *
     * @param path from the root of the class path, with slashes
     */
    record Resource(String path, Content content) implements GeneratedFile {}

    /** Bytes of a resource; equal models give equal ones. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }
}
