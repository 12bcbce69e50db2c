package dev.kiln.samples.benchmarks.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What the comparison ran on. */
final class Machine {

    private Machine() {}

    /** Processor and operating system. */
    static String description() throws IOException {
        String processor =
                Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse(System.getProperty("os.arch"));
        return processor + ", " + System.getProperty("os.name") + ", one thread on one core";
    }

    /** What the processor could do at most. */
    static String peak(double gigaflops) {
        return String.format(Locale.ROOT, "* Peak of fused multiply-adds: %.0f GFLOP/s", gigaflops);
    }

    /** How wide the vectors of its JVM are. */
    static String vectors(double bits) {
        return String.format(Locale.ROOT, "* Vectors of %.0f bits", bits);
    }
}
