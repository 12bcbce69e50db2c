package dev.kiln.runtime.data;

import java.util.List;

/** Another data set whose classes are numbered by a list of names. */
final class Labeled extends View {

    private final List<String> labels;

    /** For each class of the whole its new number; null where numbers stay. */
    private final int[] places;

    Labeled(Dataset whole, List<String> names) {
        super(whole);
        this.labels = ClassNames.checked(names);
        if (whole.classes() == 0) {
            throw new IllegalArgumentException(
                    "the data set has values, no classes that " + ClassNames.text(names) + " name");
        }
        boolean named = !whole.labels().isEmpty() && !names.isEmpty();
        if (!named && !names.isEmpty() && names.size() < whole.classes()) {
            throw new IllegalArgumentException(
                    "the data set has "
                            + whole.classes()
                            + " classes, more than the "
                            + names.size()
                            + " names "
                            + ClassNames.text(names));
        }
        this.places = named ? ClassNames.places(whole.labels(), labels) : null;
    }

    @Override
    public int size() {
        return whole().size();
    }

    @Override
    public int classes() {
        return labels.isEmpty() ? whole().classes() : labels.size();
    }

    @Override
    public List<String> labels() {
        return labels;
    }

    @Override
    public int label(int index) {
        int label = whole().label(index);
        return places == null ? label : places[label];
    }

    @Override
    int place(int index) {
        return index;
    }
}
