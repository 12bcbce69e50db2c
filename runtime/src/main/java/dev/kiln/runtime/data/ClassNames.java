package dev.kiln.runtime.data;

import dev.kiln.runtime.internal.io.Printable;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lists of the names of classes, which must tell all classes apart. */
final class ClassNames {

    private ClassNames() {}

    /**
     * A name in the one form in which names are compared: without blanks around it, and with its
     * accents composed (NFC), because some systems write them apart.
     */
    static String canonical(String name) {
        return Normalizer.normalize(name.strip(), Normalizer.Form.NFC);
    }

    /**
     * The names themselves, copied.
     *
     * @throws IllegalArgumentException if one is blank or two are equal
     */
    static List<String> checked(List<String> names) {
        places(names);
        return List.copyOf(names);
    }

    /**
     * For each of the names its place among others.
     *
     * @throws IllegalArgumentException if one is not among them
     */
    static int[] places(List<String> names, List<String> others) {
        Map<String, Integer> known = places(others);
        int[] places = new int[names.size()];
        for (int i = 0; i < places.length; i++) {
            Integer place = known.get(canonical(names.get(i)));
            if (place == null) {
                throw new IllegalArgumentException(
                        "the classes are "
                                + text(names)
                                + ", but "
                                + Printable.text(names.get(i))
                                + " is none of "
                                + text(others));
            }
            places[i] = place;
        }
        return places;
    }

    private static Map<String, Integer> places(List<String> names) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (name.isBlank()) {
                throw new IllegalArgumentException(
                        "class " + i + " of " + text(names) + " is blank");
            }
            Integer first = places.putIfAbsent(canonical(name), i);
            if (first != null) {
                throw new IllegalArgumentException(
                        "the classes "
                                + first
                                + " and "
                                + i
                                + " of "
                                + text(names)
                                + " have the same name");
            }
        }
        return places;
    }

    /** A list as it stands in an error. */
    static String text(List<String> names) {
        return "[" + Printable.list(names) + "]";
    }
}
