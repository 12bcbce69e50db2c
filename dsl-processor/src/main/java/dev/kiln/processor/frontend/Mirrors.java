package dev.kiln.processor.frontend;

import java.util.List;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Finds the annotations of the language on an element, in the order in which they are written. */
final class Mirrors {

    /** Of the annotations. */
    static final String PACKAGE = "dev.kiln.";

    private Mirrors() {}

    static List<AnnotationMirror> all(Element element) {
        return element.getAnnotationMirrors().stream()
                .filter(m -> qualifiedName(m).equals(PACKAGE + simpleName(m)))
                .map(AnnotationMirror.class::cast)
                .toList();
    }

    static Optional<AnnotationMirror> find(Element element, String simpleName) {
        return all(element).stream().filter(m -> simpleName(m).equals(simpleName)).findFirst();
    }

    /** The class or interface of a type. */
    static Optional<TypeElement> declaration(TypeMirror type) {
        return type instanceof DeclaredType declared
                        && declared.asElement() instanceof TypeElement element
                ? Optional.of(element)
                : Optional.empty();
    }

    static String simpleName(AnnotationMirror mirror) {
        return mirror.getAnnotationType().asElement().getSimpleName().toString();
    }

    private static String qualifiedName(AnnotationMirror mirror) {
        return ((TypeElement) mirror.getAnnotationType().asElement()).getQualifiedName().toString();
    }
}
