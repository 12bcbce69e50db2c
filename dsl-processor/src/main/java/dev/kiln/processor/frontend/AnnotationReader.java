package dev.kiln.processor.frontend;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Diagnostic;
import dev.kiln.processor.diagnostic.Diagnostics;
import dev.kiln.processor.diagnostic.Edit;
import dev.kiln.processor.diagnostic.Expression;
import dev.kiln.processor.diagnostic.Fix;
import dev.kiln.processor.diagnostic.Position;
import dev.kiln.processor.diagnostic.Site;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;

/** The values of one annotation, defaults included, each with the place where it is written. */
final class AnnotationReader {

    private final Diagnostics diagnostics;
    private final BlockUse use;
    private final Site site;
    private final Map<String, Object> values = new HashMap<>();
    private boolean sound = true;

    AnnotationReader(
            SourceView source,
            Diagnostics diagnostics,
            String path,
            Element element,
            AnnotationMirror annotation) {
        this(source, diagnostics, path, BlockUse.MODEL, element, annotation);
    }

    AnnotationReader(
            SourceView source,
            Diagnostics diagnostics,
            String path,
            BlockUse use,
            Element element,
            AnnotationMirror annotation) {
        this.diagnostics = diagnostics;
        this.use = use;
        Map<String, Position> positions = new HashMap<>();
        positions.put(Site.ANNOTATION, Position.of(element, annotation));
        List<ExecutableElement> attributes =
                ElementFilter.methodsIn(
                        annotation.getAnnotationType().asElement().getEnclosedElements());
        for (ExecutableElement attribute : attributes) {
            AnnotationValue written = annotation.getElementValues().get(attribute);
            String name = attribute.getSimpleName().toString();
            if (written != null) {
                positions.put(name, Position.of(element, annotation, name, written));
                values.put(name, written.getValue());
            } else if (attribute.getDefaultValue() != null) {
                values.put(name, attribute.getDefaultValue().getValue());
            }
        }
        for (Edit edit : source.attributes(element, annotation)) {
            apply(edit, attributes, positions);
        }
        this.site = new Site(path, Position.of(element), positions);
    }

    private void apply(
            Edit edit, List<ExecutableElement> attributes, Map<String, Position> positions) {
        if (edit instanceof Edit.Write write) {
            Position annotation = positions.get(Site.ANNOTATION);
            positions.putIfAbsent(write.attribute(), annotation);
            values.put(write.attribute(), write.value().value());
        } else if (edit instanceof Edit.Erase erase) {
            positions.remove(erase.attribute());
            attributes.stream()
                    .filter(a -> a.getSimpleName().contentEquals(erase.attribute()))
                    .map(ExecutableElement::getDefaultValue)
                    .filter(Objects::nonNull)
                    .forEach(value -> values.put(erase.attribute(), value.getValue()));
        }
    }

    Site site() {
        return site;
    }

    /** Where the annotated field stands. */
    BlockUse use() {
        return use;
    }

    boolean writes(String attribute) {
        return site.writes(attribute);
    }

    int integer(String attribute) {
        return raw(attribute) instanceof Integer i ? i : 0;
    }

    long wholeNumber(String attribute) {
        return raw(attribute) instanceof Number n ? n.longValue() : 0;
    }

    double number(String attribute) {
        return raw(attribute) instanceof Number n ? n.doubleValue() : 0;
    }

    boolean flag(String attribute) {
        return raw(attribute) instanceof Boolean b && b;
    }

    /** The simple name of an enum constant. */
    String constant(String attribute) {
        Object value = raw(attribute);
        return value instanceof VariableElement v
                ? v.getSimpleName().toString()
                : value instanceof String name ? name : "";
    }

    AnnotationMirror annotation(String attribute) {
        return raw(attribute) instanceof AnnotationMirror m ? m : null;
    }

    List<Integer> integers(String attribute) {
        return list(attribute).stream().map(v -> v instanceof Integer i ? i : 0).toList();
    }

    List<Double> numbers(String attribute) {
        return list(attribute).stream()
                .map(v -> v instanceof Number n ? n.doubleValue() : 0.0)
                .toList();
    }

    List<String> texts(String attribute) {
        return list(attribute).stream().map(String::valueOf).toList();
    }

    /** Reports what is wrong with the value of an attribute. */
    void error(Code code, String attribute, String message, Fix... fixes) {
        sound = false;
        diagnostics.add(
                Diagnostic.of(code, site.at(attribute), site.path() + ": " + message)
                        .mendedBy(() -> List.of(fixes)));
    }

    /** The attribute with a value that may mend the annotation. */
    Fix write(String attribute, Expression value) {
        return Fix.write(site, attribute, value);
    }

    /** The annotation without the attribute. */
    Fix erase(String attribute) {
        return Fix.erase(site, attribute);
    }

    /** The element without the annotation. */
    Fix strip() {
        return Fix.strip(site);
    }

    /** Whether nothing was reported so far. */
    boolean isSound() {
        return sound;
    }

    private Object raw(String attribute) {
        return values.get(attribute);
    }

    private List<Object> list(String attribute) {
        Object value = raw(attribute);
        if (!(value instanceof List<?> list)) {
            return value == null ? List.of() : List.of(value);
        }
        return list.stream()
                .map(v -> v instanceof AnnotationValue written ? written.getValue() : v)
                .map(Object.class::cast)
                .toList();
    }
}
