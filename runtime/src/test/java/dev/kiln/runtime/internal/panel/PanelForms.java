package dev.kiln.runtime.internal.panel;

import java.util.List;
import java.util.function.Consumer;

/** Runs all cases through the vector forms; a program, because JVMs choose how wide vectors are. */
final class PanelForms {

    private PanelForms() {}

    /** Prints what differs, and last the lanes of a vector and how many results were compared. */
    public static void main(String[] arguments) {
        int compared = compare(List.of(ProductCase.Form.values()), System.out::println);
        System.out.println(LoadedTiles.LANES + " lanes, " + compared + " compared");
    }

    /** How many results were compared. */
    static int compare(List<ProductCase.Form> forms, Consumer<String> differences) {
        int compared = 0;
        for (ProductCase c : ProductCases.all()) {
            for (ProductCase.Form form : forms) {
                if (form.serves(c)) {
                    report(c.difference(form), differences);
                    compared++;
                }
            }
        }
        for (GradientCase c : GradientCase.all()) {
            report(c.difference(), differences);
            compared++;
        }
        return compared;
    }

    private static void report(String difference, Consumer<String> differences) {
        if (!difference.isEmpty()) {
            differences.accept(difference);
        }
    }
}
