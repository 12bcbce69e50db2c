package dev.kiln.processor.report.html;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Paths of layers in few words: those of the blocks of a stage become one, with a range. */
final class PathList {

    private static final Pattern INDEX = Pattern.compile("\\.(\\d+)(?=\\.|$)");

    private PathList() {}

    /** {@code stem, stage1.0–2.first, stage2.1, 3.first}. */
    static String of(Collection<String> paths) {
        Map<List<String>, TreeSet<Integer>> groups = new LinkedHashMap<>();
        for (String path : paths) {
            Matcher index = INDEX.matcher(path);
            boolean found = index.find();
            List<String> around =
                    found
                            ? List.of(path.substring(0, index.start()), path.substring(index.end()))
                            : List.of(path);
            TreeSet<Integer> indices = groups.computeIfAbsent(around, a -> new TreeSet<>());
            if (found) {
                indices.add(Integer.parseInt(index.group(1)));
            }
        }
        return groups.entrySet().stream()
                .map(
                        g ->
                                g.getValue().isEmpty()
                                        ? g.getKey().get(0)
                                        : g.getKey().get(0)
                                                + "."
                                                + ranges(g.getValue())
                                                + g.getKey().get(1))
                .collect(Collectors.joining(", "));
    }

    private static String ranges(SortedSet<Integer> indices) {
        StringBuilder ranges = new StringBuilder();
        int first = indices.first();
        for (int index : indices) {
            if (!indices.contains(index - 1)) {
                first = index;
                ranges.append(ranges.isEmpty() ? "" : ",").append(first);
            }
            if (!indices.contains(index + 1) && index > first) {
                ranges.append('–').append(index);
            }
        }
        return ranges.toString();
    }
}
