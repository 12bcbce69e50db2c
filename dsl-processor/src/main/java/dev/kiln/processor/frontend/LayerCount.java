package dev.kiln.processor.frontend;

import dev.kiln.processor.diagnostic.Diagnostics;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/**
 * How many layers a model has once its blocks stand where they are used, counted without putting
 * them there: blocks in blocks multiply.
 */
final class LayerCount {

    /** Generated classes of more layers would not fit class files. */
    static final int MOST_LAYERS = 5_000;

    /** Whoever nests deeper has made a mistake. */
    static final int MOST_NESTED = 100;

    private static final long ENDLESS = Long.MAX_VALUE;

    private final SourceView source;
    private final Map<TypeElement, Long> counts = new HashMap<>();
    private final Deque<TypeElement> around = new ArrayDeque<>();
    private boolean tooDeep;

    LayerCount(SourceView source) {
        this.source = source;
    }

    /** Whether blocks were found to be nested deeper than is read. */
    boolean isTooDeep() {
        return tooDeep;
    }

    /** Layers of a field, each block of a stage with its own; at most {@code Long.MAX_VALUE}. */
    long of(VariableElement field) {
        Optional<TypeElement> block = source.block(field.asType());
        if (block.isEmpty()) {
            return 1;
        }
        long times =
                source.annotation(field, "Stage")
                        .map(m -> new AnnotationReader(source, new Diagnostics(), "", field, m))
                        .map(a -> a.integer("blocks"))
                        // A value that a stage can't have is an error of its own and is not put in
                        // place.
                        .filter(blocks -> blocks >= 1 && blocks <= BlockReader.MOST_BLOCKS)
                        .orElse(1);
        return product(times, of(block.get()));
    }

    /** A block that contains itself counts nothing there: that is an error of its own. */
    private long of(TypeElement block) {
        if (around.contains(block)) {
            return 0;
        }
        Long known = counts.get(block);
        if (known != null) {
            return known;
        }
        if (around.size() >= MOST_NESTED) {
            tooDeep = true;
            return 0;
        }
        around.push(block);
        long layers = 0;
        for (VariableElement field : source.fields(block)) {
            if (!source.has(field, Modifier.STATIC)) {
                layers = sum(layers, of(field));
            }
        }
        around.pop();
        counts.put(block, layers);
        return layers;
    }

    private static long product(long a, long b) {
        return b != 0 && a > ENDLESS / b ? ENDLESS : a * b;
    }

    static long sum(long a, long b) {
        return a > ENDLESS - b ? ENDLESS : a + b;
    }
}
