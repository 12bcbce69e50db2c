package dev.kiln.processor;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sources of models of the package {@code nets}. */
public final class Models {

    private static final String HEAD =
            """
            package nets;
            import static dev.kiln.Activation.*;
            import static dev.kiln.PoolType.*;
            import static dev.kiln.Shortcut.*;
            import static dev.kiln.Sizes.*;
            import dev.kiln.*;
            """;

    private static final Pattern NAME = Pattern.compile("\\bclass (\\w+)");

    private Models() {}

    /** By qualified name; of each class, the first of its text is the model. */
    public static Map<String, String> of(String... classes) {
        Map<String, String> sources = new TreeMap<>();
        for (String text : classes) {
            Matcher name = NAME.matcher(text);
            if (!name.find() || sources.put("nets." + name.group(1), HEAD + text) != null) {
                throw new IllegalArgumentException(text);
            }
        }
        return sources;
    }
}
