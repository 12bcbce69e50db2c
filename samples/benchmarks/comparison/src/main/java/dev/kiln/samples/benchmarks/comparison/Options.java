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
 * @param networks labels of architectures
 * @param metrics of {@code train128}, {@code infer64}, {@code one}, {@code cold}, {@code memory}
 * @param peers names; empty for all
 * @param rounds how often every process is started
 * @param warm shortest warm-up, seconds
 * @param window length of each of three windows, seconds
 * @param launcher command that starts the process that follows, pinned to a core
 * @param java JVM of the peers
 * @param python Python of PyTorch
 */
record Options(
        List<String> networks,
        List<String> metrics,
        List<String> peers,
        int rounds,
        String warm,
        String window,
        List<String> launcher,
        String java,
        String python) {

    private static final Map<String, String> DEFAULTS =
            new TreeMap<>(
                    Map.of(
                            "networks",
                            Arrays.stream(Architecture.values())
                                    .map(Architecture::label)
                                    .collect(Collectors.joining(",")),
                            "metrics",
                            "train128,infer64,one,cold,memory",
                            "peers",
                            "",
                            "rounds",
                            "3",
                            "warm",
                            "1",
                            "window",
                            "0.35",
                            "launcher",
                            "taskset -c 0",
                            "java",
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "python",
                            "/usr/bin/python3"));

    /**
     * From arguments such as {@code --networks lenet,mlp --rounds 1}.
     *
     * @throws IllegalArgumentException if one is unknown
     */
    static Options parse(String... arguments) {
        Map<String, String> given = new TreeMap<>(DEFAULTS);
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i].replaceFirst("^--", "");
            if (!DEFAULTS.containsKey(name) || i + 1 == arguments.length) {
                throw new IllegalArgumentException(
                        arguments[i] + "? There are, each with a value: --" + defaults());
            }
            given.put(name, arguments[i + 1]);
        }
        return new Options(
                words(given.get("networks"), ","),
                words(given.get("metrics"), ","),
                words(given.get("peers"), ","),
                Integer.parseInt(given.get("rounds")),
                given.get("warm"),
                given.get("window"),
                words(given.get("launcher"), " "),
                given.get("java"),
                given.get("python"));
    }

    private static String defaults() {
        return DEFAULTS.keySet().stream().collect(Collectors.joining(" --"));
    }

    private static List<String> words(String text, String separator) {
        return Arrays.stream(text.split(separator, -1)).filter(word -> !word.isEmpty()).toList();
    }

    /** The metrics that are speeds. */
    List<String> speeds() {
        return metrics.stream().filter(m -> !m.equals("cold") && !m.equals("memory")).toList();
    }
}
