package dev.kiln.processor.pass.memory;

import dev.kiln.processor.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Searches for groups of tensors without conflicts such that the sum of the largest of each group
 * is small. Greedy best-fit in several orders, then random changes of the best order; the same
 * program always gives the same groups. Where there are too many tensors for that, {@link
 * LinearScan} puts each where it fits when it is written.
 */
final class BufferPacking {

    private static final long SEED = 20_240_229;
    private static final int MOST_TRIES = 2_000;

    /**
     * Limits the work for large programs; a try costs about the square of the number of tensors.
     */
    private static final int WORK = 40_000_000;

    /** Tensors times those of them that are alive together: what one order may have to compare. */
    private static final long MOST_COMPARISONS = 1 << 24;

    private static final int NONE = -1;

    private final Lifetimes lifetimes;
    private final List<Lifetime> all;
    private final int steps;
    private final int[] size;
    private final int[] first;
    private final int[] last;

    /**
     * For each tensor the one in whose place it may be computed, and the one of which that holds.
     */
    private final int[] replaced;

    private final int[] replacing;

    private BufferPacking(Lifetimes lifetimes) {
        this.lifetimes = lifetimes;
        this.all = lifetimes.all();
        this.steps = lifetimes.steps();
        this.size = all.stream().mapToInt(Lifetime::size).toArray();
        this.first = all.stream().mapToInt(Lifetime::first).toArray();
        this.last = all.stream().mapToInt(Lifetime::last).toArray();
        this.replaced = new int[all.size()];
        this.replacing = new int[all.size()];
        Arrays.fill(replacing, NONE);
        Map<Tensor, Integer> index = new HashMap<>();
        for (int i = 0; i < replaced.length; i++) {
            index.put(all.get(i).tensor(), i);
        }
        for (int i = 0; i < replaced.length; i++) {
            Tensor before = lifetimes.replaced().get(all.get(i).tensor());
            replaced[i] = before == null ? NONE : index.get(before);
            if (before != null) {
                replacing[replaced[i]] = i;
            }
        }
    }

    /**
     * The groups of the smallest plan that was found. The tensors of a group, and the groups by
     * their first tensor, stand in the order of first use.
     */
    static List<List<Lifetime>> best(Lifetimes lifetimes) {
        boolean few = (long) lifetimes.all().size() * lifetimes.mostAlive() <= MOST_COMPARISONS;
        List<List<Lifetime>> groups = new ArrayList<>();
        int[] groupOf = few ? new BufferPacking(lifetimes).search() : LinearScan.of(lifetimes);
        int[] place = new int[groupOf.length];
        Arrays.fill(place, NONE);
        for (int i = 0; i < groupOf.length; i++) {
            if (place[groupOf[i]] == NONE) {
                place[groupOf[i]] = groups.size();
                groups.add(new ArrayList<>());
            }
            groups.get(place[groupOf[i]]).add(lifetimes.all().get(i));
        }
        return groups;
    }

    /** For each tensor the number of its group. */
    private int[] search() {
        List<Integer> bestOrder = List.of();
        Groups best = null;
        for (Comparator<Integer> order : orders()) {
            List<Integer> sorted = IntStream.range(0, all.size()).boxed().sorted(order).toList();
            Groups groups = pack(sorted, best == null ? Long.MAX_VALUE : best.total);
            if (best == null || groups.total < best.total) {
                best = groups;
                bestOrder = sorted;
            }
        }
        long least = best.total;
        Random random = new Random(SEED);
        long pairs = Math.max(1, (long) all.size() * all.size());
        long tries = Math.min(MOST_TRIES, WORK / pairs);
        long bound = lifetimes.lowerBound();
        for (int i = 0; i < tries && least > bound; i++) {
            List<Integer> changed = moveOne(bestOrder, random);
            Groups groups = pack(changed, least);
            // Equally good orders are taken too: they lead across plateaus.
            if (groups.total <= least) {
                best = groups.total < least ? groups : best;
                least = groups.total;
                bestOrder = changed;
            }
        }
        return best.of;
    }

