package dev.kiln.samples.gallery;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Words of a command line in pairs of a name and a value. */
final class Options {

    private Options() {}

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException if a name is not among the known ones or has no value
     */
    static Map<String, String> parse(String[] words, String... known) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < words.length; i += 2) {
            if (!List.of(known).contains(words[i])) {
                throw new IllegalArgumentException(
                        "unknown option " + words[i] + "; there are " + List.of(known));
            }
            if (i + 1 == words.length) {
                throw new IllegalArgumentException(words[i] + " needs a value");
            }
            options.put(words[i], words[i + 1]);
        }
        return options;
    }

    static int number(Map<String, String> options, String name, int usual) {
        String text = options.get(name);
        if (text == null) {
            return usual;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " can't be " + text, e);
        }
    }
}
