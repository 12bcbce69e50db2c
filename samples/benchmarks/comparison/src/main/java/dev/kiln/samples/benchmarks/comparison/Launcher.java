package dev.kiln.samples.benchmarks.comparison;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts processes, pinned to a core, with one thread for every library. Needs a Unix shell. */
final class Launcher {

    /** Bytes of free memory that the C library keeps. */
    private static final String KEPT = "2000000000";

    /** The shell says when the process begins: the launcher may have had to wait for its core. */
    private static final List<String> BEGIN = List.of("sh", "-c", "echo; exec \"$@\"", "sh");

    private final List<String> prefix;
    private final Path log;
    private long nanoseconds;

    /**
     * For processes whose errors are to be in a file.
     *
     * @param prefix command that starts the command that follows
     */
    Launcher(List<String> prefix, Path log) {
        this.prefix = prefix;
        this.log = log;
    }

    /**
     * What a process printed.
     *
     * @param lines of its output
     * @param seconds from its start to its first line
     * @param succeeded whether it ended well
     */
    record Output(List<String> lines, double seconds, boolean succeeded) {}

    /** Runs a process to its end. */
    Output run(List<String> command, String... arguments) throws IOException {
        List<String> words = new ArrayList<>(prefix);
        words.addAll(BEGIN);
        words.addAll(command);
        words.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(words)
                        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        restrict(builder.environment());
        Process process = builder.start();
        List<String> lines = new ArrayList<>();
        double seconds;
        long begin;
        try (BufferedReader output = process.inputReader()) {
            output.readLine();
            begin = System.nanoTime();
            String line = output.readLine();
            seconds = (System.nanoTime() - begin) / 1e9;
            while (line != null) {
                lines.add(line);
                line = output.readLine();
            }
        }
        try {
            boolean succeeded = process.waitFor() == 0;
            nanoseconds += System.nanoTime() - begin;
            return new Output(lines, seconds, succeeded);
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** What all processes have taken, in minutes. */
    double minutes() {
        return nanoseconds / 60e9;
    }

    /**
     * OpenBLAS of 2022 does not know newer processors and takes its oldest kernels for them, unless
     * it is told which are right. The C library gives the memory of each step back to the system
     * and fetches it again, which costs PyTorch a third of its speed with small networks, unless it
     * is told to keep it.
     */
    private static void restrict(Map<String, String> environment) throws IOException {
        environment.put("OMP_NUM_THREADS", "1");
        environment.put("MKL_NUM_THREADS", "1");
        environment.put("OPENBLAS_NUM_THREADS", "1");
        environment.remove("OPENBLAS_L2_SIZE");
        environment.put("MALLOC_TRIM_THRESHOLD_", KEPT);
        environment.put("MALLOC_MMAP_THRESHOLD_", KEPT);
        String flags = Files.readString(Path.of("/proc/cpuinfo"));
        if (flags.contains("avx512f")) {
            environment.put("OPENBLAS_CORETYPE", "SkylakeX");
        } else if (flags.contains("avx2")) {
            environment.put("OPENBLAS_CORETYPE", "Haswell");
        }
    }
}
