package dev.kiln.runtime.train;

import dev.kiln.runtime.internal.io.Printable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * In what a checkpoint differs from the training that goes on from it, all of it allowed.
 *
 * @param settings that differ
 * @param keys what they are called in the checkpoint
 * @param words each of them, for the log
 */
record Differences(Set<Setting> settings, List<String> keys, List<String> words) {

    Differences {
        settings = Set.copyOf(settings);
        keys = List.copyOf(keys);
        words = List.copyOf(words);
    }

    /**
     * Compares.
     *
     * @param ours what must be equal, in the order of errors
     * @param allowed what may differ nevertheless
     * @throws IllegalArgumentException if something else differs, naming all of it
     */
    static Differences between(Fields theirs, Map<String, String> ours, Set<Setting> allowed) {
        Set<Setting> settings = EnumSet.noneOf(Setting.class);
        List<String> keys = new ArrayList<>();
        List<String> words = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        ours.forEach(
                (key, value) -> {
                    String found = theirs.text(key);
                    if (found.equals(value)) {
                        return;
                    }
                    String word =
                            "its " + key + " is " + Printable.text(found) + ", here it is " + value;
                    Setting setting = setting(key, allowed);
                    if (setting == null) {
                        refused.add(word);
                    } else {
                        settings.add(setting);
                        keys.add(key);
                        words.add(word);
                    }
                });
        if (!refused.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", refused));
        }
        return new Differences(settings, keys, words);
    }

    private static Setting setting(String key, Set<Setting> allowed) {
        for (Setting setting : allowed) {
            if (setting.keys().contains(key)) {
                return setting;
            }
        }
        return null;
    }

    boolean isEmpty() {
        return settings.isEmpty();
    }

    /** Whether the place within the epoch means nothing any more. */
    boolean restartEpoch() {
        return settings.contains(Setting.BATCHES)
                || settings.contains(Setting.SEED)
                || settings.contains(Setting.DATA);
    }
}
