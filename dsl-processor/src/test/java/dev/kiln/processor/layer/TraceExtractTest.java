package dev.kiln.processor.layer;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TraceExtractTest {

    @Test
    void whatFitsIsShown() {
        assertThat(TraceExtract.of(30, i -> false).cardinality()).isEqualTo(30);
        assertThat(TraceExtract.of(1, i -> false).cardinality()).isEqualTo(1);
    }

    @Test
    void endsAndNotesAreShown() {
        BitSet shown = TraceExtract.of(100, i -> i == 40);
        assertThat(shown.stream().boxed().toList()).containsExactly(0, 1, 40, 97, 98, 99).inOrder();
    }

    @Test
    void oneLayerIsNotLeftOut() {
        BitSet shown = TraceExtract.of(100, i -> i == 40 || i == 42);
        assertThat(shown.get(41)).isTrue();
    }

    @Test
    void noTraceIsLonger() {
        Random random = new Random(1);
        for (int trial = 0; trial < 1000; trial++) {
            int layers = 1 + random.nextInt(300);
            int every = 1 + random.nextInt(10);
            BitSet noted = new BitSet();
            for (int i = 0; i < layers; i++) {
                noted.set(i, random.nextInt(every) == 0);
            }
            BitSet shown = TraceExtract.of(layers, noted::get);
            int lines = 0;
            for (int i = 0; i < layers; i++) {
                boolean gap = !shown.get(i) && shown.get(i - 1);
                lines += shown.get(i) || gap ? 1 : 0;
            }
            assertWithMessage(noted.toString()).that(lines).isAtMost(TraceExtract.MOST_LINES);
            assertThat(shown.get(layers - 1)).isTrue();
        }
    }
}
