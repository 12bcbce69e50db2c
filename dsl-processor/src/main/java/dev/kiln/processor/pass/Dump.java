package dev.kiln.processor.pass;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Prints what a pass has made, for those who work on passes.
 *
 * @param pass its name; {@link #ALL} for every pass, empty for none
 * @param printer takes texts of several lines
 */
public record Dump(String pass, Consumer<String> printer) {

    /** The processor option that takes the name of a pass. */
    public static final String OPTION = "kiln.dump";

    public static final String ALL = "all";

    /** Prints nothing. */
    public static final Dump NONE = new Dump("", text -> {});

    void after(String name, Target.Use use, Supplier<String> text) {
        if (pass.equals(name) || pass.equals(ALL)) {
            printer.accept(use.noun() + " after " + name + "\n" + text.get());
        }
    }
}
