package dev.kiln.processor.emit.network;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Turns paths of layers into identifiers, each of them given out once: {@code conv1}, {@code
 * conv12}.
 */
public final class Names {

    private final Set<String> taken = new HashSet<>();

    Names(String... reserved) {
        taken.addAll(Set.of(reserved));
    }

    /** {@code stage2.0.first.weight} becomes {@code stage2_0_firstWeight}. */
    String parameter(String name) {
        int dot = name.lastIndexOf('.');
        return unique(identifier(name.substring(0, dot)) + capital(name.substring(dot + 1)));
    }

    /** {@code batch mean of conv1.linear} becomes {@code batchMeanOfConv1_linear}. */
    String field(String words) {
        return unique(identifier(words));
    }

    /** {@code conv1} with prefix {@code forward} becomes {@code forwardConv1}. */
    String method(String prefix, String layer) {
        return unique(prefix + capital(identifier(layer)));
    }

    private String unique(String wanted) {
        String name = wanted;
        for (int i = 2; !taken.add(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }

    /** Words are joined: {@code scaled input} becomes {@code scaledInput}. */
    private static String identifier(String path) {
        StringBuilder name = new StringBuilder();
        for (String word : path.replace('.', '_').split(" ", -1)) {
            name.append(name.isEmpty() ? word : capital(word));
        }
        return name.toString();
    }

    private static String capital(String word) {
        return word.isEmpty()
                ? word
                : word.substring(0, word.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT)
                        + word.substring(word.offsetByCodePoints(0, 1));
    }
}
