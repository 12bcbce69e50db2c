package dev.kiln.processor.diagnostic;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where else the same place of a block is at fault, as a line. */
final class OtherUses {

    /** Names that are written out. */
    private static final int MOST = 5;

    private OtherUses() {}

    /**
     * {@code also in stage2, stage3} for {@code stage1.0.conv} and the same layer of other stages:
     * the ends that all paths share say nothing.
     */
    static String of(String path, List<String> others) {
        Set<String> uses = new LinkedHashSet<>();
        for (String other : others) {
            String use = stage(use(other, path), path);
            if (uses.stream().noneMatch(known -> use.startsWith(known + "."))) {
                uses.add(use);
            }
        }
        String names = String.join(", ", uses.stream().limit(MOST).toList());
        int rest = uses.size() - MOST;
        return "  also in " + names + (rest > 0 ? " and " + rest + " more" : "");
    }

    /** The whole of another stage instead of one of its blocks. */
    private static String stage(String use, String path) {
        int number = use.lastIndexOf('.') + 1;
        boolean inStage = number > 0 && Character.isDigit(use.charAt(number));
        return inStage && !path.startsWith(use.substring(0, number))
                ? use.substring(0, number - 1)
                : use;
    }

    /** The path up to where it ends as another does; never empty. */
    private static String use(String place, String shown) {
        List<String> a = List.of(place.split("\\."));
        List<String> b = List.of(shown.split("\\."));
        int same = 0;
        while (same < Math.min(a.size(), b.size()) - 1
                && a.get(a.size() - 1 - same).equals(b.get(b.size() - 1 - same))) {
            same++;
        }
        return String.join(".", a.subList(0, a.size() - same));
    }
}
