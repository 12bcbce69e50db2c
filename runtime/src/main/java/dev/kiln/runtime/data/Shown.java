package dev.kiln.runtime.data;

import java.util.List;

/** Texts of files and users, fit to stand in an error of one line. */
final class Shown {

    private static final int LONGEST = 60;
    private static final int MOST = 20;

    private Shown() {}

    /** At most 60 characters, of which all can be seen. */
    static String text(String foreign) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(foreign.length(), LONGEST); i++) {
            char c = foreign.charAt(i);
            int type = Character.getType(c);
            boolean invisible =
                    type == Character.CONTROL
                            || type == Character.FORMAT
                            || type == Character.LINE_SEPARATOR
                            || type == Character.PARAGRAPH_SEPARATOR;
            if (invisible) {
                shown.append(String.format("\\u%04x", (int) c));
            } else {
                shown.append(c);
            }
        }
        return foreign.length() > LONGEST ? shown.append("...").toString() : shown.toString();
    }

    static String quoted(String foreign) {
        return "\"" + text(foreign) + "\"";
    }

    /** At most 20 of them. */
    static String list(List<String> foreign) {
        List<String> first =
                foreign.subList(0, Math.min(foreign.size(), MOST)).stream()
                        .map(Shown::text)
                        .toList();
        return foreign.size() <= MOST
                ? first.toString()
                : "["
                        + String.join(", ", first)
                        + ", ... and "
                        + (foreign.size() - MOST)
                        + " more]";
    }
}
