package dev.kiln.runtime.damage;

import java.util.LinkedHashMap;
import java.util.Map;

/** All kinds of files that are damaged. */
final class Specimens {

    /** By name, in the order in which they are tried. */
    static final Map<String, Specimen> ALL = all();

    private Specimens() {}

    private static Map<String, Specimen> all() {
        Map<String, Specimen> all = new LinkedHashMap<>();
        all.put("weights", new WeightFile(false));
        all.put("foreign-weights", new WeightFile(true));
        all.put("checkpoint", new CheckpointFile());
        all.put("idx-images", new IdxFile(false));
        all.put("idx-images-gz", new IdxFile(true));
        all.put("cifar", new CifarFile());
        return all;
    }
}
