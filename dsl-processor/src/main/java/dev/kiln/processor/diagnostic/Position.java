package dev.kiln.processor.diagnostic;

import java.util.Arrays;
import java.util.Optional;
import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic.Kind;

/**
 * A place in the source that javac can underline: an element, an annotation on it, or one value of
 * that.
 */
public final class Position {

    private static final Position NONE = new Position(null, null, "", null);

    final Element element;
    final AnnotationMirror annotation;
    final AnnotationValue value;
    final String attribute;

    private Position(
            Element element, AnnotationMirror annotation, String attribute, AnnotationValue value) {
        this.element = element;
        this.annotation = annotation;
        this.attribute = attribute;
        this.value = value;
    }

    /** Nowhere in particular; the message is printed without a place. */
    public static Position none() {
        return NONE;
    }

    public static Position of(Element element) {
        return new Position(element, null, "", null);
    }

    public static Position of(Element element, AnnotationMirror annotation) {
        return new Position(element, annotation, "", null);
    }

    /** {@code value}: what is written for {@code attribute}. */
    public static Position of(
            Element element, AnnotationMirror annotation, String attribute, AnnotationValue value) {
        return new Position(element, annotation, attribute, value);
    }

    /** Whether it speaks of this element. */
    public boolean isOf(Element other) {
        return element != null && element.equals(other);
    }

    /** Simple name of the class that it is; empty for anything else. */
    public String className() {
        return element instanceof TypeElement type ? type.getSimpleName().toString() : "";
    }

    /** Value of the attribute that it is, as Java writes it; empty for anything else. */
    public String value() {
        return value == null ? "" : value.toString();
    }

    /** Whether both speak of the same element. */
    boolean isOf(Position other) {
        return isOf(other.element);
    }

    /** The simple name of the annotation, empty for none. */
    String annotationName() {
        return annotation == null
                ? ""
                : annotation.getAnnotationType().asElement().getSimpleName().toString();
    }

    /** Whether both are the same place. Compilers may make a new mirror for each question. */
    public boolean isSameAs(Position other) {
        return isOf(other)
                && annotationName().equals(other.annotationName())
                && attribute.equals(other.attribute);
    }

    /** Whether the compiler could print there. */
    boolean print(Messager messager, Kind kind, String text) {
        return Guarded.answer(
                () -> {
                    Optional<Element> constructor = constructor();
                    if (constructor.isPresent()) {
                        messager.printMessage(kind, text, constructor.get());
                    } else {
                        messager.printMessage(kind, text, element, annotation, value);
                    }
                    return true;
                },
                false);
    }

    /** Of a record, for ECJ, which has no place for records themselves. */
    private Optional<Element> constructor() {
        if (element == null
                || element.getKind() != ElementKind.RECORD
                || !element.getClass().getName().startsWith("org.eclipse.")) {
            return Optional.empty();
        }
        return element.getEnclosedElements().stream()
                .filter(e -> e.getKind() == ElementKind.CONSTRUCTOR)
                .map(Element.class::cast)
                .findFirst();
    }

    /** Whether the element or anything around it carries {@code @SuppressWarnings("KILN-...")}. */
    boolean suppresses(Code code) {
        for (Element e = element; e != null; e = e.getEnclosingElement()) {
            Element around = e;
            if (Guarded.answer(() -> suppresses(around, code), false)) {
                return true;
            }
        }
        return false;
    }

    /** Throws where the annotation itself is in error. */
    private static boolean suppresses(Element e, Code code) {
        SuppressWarnings suppressed = e.getAnnotation(SuppressWarnings.class);
        return suppressed != null && Arrays.asList(suppressed.value()).contains(code.id());
    }
}
