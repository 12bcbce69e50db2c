package dev.kiln.processor.pass.memory;

import dev.kiln.processor.graph.Tensor;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeSet;

/**
 * Groups of tensors without conflicts, found in one sweep over the steps: a tensor goes where it
 * replaces another, else into the smallest free group that is large enough, else into the largest
 * free one. Poletto and Sarkar, Linear scan register allocation, 1999.
 */
final class LinearScan {

    /** A buffer: what it holds, if it isn't free, is needed until the step {@code last}. */
    private record Group(int number, int size, int last) {}

    private static final Comparator<Group> BY_SIZE =
            Comparator.comparingInt(Group::size).thenComparingInt(Group::number);

    private final TreeSet<Group> free = new TreeSet<>(BY_SIZE);
    private final PriorityQueue<Group> busy =
            new PriorityQueue<>(
                    Comparator.comparingInt(Group::last).thenComparingInt(Group::number));
    private final Map<Tensor, Group> holders = new HashMap<>();
    private int groups;

    private LinearScan() {}

    /** For each tensor the number of its group. */
    static int[] of(Lifetimes lifetimes) {
        LinearScan scan = new LinearScan();
        List<Lifetime> all = lifetimes.all();
        int[] groupOf = new int[all.size()];
        for (int i = 0; i < groupOf.length; i++) {
            groupOf[i] = scan.put(all.get(i), lifetimes.replaced().get(all.get(i).tensor()));
        }
        return groupOf;
    }

    /** {@code lifetime}: begins no earlier than those before it. */
    private int put(Lifetime lifetime, Tensor replaced) {
        while (!busy.isEmpty() && busy.peek().last() < lifetime.first()) {
            free.add(busy.remove());
        }
        Group group = replaced == null ? null : holders.get(replaced);
        if (group != null) {
            busy.remove(group);
        } else {
            group = taken(lifetime.size());
        }
        Group now =
                new Group(group.number(), Math.max(group.size(), lifetime.size()), lifetime.last());
        busy.add(now);
        holders.put(lifetime.tensor(), now);
        return now.number();
    }

    private Group taken(int size) {
        Group group = free.ceiling(new Group(0, size, 0));
        group = group == null ? free.floor(new Group(groups, size, 0)) : group;
        if (group == null) {
            return new Group(groups++, size, 0);
        }
        free.remove(group);
        return group;
    }
}
