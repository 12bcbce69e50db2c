package dev.kiln.processor.frontend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/**
 * The order in which a class declares its fields. Source has it, and so have class files, but ECJ
 * sorts the fields of those that it reads by name; so beside each block there is a generated class
 * that records their order. Where that is missing, or is of other fields, the order is not known.
 */
public final class FieldOrder {

    /** Ends the name of the class that records the order. */
    public static final String SUFFIX = "FieldOrder";

    /** The constant in it: names with spaces between them. */
    public static final String CONSTANT = "FIELDS";

    private final Elements elements;
    private final Predicate<TypeElement> written;

    /** {@code roots}: qualified names of outermost classes that are compiled from source. */
    public FieldOrder(ProcessingEnvironment environment, Set<String> roots) {
        this.elements = environment.getElementUtils();
        this.written = WrittenClasses.of(environment, roots);
    }

    List<VariableElement> fields(TypeElement type) {
        List<VariableElement> fields =
                new ArrayList<>(ElementFilter.fieldsIn(type.getEnclosedElements()));
        if (!isSource(type) && !isOfJavac(type)) {
            record(type, fields).ifPresent(names -> sort(fields, names));
        }
        return fields;
    }

    /** Whether the class is compiled from source. */
    boolean isSource(TypeElement type) {
        return written.test(type);
    }

    /** Whether the order of a class that is compiled from source is recorded as it is. */
    public boolean isRecorded(TypeElement type) {
        return record(type).filter(r -> String.join(" ", r).equals(recordOf(type))).isPresent();
    }

    /** Whether the order of the fields is the one in which they were declared. */
    boolean isKnown(TypeElement type) {
        List<VariableElement> fields = ElementFilter.fieldsIn(type.getEnclosedElements());
        return fields.size() < 2
                || isSource(type)
                || isOfJavac(type)
                || record(type, fields).isPresent();
    }

    private static boolean isOfJavac(TypeElement type) {
        return type.getClass().getName().startsWith("com.sun.tools.javac.");
    }

    private static void sort(List<VariableElement> fields, List<String> names) {
        fields.sort(Comparator.comparingInt(f -> names.indexOf(f.getSimpleName().toString())));
    }

    /** None where there is one of other fields, as the class was before it was compiled again. */
    private Optional<List<String>> record(TypeElement type, List<VariableElement> fields) {
        Set<String> names =
                fields.stream().map(f -> f.getSimpleName().toString()).collect(Collectors.toSet());
        return record(type).filter(r -> r.size() == names.size() && names.containsAll(r));
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
