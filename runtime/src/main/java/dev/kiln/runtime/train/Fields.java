package dev.kiln.runtime.train;

import dev.kiln.runtime.internal.io.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Texts of a checkpoint, each of which is checked when it is read. */
final class Fields {

    private final Map<String, String> texts;
    private final TreeSet<String> unread;

    Fields(Map<String, String> texts) {
        this.texts = texts;
        this.unread = new TreeSet<>(texts.keySet());
    }

    /**
     * A text that must be there.
     *
     * @throws IllegalArgumentException if it isn't: the file is no checkpoint
     */
    String text(String key) {
        String text = texts.get(key);
        if (text == null) {
            throw new IllegalArgumentException("it is no checkpoint: it has no " + key);
        }
        unread.remove(key);
        return text;
    }

    /** Whether there is such a text; it counts as read. */
    boolean has(String key) {
        unread.remove(key);
        return texts.containsKey(key);
    }

    /** A number from {@code least} to {@code most}. */
    long whole(String key, long least, long most) {
        return whole(key, text(key), least, most);
    }

    /** A number with its bits as text. */
    double number(String key, NumberRange range) {
        return number(key, text(key), range);
    }

    /** Numbers in one text, with spaces between them. */
    Row row(String key, String... names) {
        String[] parts = text(key).split(" ", -1);
        if (parts.length != names.length) {
            throw wrong(key, text(key), names.length + " numbers: " + String.join(", ", names));
        }
        return new Row(key, List.of(names), List.of(parts));
    }

    /**
     * To be called when everything is read.
     *
     * @throws IllegalArgumentException if there is more
     */
    void expectNoOthers() {
        if (!unread.isEmpty()) {
            throw new IllegalArgumentException(
                    "it has more than a checkpoint of this training: "
                            + Printable.list(new ArrayList<>(unread)));
        }
    }

    private static long whole(String what, String text, long least, long most) {
        String expected =
                most == Long.MAX_VALUE
                        ? "a whole number, at least " + least
                        : least == most
                                ? Long.toString(least)
                                : "a whole number from " + least + " to " + most;
        long number;
        try {
            number = Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw wrong(what, text, expected);
        }
        // Only what was written: not +1 or 01.
        if (number < least || number > most || !Long.toString(number).equals(text)) {
            throw wrong(what, text, expected);
        }
        return number;
    }

    private static double number(String what, String text, NumberRange range) {
        double number;
        try {
            number = Bits.number(text);
        } catch (NumberFormatException e) {
            throw wrong(what, text, "the bits of a number in hexadecimal digits");
        }
        if (!Bits.text(number).equals(text)) {
            throw wrong(what, text, "the bits of a number in hexadecimal digits");
        }
        if (!range.contains(number)) {
            throw wrong(what, text + " (" + number + ")", range.words());
        }
        return number;
    }

    private static IllegalArgumentException wrong(String what, String found, String expected) {
        return new IllegalArgumentException(
                "its " + what + " is \"" + Printable.text(found) + "\", expected " + expected);
    }

    /** Numbers in one text, by their names. */
    record Row(String key, List<String> names, List<String> parts) {

        Row {
            names = List.copyOf(names);
            parts = List.copyOf(parts);
        }

        private String part(String name) {
            return parts.get(names.indexOf(name));
        }

        /** A number from {@code least} to {@code most}. */
        long whole(String name, long least, long most) {
            return Fields.whole(key + " (" + name + ")", part(name), least, most);
        }

        /** This number as an {@code int}. */
        int whole(String name, int least, int most) {
            return (int) whole(name, (long) least, (long) most);
        }

        /** A number with its bits as text. */
        double number(String name, NumberRange range) {
            return Fields.number(key + " (" + name + ")", part(name), range);
        }
    }
}
