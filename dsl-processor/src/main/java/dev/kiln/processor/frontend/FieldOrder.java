package dev.kiln.processor.frontend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/**
 * The order in which a class declares its fields. Source has it, and so have class files, but ECJ
 * sorts the fields of those that it reads by name; so beside each block there is a generated class
 * that records their order.
 */
public final class FieldOrder {

    /** Ends the name of the class that records the order. */
    public static final String SUFFIX = "FieldOrder";

    /** The constant in it: names with spaces between them. */
    public static final String CONSTANT = "FIELDS";

    private final Elements elements;
    private final Set<String> sources;

    /** {@code sources}: qualified names of the outermost classes that are compiled from source. */
    public FieldOrder(Elements elements, Set<String> sources) {
        this.elements = elements;
        this.sources = sources;
    }

    List<VariableElement> fields(TypeElement type) {
        List<VariableElement> fields =
                new ArrayList<>(ElementFilter.fieldsIn(type.getEnclosedElements()));
        if (!isSource(type)) {
            record(type).ifPresent(names -> sort(fields, names));
        }
        return fields;
    }

    /** Whether the class is compiled from source. */
    boolean isSource(TypeElement type) {
        return sources.contains(ModelNames.outermost(type).getQualifiedName().toString());
    }

    private static void sort(List<VariableElement> fields, List<String> names) {
        Map<String, Integer> use = new HashMap<>();
        names.forEach(n -> use.putIfAbsent(n, use.size()));
        fields.sort(
                Comparator.comparingInt(f -> use.getOrDefault(f.getSimpleName().toString(), -1)));
    }

    private Optional<List<String>> record(TypeElement type) {
        String packageName = ModelNames.packageName(type);
        String name =
                (packageName.isEmpty() ? "" : packageName + ".") + ModelNames.name(type) + SUFFIX;
        TypeElement companion = elements.getTypeElement(name);
        if (companion == null) {
            return Optional.empty();
        }
        return ElementFilter.fieldsIn(companion.getEnclosedElements()).stream()
                .filter(f -> f.getSimpleName().contentEquals(CONSTANT))
                .map(VariableElement::getConstantValue)
                .filter(String.class::isInstance)
                .map(text -> List.of(((String) text).split(" ", -1)))
                .findFirst();
    }

    /** What is to be recorded of a class that is compiled from source. */
    public static String recordOf(TypeElement type) {
        return String.join(
                " ",
                ElementFilter.fieldsIn(type.getEnclosedElements()).stream()
                        .map(f -> f.getSimpleName().toString())
                        .toList());
    }
}
