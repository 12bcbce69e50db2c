package dev.kiln.processor.frontend;

import dev.kiln.Sizes;
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

    private static final Pattern CLASSES = Pattern.compile("label|digit|class");
    private static final Pattern CONVOLUTION = Pattern.compile("conv|stem|expand|reduce|project");

    private LayerGuess() {}

    /** Annotations that may be added, the likeliest first, and last the field removed. */
    static List<Fix> of(VariableElement field, BlockUse use) {
        String name = field.getSimpleName().toString();
        String path = use.path(name);
        Position at = Position.of(field);
        List<Edit> likely = byName(name.toLowerCase(Locale.ROOT), at);
        List<Edit> others = new ArrayList<>();
        if (use.width().isPresent()) {
            others.add(convolution(at, new Expression("WIDTH", Sizes.WIDTH)));
        }
        others.add(convolution(at, Expression.of(16)));
        others.add(convolution(at, Expression.IN));
        others.add(annotated(at, "Dense", written(at, "units", Expression.of(10))));
        others.add(new Edit.Delete(at, name));
        List<Fix> fixes = new ArrayList<>();
        likely.forEach(e -> fixes.add(Fix.of(path, at, e)));
        boolean known = !likely.isEmpty() || CONVOLUTION.matcher(name).find();
        for (Edit e : others) {
            Fix fix = Fix.of(path, at, e);
            boolean guessed = known || e instanceof Edit.Delete;
            fixes.add(guessed && !fixes.isEmpty() ? fix.asLastResort() : fix);
        }
        return fixes;
    }

    private static List<Edit> byName(String name, Position at) {
        if (NORM.matcher(name).find()) {
            return List.of(annotated(at, "BatchNorm"));
        }
        if (DROPOUT.matcher(name).find()) {
            return List.of(annotated(at, "Dropout", written(at, "rate", Expression.of(0.5))));
        }
        if (IDENTITY.matcher(name).find()) {
            return List.of(annotated(at, "Identity"));
        }
        if (POOL.matcher(name).find()) {
            Expression global = Expression.constant("GLOBAL_AVERAGE");
            return List.of(
                    annotated(at, "Pool", written(at, "size", Expression.of(2))),
                    annotated(at, "Pool", written(at, "type", global)));
        }
        if (ACTIVATION.matcher(name).find()) {
            Expression relu = Expression.constant("RELU");
            return List.of(annotated(at, "Activate", written(at, "value", relu)));
        }
        if (DENSE.matcher(name).find()) {
            Edit.Write units = written(at, "units", Expression.of(10));
            Edit.Write softmax = written(at, "activation", Expression.constant("SOFTMAX"));
            Edit plain = annotated(at, "Dense", units);
            Edit classes = annotated(at, "Dense", units, softmax);
            return CLASSES.matcher(name).find() ? List.of(classes, plain) : List.of(plain, classes);
        }
        return List.of();
    }

    private static Edit convolution(Position at, Expression filters) {
        return annotated(
                at,
                "Conv",
                written(at, "filters", filters),
                written(at, "kernel", Expression.of(3)));
    }

    private static Edit annotated(Position at, String annotation, Edit.Write... attributes) {
        return new Edit.Annotate(at, annotation, List.of(attributes));
    }

    private static Edit.Write written(Position at, String attribute, Expression value) {
        return new Edit.Write(at, "", attribute, value);
    }
}
