package dev.kiln.processor.frontend;

import com.sun.source.util.Trees;
import dev.kiln.processor.diagnostic.EclipseFile;
import java.util.Set;
import java.util.function.Predicate;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;

/** Classes that the compiler has read from source, whether it was told to or found them. */
final class WrittenClasses {

    private WrittenClasses() {}

    /** {@code roots}: qualified names of outermost classes that are known to be. */
    static Predicate<TypeElement> of(ProcessingEnvironment environment, Set<String> roots) {
        Predicate<TypeElement> told =
                type -> roots.contains(ModelNames.outermost(type).getQualifiedName().toString());
        return told.or(found(environment));
    }

    private static Predicate<TypeElement> found(ProcessingEnvironment environment) {
        try {
            Trees trees = Trees.instance(environment);
            return type -> trees.getTree(type) != null;
        } catch (IllegalArgumentException | LinkageError e) {
            return type ->
                    EclipseFile.of(ModelNames.outermost(type))
                            .filter(file -> file.endsWith(".java"))
                            .isPresent();
        }
    }
}
