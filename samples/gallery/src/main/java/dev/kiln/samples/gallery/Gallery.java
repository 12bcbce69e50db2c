package dev.kiln.samples.gallery;

import dev.kiln.runtime.NonFiniteLossException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** Trains the sample that the system property {@code gallery.sample} names. */
public final class Gallery {

    /** The work of a sample, given the words of the command line. */
    @FunctionalInterface
    interface Training {

        void run(String[] words) throws IOException;
    }

    /** {@code name}: that of its class. */
    private record Sample(String name, String description, Training training) {}

    private static final List<Sample> SAMPLES =
            List.of(
                    new Sample("ResNet20", "20 layers with shortcuts, on clothes", ResNet20::run),
                    new Sample("ResNet8", "the smallest of that kind", ResNet8::run),
                    new Sample(
                            "MiniInception",
                            "branches side by side, on clothes",
                            MiniInception::run),
                    new Sample(
                            "MiniDenseNet",
                            "every layer sees all before it, on clothes",
                            MiniDenseNet::run),
                    new Sample("Wine", "a multilayer perceptron, on a CSV file", Wine::run));

    private Gallery() {}

    /** Ends with exit code 1 and one line on the error stream where something is wrong. */
    public static void main(String[] words) {
        end(run(System.getProperty("gallery.sample", ""), words, System.out, System.err));
    }

    /** Runs one sample, which may be started by itself. */
    static void main(Training training, String[] words) {
        end(run(training, words, System.err));
    }

    private static void end(int code) {
        if (code != 0) {
            System.exit(code);
        }
    }

    static int run(String name, String[] words, PrintStream out, PrintStream err) {
        for (Sample sample : SAMPLES) {
            if (sample.name.equals(name)) {
                out.println(name + ": " + sample.description);
                return run(sample.training, words, err);
            }
        }
        err.println(
                name.isEmpty()
                        ? "gallery: which sample? Choose one by -Dsample=<name>:"
                        : "gallery: there is no sample " + name + ". There are:");
        for (Sample sample : SAMPLES) {
            err.printf("  %-15s%s%n", sample.name, sample.description);
        }
        return 1;
    }

    private static int run(Training training, String[] words, PrintStream err) {
        try {
            training.run(words);
            return 0;
        } catch (IOException e) {
            err.println("gallery: " + message(e));
        } catch (UncheckedIOException e) {
            err.println("gallery: " + e.getMessage());
        } catch (IllegalArgumentException | IllegalStateException | NonFiniteLossException e) {
            err.println("gallery: " + e.getMessage());
        }
        return 1;
    }

    /** Exceptions of the JDK's files may have nothing but a path to say. */
    private static String message(IOException e) {
        if (!(e instanceof FileSystemException file) || file.getReason() != null) {
            return e.getMessage();
        }
        if (e instanceof NoSuchFileException) {
            return e.getMessage() + ": no such file";
        }
        return e.getMessage() + (e instanceof AccessDeniedException ? ": access denied" : "");
    }
}
