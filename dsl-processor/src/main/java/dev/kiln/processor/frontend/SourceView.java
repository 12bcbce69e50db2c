package dev.kiln.processor.frontend;

import dev.kiln.processor.diagnostic.Edit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/** Classes as they are written, or as they would be with some edits. */
public final class SourceView {

    private static final String LAYER = "dev.kiln.Layer";

    private final FieldOrder order;
    private final Elements elements;
    private final List<Edit> edits;

    private SourceView(FieldOrder order, Elements elements, List<Edit> edits) {
        this.order = order;
        this.elements = elements;
        this.edits = List.copyOf(edits);
    }

    /** Of classes as they are written. */
    public SourceView(FieldOrder order, Elements elements) {
        this(order, elements, List.of());
    }

    public SourceView with(List<Edit> others) {
        return new SourceView(order, elements, others);
    }

    /** An annotation that is not in the source. */
    record AddedAnnotation(DeclaredType type, List<Edit.Write> attributes)
            implements AnnotationMirror {
        @Override
        public DeclaredType getAnnotationType() {
            return type;
        }

        @Override
        public Map<? extends ExecutableElement, ? extends AnnotationValue> getElementValues() {
            return Map.of();
        }
    }

    /** Annotations of the language on an element, in the order in which they are written. */
    List<AnnotationMirror> annotations(Element element) {
        List<AnnotationMirror> written = Mirrors.all(element);
        if (edits.isEmpty()) {
            return written;
        }
        List<AnnotationMirror> all = new ArrayList<>();
        for (AnnotationMirror mirror : written) {
            if (edits(Edit.Strip.class, element)
                    .noneMatch(e -> e.annotation().equals(Mirrors.simpleName(mirror)))) {
                all.add(mirror);
            }
        }
        edits(Edit.Annotate.class, element)
                .flatMap(e -> added(e.annotation(), e.attributes()).stream())
                .forEach(all::add);
        return all;
    }

    Optional<AnnotationMirror> annotation(Element element, String simpleName) {
        return annotations(element).stream()
                .filter(m -> Mirrors.simpleName(m).equals(simpleName))
                .findFirst();
    }

    /** Annotations of fields that are added beside one, by the name of the field. */
    Map<String, AnnotationMirror> inserted(VariableElement field, boolean behind) {
        return edits(Edit.Insert.class, field)
                .filter(e -> e.behind() == behind)
                .flatMap(
                        e ->
                                added(e.annotation(), e.attributes()).stream()
                                        .map(m -> Map.entry(e.name(), m)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Optional<AnnotationMirror> added(String annotation, List<Edit.Write> attributes) {
        return Optional.ofNullable(elements.getTypeElement(Mirrors.PACKAGE + annotation))
                .map(TypeElement::asType)
                .filter(DeclaredType.class::isInstance)
                .map(type -> new AddedAnnotation((DeclaredType) type, attributes));
    }

    /** Edits of an annotation's attributes. */
    List<Edit> attributes(Element element, AnnotationMirror mirror) {
        if (mirror instanceof AddedAnnotation added) {
            return List.copyOf(added.attributes());
        }
        String name = Mirrors.simpleName(mirror);
        return Stream.<Edit>concat(
                        edits(Edit.Write.class, element).filter(e -> e.annotation().equals(name)),
                        edits(Edit.Erase.class, element).filter(e -> e.annotation().equals(name)))
                .toList();
    }

    List<VariableElement> fields(TypeElement type) {
        return order.fields(type).stream()
                .filter(f -> edits(Edit.Delete.class, f).findAny().isEmpty())
                .toList();
    }

    /** Whether the order of the fields is the one in which they were declared. */
    boolean knowsOrder(TypeElement type) {
        return order.isKnown(type);
    }

    /** Whether the class is compiled from source, so that it can be edited. */
    boolean isWritten(TypeElement type) {
        return order.isSource(type);
    }

    /** Whether a field is of type Layer. */
    boolean isLayer(VariableElement field) {
        return field.asType().toString().equals(LAYER)
                || edits(Edit.Retype.class, field).findAny().isPresent();
    }

    /** Whether a class has a part that a plain one lacks. */
    boolean has(TypeElement type, Edit.Part part) {
        return edits(Edit.Simplify.class, type).noneMatch(e -> e.part() == part)
                && switch (part) {
                    case KIND -> type.getKind() != ElementKind.CLASS;
                    case TYPE_PARAMETERS -> !type.getTypeParameters().isEmpty();
                    case SUPERCLASS ->
                            type.getKind() == ElementKind.CLASS
                                    && type.getSuperclass().getKind() != TypeKind.NONE
                                    && !type.getSuperclass().toString().equals("java.lang.Object");
                };
    }

    boolean has(Element element, Modifier modifier) {
        if (element.getEnclosingElement() instanceof TypeElement type
                && type.getKind() == ElementKind.INTERFACE
                && !has(type, Edit.Part.KIND)) {
            // Fields of an interface are so unasked.
            return false;
        }
        return edits(Edit.Modify.class, element)
                .filter(e -> e.modifier().name().equals(modifier.name()))
                .map(Edit.Modify::added)
                .findFirst()
                .orElse(element.getModifiers().contains(modifier));
    }

    /** The class, if the type is a block. */
    Optional<TypeElement> block(TypeMirror type) {
        return Mirrors.declaration(type).filter(t -> !blockKinds(t).isEmpty());
    }

    /** Annotations that make a block of a class. */
    List<AnnotationMirror> blockKinds(TypeElement type) {
        return annotations(type).stream()
                .filter(m -> BlockReader.KINDS.contains(Mirrors.simpleName(m)))
                .toList();
    }

    private <E extends Edit> Stream<E> edits(Class<E> kind, Element element) {
        return edits.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(e -> e.element().isOf(element));
    }
}
