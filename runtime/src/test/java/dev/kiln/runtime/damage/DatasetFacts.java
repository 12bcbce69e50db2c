package dev.kiln.runtime.damage;

import dev.kiln.runtime.data.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Everything that a data set holds, to be compared. */
final class DatasetFacts {

    private DatasetFacts() {}

    static List<Object> of(Dataset dataset) {
        List<Object> facts = new ArrayList<>(List.of(dataset.shape(), dataset.size()));
        float[] input = new float[dataset.shape().size()];
        int hash = 1;
        for (int i = 0; i < dataset.size(); i++) {
            dataset.input(i, input, 0);
            hash = 31 * hash + Arrays.hashCode(input);
            facts.add(dataset.classes() > 0 ? dataset.label(i) : -1);
        }
        facts.add(hash);
        return facts;
    }
}
