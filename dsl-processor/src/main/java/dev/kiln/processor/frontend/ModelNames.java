package dev.kiln.processor.frontend;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;

/**
 * What generated classes are called: after the model, and after the classes around a nested one.
 */
final class ModelNames {

    private ModelNames() {}

    /** {@code LeNet}; {@code Examples_LeNet} for a class nested in {@code Examples}. */
    static String name(TypeElement type) {
        Element around = type.getEnclosingElement();
        String simple = type.getSimpleName().toString();
        return around instanceof TypeElement outer ? name(outer) + "_" + simple : simple;
    }

    static String packageName(TypeElement type) {
        Element element = type;
        while (element.getKind() != ElementKind.PACKAGE) {
            element = element.getEnclosingElement();
        }
        return ((PackageElement) element).getQualifiedName().toString();
    }

    /** The class itself, or the outermost one around it. */
    static TypeElement outermost(TypeElement type) {
        return type.getEnclosingElement() instanceof TypeElement outer ? outermost(outer) : type;
    }
}
