package dev.kiln.processor.pass;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Searches for groups of tensors without conflicts such that the sum of the largest of each group
 * is small. Greedy best-fit in several orders, then random changes of the best order; the same
 * program always gives the same groups.
 */
final class Packing {

    private static final long SEED = 20_240_229;
    private static final int MOST_TRIES = 2_000;

    /**
     * Limits the work for large programs; a try costs about the square of the number of tensors.
     */
    private static final int WORK = 40_000_000;

    private final Lifetimes lifetimes;
    private final List<Lifetime> all;
    private final BitSet[] conflicts;

    /** For each tensor those that it may replace or that may replace it. */
    private final BitSet[] partners;

    private Packing(Lifetimes lifetimes) {
        this.lifetimes = lifetimes;
        this.all = lifetimes.all();
        conflicts = new BitSet[all.size()];
        partners = new BitSet[all.size()];
        for (int i = 0; i < conflicts.length; i++) {
            conflicts[i] = new BitSet(conflicts.length);
            partners[i] = new BitSet(conflicts.length);
            for (int j = 0; j < conflicts.length; j++) {
                Lifetime one = all.get(i);
                Lifetime other = all.get(j);
                boolean replaces = lifetimes.replaces(one, other) || lifetimes.replaces(other, one);
                partners[i].set(j, replaces);
                conflicts[i].set(j, i != j && one.overlaps(other) && !replaces);
            }
        }
    }

    /** The groups of the smallest plan that was found. */
    static List<List<Lifetime>> best(Lifetimes lifetimes) {
        return new Packing(lifetimes)
                .search().stream()
                        .map(
                                group ->
                                        group.members.stream()
                                                .mapToObj(lifetimes.all()::get)
                                                .toList())
                        .toList();
    }

    private List<Group> search() {
        List<Integer> bestOrder = List.of();
        List<Group> best = List.of();
        long least = Long.MAX_VALUE;
        for (Comparator<Integer> order : orders()) {
            List<Integer> sorted = IntStream.range(0, all.size()).boxed().sorted(order).toList();
            List<Group> groups = pack(sorted);
            if (total(groups) < least) {
                least = total(groups);
                best = groups;
                bestOrder = sorted;
            }
        }
        Random random = new Random(SEED);
        int tries = Math.min(MOST_TRIES, WORK / Math.max(1, all.size() * all.size()));
        long bound = lifetimes.lowerBound();
        for (int i = 0; i < tries && least > bound; i++) {
            List<Integer> changed = moveOne(bestOrder, random);
            List<Group> groups = pack(changed);
            // Equally good orders are taken too: they lead across plateaus.
            if (total(groups) <= least) {
                best = total(groups) < least ? groups : best;
                least = total(groups);
                bestOrder = changed;
            }
        }
        return best;
    }

    private List<Comparator<Integer>> orders() {
        Comparator<Integer> size = Comparator.comparingInt(i -> -all.get(i).size());
        Comparator<Integer> first = Comparator.comparingInt(i -> all.get(i).first());
        Comparator<Integer> last = Comparator.comparingInt(i -> -all.get(i).last());
        Comparator<Integer> length = Comparator.comparingInt(i -> -all.get(i).length());
        Comparator<Integer> area =
                Comparator.comparingLong(i -> -(long) all.get(i).size() * all.get(i).length());
        Comparator<Integer> degree = Comparator.comparingInt(i -> -conflicts[i].cardinality());
        return List.of(
                size.thenComparing(first),
                size.thenComparing(length),
                size.thenComparing(last),
                first,
                last,
                length.thenComparing(size),
                area,
                degree.thenComparing(size));
    }

    private static List<Integer> moveOne(List<Integer> order, Random random) {
        List<Integer> changed = new ArrayList<>(order);
        Integer moved = changed.remove(random.nextInt(order.size()));
        changed.add(random.nextInt(order.size()), moved);
        return changed;
    }

    /** Puts each tensor where it adds least; of equals, into the group that then wastes least. */
    private List<Group> pack(List<Integer> order) {
        List<Group> groups = new ArrayList<>();
        for (int tensor : order) {
            Group chosen = null;
            for (Group group : groups) {
                if (!group.members.intersects(conflicts[tensor])
                        && (chosen == null || better(tensor, group, chosen))) {
                    chosen = group;
                }
            }
            if (chosen == null) {
                chosen = new Group(all.size());
                groups.add(chosen);
            }
            chosen.members.set(tensor);
            chosen.size = Math.max(chosen.size, all.get(tensor).size());
        }
        return groups;
    }

    private boolean better(int tensor, Group a, Group b) {
        int size = all.get(tensor).size();
        int growth =
                Integer.compare(Math.max(size, a.size) - a.size, Math.max(size, b.size) - b.size);
        if (growth != 0) {
            return growth < 0;
        }
        boolean inA = inPlace(tensor, a);
        return inA != inPlace(tensor, b) ? inA : a.size < b.size;
    }

    /**
     * Whether the group holds what the tensor may replace, or what may replace it: one array less
     * to read.
     */
    private boolean inPlace(int tensor, Group group) {
        return partners[tensor].stream().anyMatch(group.members::get);
    }

    private static long total(List<Group> groups) {
        return groups.stream().mapToLong(g -> g.size).sum();
    }

    /** A buffer while it is being filled. */
    private static final class Group {
        private final BitSet members;
        private int size;

        Group(int tensors) {
            members = new BitSet(tensors);
        }
    }
}
