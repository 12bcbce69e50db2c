package dev.kiln.processor.gradient;

import java.util.ArrayList;
import java.util.List;

/** What is written about training on a field or a class; null where nothing is. */
record Techniques(
        Double l1, Double l2, Double dropout, Boolean batchNorm, boolean frozen, String init) {

    static final Techniques NONE = new Techniques(null, null, null, null, false, null);

    String text() {
        List<String> attributes = new ArrayList<>();
        add(attributes, "l1", l1);
        add(attributes, "l2", l2);
        add(attributes, "dropout", dropout);
        add(attributes, "batchNorm", batchNorm);
        return (attributes.isEmpty() ? "" : "@Regularize(" + String.join(", ", attributes) + ") ")
                + (frozen ? "@Frozen " : "")
                + (init == null ? "" : "@Init(Initializer." + init + ") ");
    }

    private static void add(List<String> attributes, String name, Object value) {
        if (value != null) {
            attributes.add(name + " = " + value);
        }
    }

    public Techniques within(Techniques outer) {
        return new Techniques(
                l1 == null ? outer.l1 : l1,
                l2 == null ? outer.l2 : l2,
                dropout == null ? outer.dropout : dropout,
                batchNorm == null ? outer.batchNorm : batchNorm,
                frozen || outer.frozen,
                init);
    }

    boolean normalizes() {
        return batchNorm != null && batchNorm;
    }
}
