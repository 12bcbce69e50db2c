package dev.kiln.processor.pass;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.kernel.ChannelSlice;
import dev.kiln.processor.graph.kernel.TakeChannels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Steps in order that can be changed, and found by the operands that they mention. */
final class IndexedSteps {

    /** A step in the ring of all. */
    static final class Entry {

        private Step step;
        private Entry previous = this;
        private Entry next = this;

        private Entry(Step step) {
            this.step = step;
        }

        Step step() {
            return step;
        }
    }

    /** The step of a layer that takes these channels. */
    private record Taking(String layer, ChannelSlice slice) {}

    /** Stands before the first step and behind the last. */
    private final Entry end = new Entry(null);

    private final Map<Operand, Set<Entry>> mentioning = new HashMap<>();
    private final Map<Taking, Set<Entry>> taking = new HashMap<>();

    IndexedSteps(List<Step> steps) {
        steps.forEach(s -> insert(s, end));
    }

    /** All steps as they are now. */
    List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (Entry entry = end.next; entry != end; entry = entry.next) {
            entries.add(entry);
        }
        return entries;
    }

    /** Those that mention an operand. */
    List<Entry> mentioning(Operand operand) {
        return List.copyOf(mentioning.getOrDefault(operand, Set.of()));
    }

    /** The step of a layer that takes channels out of a wider gradient. */
    Optional<Entry> taking(String layer, ChannelSlice slice) {
        return taking.getOrDefault(new Taking(layer, slice), Set.of()).stream().findFirst();
    }

    void replace(Entry entry, Step step) {
        leaveIndex(entry);
        entry.step = step;
        enterIndex(entry);
    }

    void remove(Entry entry) {
        leaveIndex(entry);
        entry.previous.next = entry.next;
        entry.next.previous = entry.previous;
    }

    void insert(Step step, Entry before) {
        Entry entry = new Entry(step);
        entry.previous = before.previous;
        entry.next = before;
        before.previous.next = entry;
        before.previous = entry;
        enterIndex(entry);
    }

    private void enterIndex(Entry entry) {
        for (Operand operand : operands(entry)) {
            mentioning.computeIfAbsent(operand, o -> new LinkedHashSet<>()).add(entry);
        }
        if (entry.step.kernel() instanceof TakeChannels take) {
            Taking key = new Taking(entry.step.layer(), take.slice());
            taking.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(entry);
        }
    }

    private void leaveIndex(Entry entry) {
        operands(entry).forEach(o -> mentioning.get(o).remove(entry));
        if (entry.step.kernel() instanceof TakeChannels take) {
            taking.get(new Taking(entry.step.layer(), take.slice())).remove(entry);
        }
    }

    private static Set<Operand> operands(Entry entry) {
        return new HashSet<>(entry.step.operands());
    }
}
