package dev.kiln.samples.quickstart;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** What the command line says. */
final class Arguments {

    static final String USAGE =
            """
            Trains LeNet on Fashion-MNIST, or on MNIST or other data of 28x28 gray images in 10 classes.
              --data <folder>   IDX files, gzip or not (default: 10,000 + 2,000 images of Fashion-MNIST)
              --task <name>     clothes (default) or digits: preprocessing and names of the classes
              --epochs <n>      how often all training images are seen, default 5
              --batch <n>       images for each update, default 64
              --rate <x>        learning rate of Adam, default 0.001
              --seed <n>        of the first weights and the order of the images, default 0
              --out <file>      where the weights go, default lenet.safetensors
            """;

    private Path data = Path.of(System.getProperty("quickstart.data", "samples/quickstart/data"));
    private Task task = Task.CLOTHES;
    private int epochs = 5;
    private int batch = 64;
    private double rate = 1e-3;
    private long seed;
    private Path out = Path.of("lenet.safetensors");
    private boolean help;

    private Arguments() {}

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException with one line that says what is wrong
     */
    static Arguments parse(String... words) {
        Arguments arguments = new Arguments();
        Iterator<String> rest = List.of(words).iterator();
        while (rest.hasNext()) {
            arguments.read(rest.next(), rest);
        }
        return arguments;
    }

    private void read(String option, Iterator<String> rest) {
        switch (option) {
            case "--help" -> help = true;
            case "--data", "--task", "--epochs", "--batch", "--rate", "--seed", "--out" -> {
                if (!rest.hasNext()) {
                    throw new IllegalArgumentException(option + " needs a value");
                }
                String value = rest.next();
                try {
                    set(option, value);
                } catch (NumberFormatException | InvalidPathException e) {
                    throw new IllegalArgumentException(option + " can't be " + value, e);
                }
            }
            default ->
                    throw new IllegalArgumentException(
                            "unknown argument " + option + "; --help lists what there is");
        }
    }

    private void set(String option, String value) {
        switch (option) {
            case "--data" -> data = Path.of(value);
            case "--task" -> task = task(value);
            case "--epochs" -> epochs = count(value);
            case "--batch" -> batch = count(value);
            case "--rate" -> rate = positive(value);
            case "--seed" -> seed = Long.parseLong(value);
            default -> out = Path.of(value);
        }
    }

    private static Task task(String value) {
        return switch (value) {
            case "clothes" -> Task.CLOTHES;
            case "digits" -> Task.DIGITS;
            default ->
                    throw new IllegalArgumentException(
                            "--task can't be " + value + "; there are clothes and digits");
        };
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

    Path data() {
        return data;
    }

    Task task() {
        return task;
    }

    int epochs() {
        return epochs;
    }

    int batch() {
        return batch;
    }

    double rate() {
        return rate;
    }

    long seed() {
        return seed;
    }

    Path out() {
        return out;
    }

    boolean help() {
        return help;
    }
}