    private List<Comparator<Integer>> orders() {
        int[] conflicts = conflicts();
        Comparator<Integer> bySize = Comparator.comparingInt(i -> -size[i]);
        Comparator<Integer> byFirst = Comparator.comparingInt(i -> first[i]);
        Comparator<Integer> byLast = Comparator.comparingInt(i -> -last[i]);
        Comparator<Integer> length = Comparator.comparingInt(i -> -all.get(i).length());
        Comparator<Integer> area =
                Comparator.comparingLong(i -> -(long) size[i] * all.get(i).length());
        Comparator<Integer> degree = Comparator.comparingInt(i -> -conflicts[i]);
        return List.of(
                bySize.thenComparing(byFirst),
                bySize.thenComparing(length),
                bySize.thenComparing(byLast),
                byFirst,
                byLast,
                length.thenComparing(bySize),
                area,
                degree.thenComparing(bySize));
    }

    /** For each tensor how many others are needed while it is. */
    private int[] conflicts() {
        int[] begun = new int[steps + 1];
        int[] ended = new int[steps + 1];
        for (Lifetime lifetime : all) {
            begun[lifetime.first()]++;
            ended[lifetime.last() + 1]++;
        }
        for (int i = 1; i <= steps; i++) {
            begun[i] += begun[i - 1];
            ended[i] += ended[i - 1];
        }
        int[] conflicts = new int[all.size()];
        for (int i = 0; i < conflicts.length; i++) {
            int partners = (replaced[i] == NONE ? 0 : 1) + (replacing[i] == NONE ? 0 : 1);
            conflicts[i] = begun[last[i]] - ended[first[i]] - 1 - partners;
        }
        return conflicts;
    }

    private static List<Integer> moveOne(List<Integer> order, Random random) {
        List<Integer> changed = new ArrayList<>(order);
        Integer moved = changed.remove(random.nextInt(order.size()));
        changed.add(random.nextInt(order.size()), moved);
        return changed;
    }

    /**
     * Puts each tensor where it adds least; of equals, into the group that then wastes least. Stops
     * where the groups have become larger than {@code most} together.
     */
    private Groups pack(List<Integer> order, long most) {
        Groups groups = new Groups();
        for (int i = 0; i < order.size() && groups.total <= most; i++) {
            int tensor = order.get(i);
            int chosen = NONE;
            for (int group = 0; group < groups.busy.size(); group++) {
                if ((chosen == NONE || groups.better(tensor, group, chosen))
                        && groups.isFree(tensor, group)) {
                    chosen = group;
                }
            }
            groups.put(tensor, chosen == NONE ? groups.add() : chosen);
        }
        return groups;
    }

    /** Buffers while they are being filled. */
    private final class Groups {

        /** For each tensor the number of its group. */
        private final int[] of = new int[all.size()];

        private final int[] sizes = new int[all.size()];

        /** For each group the steps at which it holds something. */
        private final List<BitSet> busy = new ArrayList<>();

        private long total;

        Groups() {
            Arrays.fill(of, NONE);
        }

        int add() {
            busy.add(new BitSet(steps));
            return busy.size() - 1;
        }

        void put(int tensor, int group) {
            of[tensor] = group;
            int grown = Math.max(sizes[group], size[tensor]);
            total += grown - sizes[group];
            sizes[group] = grown;
            busy.get(group).set(first[tensor], last[tensor] + 1);
        }

        /** At its ends the tensor may meet what it replaces, and what replaces it. */
        boolean isFree(int tensor, int group) {
            int from = first[tensor] + (holds(group, replaced[tensor]) ? 1 : 0);
            int to = last[tensor] - (holds(group, replacing[tensor]) ? 1 : 0);
            int next = busy.get(group).nextSetBit(from);
            return next < 0 || next > to;
        }

        private boolean holds(int group, int tensor) {
            return tensor != NONE && of[tensor] == group;
        }

        boolean better(int tensor, int a, int b) {
            int sizeOfA = sizes[a];
            int sizeOfB = sizes[b];
            int growth =
                    Integer.compare(
                            Math.max(0, size[tensor] - sizeOfA),
                            Math.max(0, size[tensor] - sizeOfB));
            if (growth != 0) {
                return growth < 0;
            }
            boolean inA = inPlace(tensor, a);
            return inA != inPlace(tensor, b) ? inA : sizeOfA < sizeOfB;
        }

        /**
         * Whether the group holds what the tensor may replace, or what may replace it: one array
         * less to read.
         */
        private boolean inPlace(int tensor, int group) {
            return holds(group, replaced[tensor]) || holds(group, replacing[tensor]);
        }
    }
}
