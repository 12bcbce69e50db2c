package dev.kiln.processor.sweep;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.kiln.Conv;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every attribute of every annotation at the ends of its type, alone and in pairs, wherever the
 * annotation can stand: each model is accepted, and its code compiles, or explained. By default one
 * of 150 is tried; {@code -Dkiln.sweep=1} tries all of them, which takes the better part of an
 * hour, and other numbers every so-manieth.
 */
@Tag("slow")
class SweepTest {

    private static final int STEP = Integer.getInteger("kiln.sweep", 150);

    /** As many as javac has room for. */
    private static final int AT_ONCE = 250;

    @Test
    void everyEndIsAcceptedOrExplained() {
        List<Swept> some = new ArrayList<>();
        List<Swept> all = new ArrayList<>(Swept.single());
        all.addAll(Swept.pairs());
        for (int i = 0; i < all.size(); i += STEP) {
            some.add(all.get(i));
        }
        List<String> faults = new ArrayList<>();
        for (int from = 0; from < some.size(); from += AT_ONCE) {
            int to = Math.min(some.size(), from + AT_ONCE);
            faults.addAll(new Sweep(some.subList(from, to)).faults());
        }
        assertWithMessage(some.size() + " models").that(faults).isEmpty();
    }

    @Test
    void newAttributesAreSweptWithoutBeingListed() {
        List<String> titles = Swept.single().stream().map(Swept::title).toList();
        for (Class<?> annotation : Annotations.all()) {
            Annotations.attributes(annotation).stream()
                    .filter(m -> !Ends.of(m.getReturnType()).isEmpty())
                    .forEach(
                            m ->
                                    assertThat(
                                                    titles.stream()
                                                            .anyMatch(
                                                                    t ->
                                                                            t.contains(
                                                                                    m.getName()
                                                                                            + " =")))
                                            .isTrue());
        }
        assertThat(Annotations.all()).contains(Conv.class);
    }
}
