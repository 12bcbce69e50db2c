package dev.kiln.processor.report.diff;

import java.util.List;
import java.util.Map;

/** An object of a JSON text; what it lacks is empty, a number NaN. */
record Part(Object json) {

    private Object get(String name) {
        return json instanceof Map<?, ?> map ? map.get(name) : null;
    }

    boolean has(String name) {
        return get(name) != null;
    }

    Part part(String name) {
        return new Part(get(name));
    }

    List<Part> parts(String name) {
        return get(name) instanceof List<?> list
                ? list.stream().map(Part::new).toList()
                : List.of();
    }

    List<Double> numbers(String name) {
        return parts(name).stream()
                .map(Part::json)
                .map(v -> v instanceof Double d ? d : Double.valueOf(Double.NaN))
                .toList();
    }

    double number(String name) {
        return get(name) instanceof Double d ? d : Double.NaN;
    }

    String text(String name) {
        return get(name) instanceof String s ? s : "";
    }

    boolean is(String name) {
        return get(name) instanceof Boolean b && b;
    }
}
