package dev.kiln.samples.web;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * What the command line says.
 *
 * @param host name or address to listen at
 * @param port to listen at; 0 for any that is free
 * @param epochs how often all training images are seen
 * @param data folder of IDX files
 * @param help whether only the options are asked for
 */
record Arguments(String host, int port, int epochs, Path data, boolean help) {

    static final String USAGE =
            """
            Trains LeNet on Fashion-MNIST behind a web page, then recognizes what visitors draw or upload.
              --host <name>     where to listen, default 127.0.0.1: this machine alone; 0.0.0.0 for all
              --port <n>        default 8080; 0 for any that is free
              --epochs <n>      how often all training images are seen, default 8
              --data <folder>   IDX files, gzip or not (default: 10,000 + 2,000 images of Fashion-MNIST)
            """;

    private static final int HIGHEST_PORT = 65_535;

    private static Arguments standard() {
        String data = System.getProperty("web.data", "samples/quickstart/data");
        return new Arguments("127.0.0.1", 8080, 8, Path.of(data), false);
    }

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException with one line that says what is wrong
     */
    static Arguments parse(String... words) {
        Arguments arguments = standard();
        Iterator<String> rest = List.of(words).iterator();
        while (rest.hasNext()) {
            arguments = arguments.with(rest.next(), rest);
        }
        return arguments;
    }

    private Arguments with(String option, Iterator<String> rest) {
        if (option.equals("--help")) {
            return new Arguments(host, port, epochs, data, true);
        }
        if (!List.of("--host", "--port", "--epochs", "--data").contains(option)) {
            throw new IllegalArgumentException(
                    "unknown argument " + option + "; --help lists what there is");
        }
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        String value = rest.next();
        try {
            return switch (option) {
                case "--host" -> new Arguments(value, port, epochs, data, help);
                case "--port" ->
                        new Arguments(host, number(value, 0, HIGHEST_PORT), epochs, data, help);
                case "--epochs" ->
                        new Arguments(host, port, number(value, 1, Integer.MAX_VALUE), data, help);
                default -> new Arguments(host, port, epochs, Path.of(value), help);
            };
        } catch (NumberFormatException | InvalidPathException e) {
            throw new IllegalArgumentException(option + " can't be " + value, e);
        }
    }

    private static int number(String value, int least, int most) {
        int number = Integer.parseInt(value);
        if (number < least || number > most) {
            throw new NumberFormatException(value);
        }
        return number;
    }
}
