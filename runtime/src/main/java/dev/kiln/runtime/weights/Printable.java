package dev.kiln.runtime.weights;

/** Text from a file, made fit to stand in an error of one line. */
final class Printable {

    private static final int LONGEST = 200;

    private Printable() {}

    static String text(String foreign) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < Math.min(foreign.length(), LONGEST); i++) {
            char c = foreign.charAt(i);
            if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                line.append(String.format("\\u%04x", (int) c));
            } else {
                line.append(c);
            }
        }
        return foreign.length() > LONGEST ? line.append("...").toString() : line.toString();
    }
}
