package dev.kiln.processor.frontend;

import dev.kiln.processor.diagnostic.Edit;
import dev.kiln.processor.diagnostic.Expression;
import dev.kiln.processor.diagnostic.Fix;
import dev.kiln.processor.diagnostic.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.lang.model.element.VariableElement;

/** The layer that a field without an annotation was probably meant to be, by its name. */
final class LayerGuess {

    private static final Pattern POOL = Pattern.compile("pool|half|down|max|average|avg");
    private static final Pattern NORM = Pattern.compile("norm|bn");
    private static final Pattern ACTIVATION = Pattern.compile("relu|act");
    private static final Pattern DROPOUT = Pattern.compile("drop");
    private static final Pattern IDENTITY = Pattern.compile("same|identity|skip|shortcut");
    private static final Pattern DENSE =
            Pattern.compile("dense|hidden|label|digit|fc|out|logit|class|head|linear");

    private LayerGuess() {}

    /** Annotations that may be added, the likeliest first, and last the field removed. */
    static List<Fix> of(VariableElement field, String path) {
        String name = field.getSimpleName().toString();
        Position at = Position.of(field);
        List<Edit> edits = new ArrayList<>();
        String lower = name.toLowerCase(Locale.ROOT);
        if (NORM.matcher(lower).find()) {
            edits.add(annotated(at, "BatchNorm"));
        } else if (DROPOUT.matcher(lower).find()) {
            edits.add(annotated(at, "Dropout", written(at, "rate", Expression.of(0.5))));
        } else if (IDENTITY.matcher(lower).find()) {
            edits.add(annotated(at, "Identity"));
        } else if (POOL.matcher(lower).find()) {
            edits.add(annotated(at, "Pool", written(at, "size", Expression.of(2))));
            edits.add(
                    annotated(
                            at,
                            "Pool",
                            written(at, "type", Expression.constant("GLOBAL_AVERAGE"))));
        } else if (ACTIVATION.matcher(lower).find()) {
            edits.add(annotated(at, "Activate", written(at, "value", Expression.constant("RELU"))));
        } else if (DENSE.matcher(lower).find()) {
            edits.add(annotated(at, "Dense", written(at, "units", Expression.of(10))));
        }
        for (Expression filters : List.of(Expression.of(16), Expression.IN)) {
            edits.add(
                    annotated(
                            at,
                            "Conv",
                            written(at, "filters", filters),
                            written(at, "kernel", Expression.of(3))));
        }
        edits.add(annotated(at, "Dense", written(at, "units", Expression.of(10))));
        edits.add(new Edit.Delete(at, name));
        return edits.stream().map(e -> Fix.of(path, at, e)).toList();
    }

    private static Edit annotated(Position at, String annotation, Edit.Write... attributes) {
        return new Edit.Annotate(at, annotation, List.of(attributes));
    }

    private static Edit.Write written(Position at, String attribute, Expression value) {
        return new Edit.Write(at, "", attribute, value);
    }
}
