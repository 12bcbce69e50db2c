package dev.kiln.samples.benchmarks.comparison;

import dev.kiln.samples.benchmarks.Architecture;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is compared, and how.
 *
 * @param real whether published networks for ImageNet are compared, or small ones
 * @param networks labels of architectures
 * @param metrics of {@code train128}, {@code infer64}, {@code one}, {@code cold}, {@code memory},
 *     and {@code pair}, {@code settle}, {@code layers}
 * @param peers names; empty for all
 * @param rounds how often every process is started
 * @param warm shortest warm-up, seconds
 * @param window length of each of three windows, seconds
 * @param settling how long it is watched how a process gets faster, seconds
 * @param launcher command that starts the process that follows, pinned to a core
 * @param pair the same, for two threads
 * @param java JVM of the peers
 * @param flags of every JVM, such as {@code -XX:UseAVX=2}
 * @param python Python of PyTorch
 */
record Options(
        boolean real,
        List<String> networks,
        List<String> metrics,
        List<String> peers,
        int rounds,
        String warm,
        String window,
        String settling,
        List<String> launcher,
        List<String> pair,
        String java,
        List<String> flags,
        String python) {

    private static final String REAL = "real";
    private static final List<String> ALONE = List.of("pair", "cold", "settle", "memory", "layers");

    private static Map<String, String> defaults(boolean real) {
        Map<String, String> defaults = new TreeMap<>();
        String networks =
                Architecture.all(real).stream()
                        .map(Architecture::label)
                        .collect(Collectors.joining(","));
        defaults.put("networks", networks);
        defaults.put("metrics", "train128,infer64,one,cold,memory");
        defaults.put("peers", "");
        defaults.put("rounds", "3");
        defaults.put("warm", "1");
        defaults.put("window", "0.35");
        defaults.put("settling", "30");
        defaults.put("launcher", "taskset -c 0");
        defaults.put("pair", "taskset -c 0,1");
        defaults.put("java", Path.of(System.getProperty("java.home"), "bin", "java").toString());
        defaults.put("flags", "");
        defaults.put("python", "/usr/bin/python3");
        if (real) {
            defaults.put("metrics", "one,infer16,pair,cold,settle,memory,layers");
            defaults.put("peers", "kiln,kiln-auto,kiln-plain,onnxruntime");
            defaults.put("rounds", "2");
            defaults.put("warm", "3");
            defaults.put("window", "1");
        }
        return defaults;
    }

    /**
     * From arguments such as {@code --networks lenet,mlp --rounds 1}, after {@code real} those for
     * networks for ImageNet.
     *
     * @throws IllegalArgumentException if one is unknown
     */
    static Options parse(String... arguments) {
        boolean real = arguments.length > 0 && arguments[0].equals(REAL);
        Map<String, String> given = defaults(real);
        for (int i = real ? 1 : 0; i < arguments.length; i += 2) {
            String name = arguments[i].replaceFirst("^--", "");
            if (!given.containsKey(name) || i + 1 == arguments.length) {
                throw new IllegalArgumentException(
                        arguments[i]
                                + "? There are, each with a value: --"
                                + String.join(" --", given.keySet()));
            }
            given.put(name, arguments[i + 1]);
        }
        return new Options(
                real,
                words(given.get("networks"), ","),
                words(given.get("metrics"), ","),
                words(given.get("peers"), ","),
                Integer.parseInt(given.get("rounds")),
                given.get("warm"),
                given.get("window"),
                given.get("settling"),
                words(given.get("launcher"), " "),
                words(given.get("pair"), " "),
                given.get("java"),
                words(given.get("flags"), " "),
                given.get("python"));
    }

    private static List<String> words(String text, String separator) {
        return Arrays.stream(text.split(separator, -1)).filter(word -> !word.isEmpty()).toList();
    }

    /** Whether this is measured. */
    boolean measures(String metric) {
        return metrics.contains(metric);
    }

    /** The metrics that are measured one after the other in a process. */
    List<String> speeds() {
        return metrics.stream().filter(metric -> !ALONE.contains(metric)).toList();
    }

    /** How many first predictions of each network and peer are timed. */
    int starts() {
        return real ? 3 : 5;
    }

    /** What is checked before. */
    String checks() {
        return real ? "check-infer4" : "check-infer64,check-train";
    }
}
