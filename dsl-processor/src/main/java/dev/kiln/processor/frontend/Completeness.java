package dev.kiln.processor.frontend;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.SimpleAnnotationValueVisitor14;

/**
 * Whether javac could make sense of everything in a class. What it could not may be a type that
 * another processor is about to generate; if it never is, javac says so itself.
 */
public final class Completeness {

    /** What javac gives for a value that it does not understand. */
    private static final String ERROR = "<error>";

    /** Whether something is written in a class that annotations of its elements don't show. */
    private final Predicate<TypeElement> refused;

    private Completeness(Predicate<TypeElement> refused) {
        this.refused = refused;
    }

    public static Completeness of(ProcessingEnvironment environment) {
        return new Completeness(RefusedAnnotations.of(environment));
    }

    public boolean of(TypeElement type) {
        return of(type, new HashSet<>());
    }

    /** Blocks are looked into too, each of them once. */
    private boolean of(TypeElement type, Set<TypeElement> seen) {
        if (!seen.add(type)) {
            return true;
        }
        return type.getSuperclass().getKind() != TypeKind.ERROR
                && ofAnnotations(type)
                && !refused.test(type)
                && ElementFilter.fieldsIn(type.getEnclosedElements()).stream()
                        .allMatch(f -> ofField(f, seen));
    }

    private boolean ofField(VariableElement field, Set<TypeElement> seen) {
        return field.asType().getKind() != TypeKind.ERROR
                && ofAnnotations(field)
                && BlockReader.block(field.asType())
                        .or(() -> Layered.of(field.asType()))
                        .map(b -> of(b, seen))
                        .orElse(true);
    }

    private static boolean ofAnnotations(Element element) {
        List<AnnotationMirror> own = Mirrors.all(element);
        return element.getAnnotationMirrors().stream()
                        .allMatch(m -> m.getAnnotationType().getKind() != TypeKind.ERROR)
                && own.stream().map(Mirrors::simpleName).distinct().count() == own.size()
                && own.stream().allMatch(Completeness::ofMirror);
    }

    private static boolean ofMirror(AnnotationMirror mirror) {
        List<ExecutableElement> attributes =
                ElementFilter.methodsIn(
                        mirror.getAnnotationType().asElement().getEnclosedElements());
        return attributes.stream()
                .allMatch(
                        a -> {
                            AnnotationValue written = mirror.getElementValues().get(a);
                            return written == null
                                    ? a.getDefaultValue() != null
                                    : isText(a) || Understood.INSTANCE.visit(written);
                        });
    }

    private static boolean isText(ExecutableElement attribute) {
        return attribute.getReturnType().toString().startsWith("java.lang.String");
    }

    private static final class Understood extends SimpleAnnotationValueVisitor14<Boolean, Void> {

        static final Understood INSTANCE = new Understood();

        Understood() {
            super(true);
        }

        @Override
        public Boolean visitString(String text, Void unused) {
            return !text.equals(ERROR);
        }

        @Override
        public Boolean visitArray(List<? extends AnnotationValue> values, Void unused) {
            return values.stream().allMatch(this::visit);
        }

        @Override
        public Boolean visitAnnotation(AnnotationMirror mirror, Void unused) {
            return mirror.getAnnotationType().getKind() != TypeKind.ERROR && ofMirror(mirror);
        }

        @Override
        public Boolean visitType(TypeMirror type, Void unused) {
            return !(type instanceof DeclaredType) || type.getKind() != TypeKind.ERROR;
        }
    }
}
