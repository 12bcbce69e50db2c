package dev.kiln.processor.pass;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The options of the processor as they were given: what they name must exist. */
public final class OptionCheck {

    private static final Set<String> OPTIONS =
            new TreeSet<>(
                    Set.of(
                            Options.OFF,
                            Options.ON,
                            Options.CHUNK,
                            Dump.OPTION,
                            ReportOption.OPTION));

    private OptionCheck() {}

    /**
     * Faults, one sentence each, in the order of the options' names; empty if there are none.
     *
     * @param options values by name, of all processors; null stands for an option without a value
     */
    public static List<String> problems(Map<String, String> options) {
        List<String> problems = new ArrayList<>();
        for (String option : new TreeSet<>(options.keySet())) {
            String value = options.get(option) == null ? "" : options.get(option).strip();
            switch (option) {
                case Options.OFF -> names(option, value, Optimization.names(), problems);
                case Options.ON -> names(option, value, Optimization.forcibleNames(), problems);
                case Dump.OPTION -> pass(value, problems);
                case ReportOption.OPTION -> reports(option, value, problems);
                case Options.CHUNK -> samples(option, value, problems);
                default -> {}
            }
        }
        return problems;
    }

    /** Names that look like options of this processor and are none. */
    public static Set<String> unknown(Set<String> options) {
        Set<String> unknown = new TreeSet<>(options);
        // Options of other processors have other prefixes.
        unknown.removeIf(o -> !o.equals("kiln") && !o.startsWith("kiln."));
        unknown.removeAll(OPTIONS);
        return unknown;
    }

    /** The message about such a name. */
    public static String unknown(String option) {
        return "there is no option -A" + option + "; there are -A" + options();
    }

    private static void names(
            String option, String value, List<String> known, List<String> problems) {
        Set<String> seen = new HashSet<>();
        for (String part : value.split(",", -1)) {
            String name = part.strip();
            if (!known.contains(name)) {
                String found =
                        name.isEmpty()
                                ? "an empty name stands in -A" + option + "=" + value
                                : "-A" + option + " does not know `" + name + "`";
                problems.add(found + "; it takes, separated by commas: " + list(known));
                return;
            }
            if (!seen.add(name)) {
                problems.add("-A" + option + " names `" + name + "` twice");
                return;
            }
        }
    }

    private static void reports(String option, String value, List<String> problems) {
        int before = problems.size();
        names(option, value, ReportOption.names(), problems);
        List<String> names = Arrays.stream(value.split(",", -1)).map(String::strip).toList();
        if (problems.size() == before && names.size() > 1 && names.contains(ReportOption.NONE)) {
            problems.add("-A" + option + " names formats beside `" + ReportOption.NONE + "`");
        }
    }

    private static void pass(String value, List<String> problems) {
        if (!value.equals(Dump.ALL) && !Pipeline.passes().contains(value)) {
            problems.add(
                    "-A"
                            + Dump.OPTION
                            + " does not know `"
                            + value
                            + "`; it takes one of: "
                            + Dump.ALL
                            + ", "
                            + list(Pipeline.passes()));
        }
    }

    private static void samples(String option, String value, List<String> problems) {
        if (!value.matches("[1-9][0-9]{0,5}")) {
            problems.add(
                    "-A" + option + " is `" + value + "`; it must be a number from 1 to 999999");
        }
    }

    private static String options() {
        return String.join(", -A", OPTIONS);
    }

    private static String list(List<String> names) {
        return String.join(", ", names);
    }
}
