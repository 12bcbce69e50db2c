package dev.kiln.runtime.data;

import dev.kiln.runtime.internal.image.FileName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The files of images in folders of classes, in an order that is the same on every system. */
final class ImageFiles {

    private final Path folder;
    private final List<String> classes;
    private final List<Path> files;
    private final int[] labels;

    /**
     * Rules for the content of a folder.
     *
     * @param recursive whether folders of classes may have folders
     * @param empty whether classes may have no images
     * @param classes names in order; empty if the folders tell
     */
    record Rules(boolean recursive, boolean empty, List<String> classes) {}

    private ImageFiles(Path folder, List<String> classes, List<Path> files, int[] labels) {
        this.folder = folder;
        this.classes = classes;
        this.files = files;
        this.labels = labels;
    }

    /**
     * Lists the files of a folder; opens none.
     *
     * @throws IOException if it can't be listed or breaks the rules
     */
    static ImageFiles in(Path folder, Rules rules) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(FileName.of(folder) + ": no such folder");
        }
        Map<String, Path> folders = folders(folder);
        List<String> classes = rules.classes();
        if (classes.isEmpty()) {
            classes = folders.keySet().stream().sorted(Listing::compare).toList();
        }
        checkNames(folder, folders, classes);
        List<Path> files = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++) {
            Path of = folders.get(ClassNames.canonical(classes.get(label)));
            if (of != null) {
                Listing.addFiles(of, rules.recursive(), files);
            }
            while (labels.size() < files.size()) {
                labels.add(label);
            }
        }
        int[] numbers = labels.stream().mapToInt(Integer::intValue).toArray();
        ImageFiles result = new ImageFiles(folder, classes, files, numbers);
        result.check(rules);
        return result;
    }

    /** Folders of classes by their names. */
    private static Map<String, Path> folders(Path folder) throws IOException {
        Map<String, Path> folders = new HashMap<>();
        for (Path entry : Listing.entries(folder)) {
            if (!Files.isDirectory(entry)) {
                continue;
            }
            String name = FileName.last(entry);
            if (name == null || name.isBlank()) {
                String fault = name == null ? "not in UTF-8" : "blank";
                throw new IOException(
                        FileName.of(entry)
                                + ": the name of this folder, which is that of a class, is "
                                + fault
                                + "; rename it");
            }
            Path other = folders.put(ClassNames.canonical(name), entry);
            if (other != null) {
                throw new IOException(
                        FileName.of(entry)
                                + ": another folder has the same name, written with other blanks"
                                + " or accents");
            }
        }
        return folders;
    }

    private static void checkNames(Path folder, Map<String, Path> folders, List<String> classes)
            throws IOException {
        List<String> known = classes.stream().map(ClassNames::canonical).toList();
        for (Map.Entry<String, Path> found : folders.entrySet()) {
            if (!known.contains(found.getKey())) {
                throw new IOException(
                        FileName.of(found.getValue())
                                + ": this folder is none of the classes "
                                + ClassNames.text(classes));
            }
        }
        if (folders.isEmpty()) {
            throw new IOException(
                    FileName.of(folder)
                            + ": there are no folders; each class has a folder of images, as in "
                            + FileName.of(folder.resolve("cat").resolve("1.jpg")));
        }
    }

    /**
     * Checks that each class has images.
     *
     * @throws IOException naming the first without, if this is against the rules
     */
    void check(Rules rules) throws IOException {
        if (files.isEmpty()) {
            throw new IOException(FileName.of(folder) + ": there are no images in its folders");
        }
        boolean[] used = new boolean[classes.size()];
        for (int label : labels) {
            used[label] = true;
        }
        for (int i = 0; i < used.length && !rules.empty(); i++) {
            if (!used[i]) {
                throw new IOException(
                        FileName.of(folder)
                                + ": the class "
                                + classes.get(i)
                                + " has no images; allowEmptyClasses() accepts that");
            }
        }
    }

    /** Some of the files, with the same classes. */
    ImageFiles only(int[] indices) {
        int[] numbers = Arrays.stream(indices).map(i -> labels[i]).toArray();
        List<Path> some = Arrays.stream(indices).mapToObj(files::get).toList();
        return new ImageFiles(folder, classes, some, numbers);
    }

    int size() {
        return files.size();
    }

    Path file(int index) {
        return files.get(index);
    }

    /** Class of each file. */
    int[] labels() {
        return labels;
    }

    /** Names of the classes. */
    List<String> classes() {
        return classes;
    }
}
