package dev.kiln.processor.emit;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Predicate;

/** A file that the processor writes. */
public sealed interface GeneratedFile {

    /** The name of a class without its package, or the path of a resource. */
    String name();

    /**
     * A class, for javac to compile.
     *
     * @param text as JavaPoet has it
     */
    record Source(String packageName, TypeSpec type, String text) implements GeneratedFile {

        static Source of(JavaFile file) {
            return new Source(file.packageName(), file.typeSpec(), file.toString());
        }

        @Override
        public String name() {
            return type.name();
        }

        public String qualifiedName() {
            return packageName.isEmpty() ? name() : packageName + "." + name();
        }

        /** The text, as {@link SourceText} has it. */
        public String text(Predicate<String> hidden) {
            return SourceText.of(text, hidden);
        }

        /** The first class with more constants than a class file holds, in words. */
        public Optional<String> excess() {
            return ConstantCount.excess(type, text);
        }
    }

    /**
     * A file that lies beside the classes.
     *
     * @param name its path from the root of the class path, with slashes
     */
    record Resource(String name, Content content) implements GeneratedFile {}

    /**
     * A file that lies beside the generated sources, for people and tools; no part of the app.
     *
     * @param packageName the package in whose folder it lies
     * @param name with its ending
     */
    record Report(String packageName, String name, String text) implements GeneratedFile {}

    /** Bytes of a resource; equal models give equal ones. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }
}
