package dev.kiln.samples.web;

import dev.kiln.runtime.NonFiniteLossException;
import dev.kiln.runtime.data.Dataset;
import dev.kiln.runtime.data.Idx;
import dev.kiln.runtime.train.ConsoleProgress;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.AccessDeniedException;

/** Trains a network behind a web page, and then recognizes what visitors show it. */
public final class Web {

    private Web() {}

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
                serve(arguments, out);
            }
            return 0;
        } catch (AccessDeniedException e) {
            err.println("web: " + e.getFile() + ": access denied");
            return 1;
        } catch (IOException
                | UncheckedIOException
                | IllegalArgumentException
                | NonFiniteLossException e) {
            err.println("web: " + e.getMessage());
            return 1;
        }
    }

    /** Serves the page from the first batch on; the server's thread goes on when this returns. */
    private static void serve(Arguments arguments, PrintStream out) throws IOException {
        Dataset train = Idx.train(arguments.data());
        Dataset test = Idx.test(arguments.data());
        Studio studio = new Studio(train, test, arguments.epochs());
        Site site = Site.open(new InetSocketAddress(arguments.host(), arguments.port()), studio);
        out.println(site.address() + "   (Ctrl-C ends it)");
        try {
            studio.train(new ConsoleProgress(out));
        } catch (RuntimeException e) {
            site.close();
            throw e;
        }
        out.println("Trained. Draw something: " + site.address());
    }
}
