package dev.kiln.runtime.train;

import java.io.Console;
import java.io.PrintStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;

/** Whether somebody looks at what is printed, and how wide it may be. */
final class Terminal {

    private static final int USUAL_COLUMNS = 80;
    private static final int FEWEST_COLUMNS = 20;
    private static final int FIRST_WITH_IS_TERMINAL = 22;

    private Terminal() {}

    /** Columns of the terminal that this stream writes to; 0 if it writes elsewhere. */
    static int columns(PrintStream out) {
        boolean standard = out == System.out || out == System.err;
        return standard && isTerminal(System.console()) ? columns(System.getenv()) : 0;
    }

    /** Columns of a terminal in this environment; 0 if it can't go back in a line. */
    static int columns(Map<String, String> environment) {
        if ("dumb".equals(environment.get("TERM"))) {
            return 0;
        }
        try {
            int columns = Integer.parseInt(environment.getOrDefault("COLUMNS", ""));
            return columns >= FEWEST_COLUMNS ? columns : USUAL_COLUMNS;
        } catch (NumberFormatException e) {
            return USUAL_COLUMNS;
        }
    }

    /** From JDK 22 on there may be a console without a terminal; it says so by a new method. */
    private static boolean isTerminal(Console console) {
        if (console == null || Runtime.version().feature() < FIRST_WITH_IS_TERMINAL) {
            return console != null;
        }
        try {
            MethodHandle isTerminal =
                    MethodHandles.publicLookup()
                            .findVirtual(
                                    Console.class,
                                    "isTerminal",
                                    MethodType.methodType(boolean.class));
            return (boolean) isTerminal.invokeExact(console);
        } catch (Throwable e) {
            return false;
        }
    }
}
