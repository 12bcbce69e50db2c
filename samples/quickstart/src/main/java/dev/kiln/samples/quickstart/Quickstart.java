package dev.kiln.samples.quickstart;

import dev.kiln.runtime.Classifier;
import dev.kiln.runtime.Network;
import dev.kiln.runtime.NonFiniteLossException;
import dev.kiln.runtime.data.Dataset;
import dev.kiln.runtime.data.Idx;
import dev.kiln.runtime.train.Adam;
import dev.kiln.runtime.train.ConsoleProgress;
import dev.kiln.runtime.train.Evaluation;
import dev.kiln.runtime.train.Trainer;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Trains a network, writes its weights, and predicts with them as an application would. */
public final class Quickstart {

    private static final int SHOWN = 8;
    private static final Duration LINES = Duration.ofSeconds(4);

    private Quickstart() {}

    /** Ends with exit code 1 and one line on the error stream where something is wrong. */
    public static void main(String[] words) {
        int code = run(words, System.out, System.err);
        if (code != 0) {
            System.exit(code);
        }
    }

    static int run(String[] words, PrintStream out, PrintStream err) {
        try {
            Arguments arguments = Arguments.parse(words);
            if (arguments.help()) {
                out.print(Arguments.USAGE);
            } else {
                train(arguments, out);
            }
            return 0;
        } catch (AccessDeniedException e) {
            err.println("quickstart: " + e.getFile() + ": access denied");
            return 1;
        } catch (IOException
                | UncheckedIOException
                | IllegalArgumentException
                | NonFiniteLossException e) {
            err.println("quickstart: " + e.getMessage());
            return 1;
        }
    }

    private static void train(Arguments arguments, PrintStream out) throws IOException {
        requireFolderOf(arguments.out());
        Dataset train = Idx.train(arguments.data());
        Dataset test = Idx.test(arguments.data());
        Network network = arguments.task().initialize(arguments.seed());
        out.print(network.summary());
        out.printf("%,d training images, %,d test images%n", train.size(), test.size());

        Trainer.of(network)
                .optimizer(Adam.rate(arguments.rate()))
                .batchSize(arguments.batch())
                .epochs(arguments.epochs())
                .seed(arguments.seed())
                .validateOn(test)
                .listener(new ConsoleProgress(out).every(LINES))
                .fit(train);

        out.println(Evaluation.of(network, test));
        network.save(arguments.out());
        out.println("weights written to " + arguments.out());
        show(arguments.task().load(arguments.out()), test, out);
    }

    /** Before the training, not after it. */
    private static void requireFolderOf(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException("--out " + file + ": no such folder");
        }
        if (Files.isDirectory(file)) {
            throw new IOException("--out " + file + ": is a folder");
        }
        if (!Files.isWritable(folder)) {
            throw new IOException("--out " + file + ": the folder can't be written to");
        }
    }

    private static void show(Classifier predictor, Dataset test, PrintStream out) {
        float[] pixels = new float[test.shape().size()];
        for (int i = 0; i < Math.min(SHOWN, test.size()); i++) {
            test.input(i, pixels, 0);
            String actual = predictor.labels().get(test.label(i));
            out.printf("image %d: %s (it is: %s)%n", i, predictor.label(pixels), actual);
        }
    }
}
