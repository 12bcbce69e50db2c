package dev.kiln.processor.frontend;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/**
 * The classes that carry annotations of the language, or whose fields do.
 *
 * @param elements what carries them, by class
 */
public record AnnotatedClasses(Map<TypeElement, Set<Element>> elements) {

    /** Of annotated elements, and of further classes. */
    public static AnnotatedClasses of(
            Collection<? extends Element> annotated, Collection<TypeElement> further) {
        Map<TypeElement, Set<Element>> classes = new LinkedHashMap<>();
        further.forEach(t -> classes.put(t, new LinkedHashSet<>()));
        for (Element element : annotated) {
            Element owner =
                    element instanceof VariableElement ? element.getEnclosingElement() : element;
            if (owner instanceof TypeElement type) {
                classes.computeIfAbsent(type, t -> new LinkedHashSet<>()).add(element);
            }
        }
        return new AnnotatedClasses(classes);
    }

    public List<TypeElement> models() {
        return elements.keySet().stream().filter(AnnotatedClasses::isModel).toList();
    }

    static boolean isModel(TypeElement type) {
        return Mirrors.find(type, "Model").isPresent();
    }

    /** Classes with layers that others of these extend, or have fields of. */
    Set<TypeElement> used() {
        Set<TypeElement> used = new LinkedHashSet<>();
        elements.keySet().forEach(t -> used.addAll(Layered.usedBy(t)));
        return used;
    }
}
