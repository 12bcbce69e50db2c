package dev.kiln.processor.diagnostic;

import java.util.Arrays;
import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic.Kind;

/**
 * A place in the source that javac can underline: an element, an annotation on it, or one value of
 * that.
 */
public final class Position {

    private static final Position NONE = new Position(null, null, null);

    final Element element;
    final AnnotationMirror annotation;
    final AnnotationValue value;

    private Position(Element element, AnnotationMirror annotation, AnnotationValue value) {
        this.element = element;
        this.annotation = annotation;
        this.value = value;
    }

    /** Nowhere in particular; the message is printed without a place. */
    public static Position none() {
        return NONE;
    }

    public static Position of(Element element) {
        return new Position(element, null, null);
    }

    public static Position of(Element element, AnnotationMirror annotation) {
        return new Position(element, annotation, null);
    }

    public static Position of(Element element, AnnotationMirror annotation, AnnotationValue value) {
        return new Position(element, annotation, value);
    }

    /** Whether both speak of the same element. */
    boolean isOf(Position other) {
        return element != null && element.equals(other.element);
    }

    /** Whether both are the same place. */
    boolean isSameAs(Position other) {
        return isOf(other) && annotation == other.annotation && value == other.value;
    }

    /** Whether the compiler could print there. */
    boolean print(Messager messager, Kind kind, String text) {
        return Guarded.answer(
                () -> {
                    messager.printMessage(kind, text, element, annotation, value);
                    return true;
                },
                false);
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
