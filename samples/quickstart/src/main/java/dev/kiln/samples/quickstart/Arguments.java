package dev.kiln.samples.quickstart;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * What the command line says.
 *
 * @param data folder with the four IDX files
 * @param epochs how often all training images are seen
 * @param batch images for each update
 * @param rate learning rate
 * @param seed of the first weights and the order of the images
 * @param out where the weights go
 * @param help whether only the usage is wanted
 */
record Arguments(Path data, int epochs, int batch, double rate, long seed, Path out, boolean help) {

    static final String USAGE =
            """
            Trains LeNet on Fashion-MNIST or other data of 28x28 grey images in 10 classes.
              --data <folder>   IDX files, gzip or not (default: the first 10,000 + 2,000 images)
              --epochs <n>      default 5
              --batch <n>       default 64
              --rate <x>        learning rate of Adam, default 0.001
              --seed <n>        default 0
              --out <file>      default lenet.safetensors
            """;

    /** The data that come with this sample. */
    private static final Path OWN_DATA =
            Path.of(System.getProperty("quickstart.data", "samples/quickstart/data"));

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException with one line that says what is wrong
     */
    static Arguments parse(String... words) {
        Arguments a = new Arguments(OWN_DATA, 5, 64, 1e-3, 0, Path.of("lenet.safetensors"), false);
        Iterator<String> rest = List.of(words).iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            if (option.equals("--help")) {
                return new Arguments(a.data, a.epochs, a.batch, a.rate, a.seed, a.out, true);
            }
            if (!isOption(option)) {
                throw new IllegalArgumentException(
                        "unknown argument " + option + "; --help lists what there is");
            }
            if (!rest.hasNext()) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            a = a.with(option, rest.next());
        }
        return a;
    }

    private static boolean isOption(String word) {
        return switch (word) {
            case "--data", "--epochs", "--batch", "--rate", "--seed", "--out" -> true;
            default -> false;
        };
    }

    private Arguments with(String option, String value) {
        try {
            return switch (option) {
                case "--data" ->
                        new Arguments(Path.of(value), epochs, batch, rate, seed, out, help);
                case "--epochs" -> new Arguments(data, count(value), batch, rate, seed, out, help);
                case "--batch" -> new Arguments(data, epochs, count(value), rate, seed, out, help);
                case "--rate" ->
                        new Arguments(data, epochs, batch, positive(value), seed, out, help);
                case "--seed" ->
                        new Arguments(data, epochs, batch, rate, Long.parseLong(value), out, help);
                default -> new Arguments(data, epochs, batch, rate, seed, Path.of(value), help);
            };
        } catch (NumberFormatException | InvalidPathException e) {
            throw new IllegalArgumentException(option + " can't be " + value, e);
        }
    }

    private static int count(String value) {
        int n = Integer.parseInt(value);
        if (n < 1) {
            throw new NumberFormatException(value);
        }
        return n;
    }

    private static double positive(String value) {
        double x = Double.parseDouble(value);
        if (!(x > 0) || Double.isInfinite(x)) {
            throw new NumberFormatException(value);
        }
        return x;
    }
}
