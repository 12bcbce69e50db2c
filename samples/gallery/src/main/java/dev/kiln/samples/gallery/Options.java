package dev.kiln.samples.gallery;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Words of a command line in pairs of a name and a value. */
final class Options {

    private final Map<String, String> values = new HashMap<>();

    private Options() {}

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException if a name is not among the known ones or has no value
     */
    static Options parse(String[] words, String... known) {
        Options options = new Options();
        String all = String.join(", ", known);
        for (int i = 0; i < words.length; i += 2) {
            if (!List.of(known).contains(words[i])) {
                throw new IllegalArgumentException(
                        "unknown option " + words[i] + "; there are " + all);
            }
            if (i + 1 == words.length) {
                throw new IllegalArgumentException(words[i] + " needs a value");
            }
            options.values.put(words[i], words[i + 1]);
        }
        return options;
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /**
     * A number of things.
     *
     * @throws IllegalArgumentException if it is not a number, or below 1
     */
    int count(String name, int usual) {
        long count = number(name, usual);
        if (count < 1 || count > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    name + " can't be " + count + ", expected a number from 1 on");
        }
        return (int) count;
    }

    /**
     * Any whole number.
     *
     * @throws IllegalArgumentException if it is not one
     */
    long number(String name, long usual) {
        String text = values.get(name);
        try {
            return text == null ? usual : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    name + " can't be " + text + ", expected a whole number", e);
        }
    }
}
