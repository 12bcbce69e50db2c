package dev.kiln.runtime.damage;

import java.awt.image.BufferedImage;
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
        all.put("jpeg", new ImageFile("jpg", BufferedImage.TYPE_INT_RGB));
        all.put("jpeg-gray", new ImageFile("jpg", BufferedImage.TYPE_BYTE_GRAY));
        all.put("png", new ImageFile("png", BufferedImage.TYPE_INT_ARGB));
        all.put("png-palette", new ImageFile("png", BufferedImage.TYPE_BYTE_INDEXED));
        all.put("gif", new ImageFile("gif", BufferedImage.TYPE_INT_RGB));
        all.put("bmp", new ImageFile("bmp", BufferedImage.TYPE_INT_RGB));
        all.put("tiff", new ImageFile("tiff", BufferedImage.TYPE_INT_RGB));
        all.put("csv", new CsvTableFile());
        return all;
    }
}
