package dev.kiln.processor.frontend;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Diagnostic;
import dev.kiln.processor.diagnostic.Diagnostics;
import dev.kiln.processor.diagnostic.Position;
import java.util.Locale;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/**
 * Whether a model stays within what can be compiled when its blocks are put where they are used.
 */
final class ExpansionCheck {

    private ExpansionCheck() {}

    /** Reports at the field with most of the layers; whether all is well. */
    static boolean check(TypeElement model, SourceView source, Diagnostics diagnostics) {
        String name = ModelNames.name(model);
        LayerCount count = new LayerCount(source);
        long layers = 0;
        long most = 0;
        VariableElement largest = null;
        for (VariableElement field : source.fields(model)) {
            long own = count.of(field);
            if (count.isTooDeep()) {
                String fault = ": blocks are nested more than " + LayerCount.MOST_NESTED + " deep";
                report(field, name + "." + field.getSimpleName() + fault, diagnostics);
                return false;
            }
            layers = LayerCount.sum(layers, own);
            if (own > most) {
                most = own;
                largest = field;
            }
        }
        if (layers <= LayerCount.MOST_LAYERS) {
            return true;
        }
        report(
                largest,
                String.format(
                        Locale.ROOT,
                        "%s: the model has %s layers, %s of them in %s; at most %,d are supported",
                        name,
                        words(layers),
                        words(most),
                        largest.getSimpleName(),
                        LayerCount.MOST_LAYERS),
                diagnostics);
        return false;
    }

    private static String words(long layers) {
        return layers == Long.MAX_VALUE
                ? "endlessly many"
                : String.format(Locale.ROOT, "%,d", layers);
    }

    private static void report(VariableElement field, String fault, Diagnostics diagnostics) {
        Position position =
                Mirrors.find(field, "Stage")
                        .map(m -> Position.of(field, m))
                        .orElse(Position.of(field));
        diagnostics.add(Diagnostic.of(Code.LAYER_COUNT, position, fault));
    }
}
