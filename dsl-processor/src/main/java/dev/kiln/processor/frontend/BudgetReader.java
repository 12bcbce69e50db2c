package dev.kiln.processor.frontend;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.layer.attribute.Budget;
import dev.kiln.processor.layer.attribute.Budget.Quantity;
import java.util.EnumMap;
import java.util.Map;

/** {@code @Budget}: the limits that are written. */
final class BudgetReader {

    private BudgetReader() {}

    static Budget read(AnnotationReader a) {
        Map<Quantity, Long> limits = new EnumMap<>(Quantity.class);
        for (Quantity quantity : Quantity.values()) {
            String attribute = quantity.attribute();
            if (a.writes(attribute)) {
                long limit = a.wholeNumber(attribute);
                if (limit < 1) {
                    String fault = "`" + attribute + "` is " + limit + "; it must be at least 1";
                    a.error(Code.ATTRIBUTE_VALUE, attribute, fault, a.erase(attribute), a.strip());
                } else {
                    limits.put(quantity, limit);
                }
            }
        }
        if (limits.isEmpty() && a.isSound()) {
            a.error(Code.ATTRIBUTE_COUNT, "", "@Budget has no limit", a.strip());
        }
        return new Budget(a.site(), limits);
    }
}
