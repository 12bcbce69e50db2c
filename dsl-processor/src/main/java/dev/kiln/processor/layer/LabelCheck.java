package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Code;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Labels name classes: each must be readable, and none may stand twice. */
final class LabelCheck {

    private LabelCheck() {}

    static Optional<Problem> problem(Model model) {
        List<String> labels = model.info().labels();
        Optional<String> none =
                labels.isEmpty() && model.labels().writes("value")
                        ? Optional.of("@Labels has no labels; it takes one for each output")
                        : Optional.empty();
        return none.or(() -> fault(labels))
                .map(
                        fault ->
                                Problem.of(
                                        Code.LABELS,
                                        model.site().path(),
                                        model.labels().at("value"),
                                        fault));
    }

    private static Optional<String> fault(List<String> labels) {
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < labels.size(); i++) {
            String label = labels.get(i);
            if (label.isBlank()) {
                return Optional.of("label " + i + " is blank");
            }
            int control = label.chars().filter(Character::isISOControl).findFirst().orElse(-1);
            if (control >= 0) {
                String code = String.format("U+%04X", control);
                return Optional.of("label " + i + " contains the control character " + code);
            }
            Integer before = seen.putIfAbsent(label, i);
            if (before != null) {
                return Optional.of("labels " + before + " and " + i + " are both `" + label + "`");
            }
        }
        return Optional.empty();
    }
}
