package dev.kiln.runtime.data;

import dev.kiln.runtime.Shape;
import dev.kiln.runtime.internal.image.Preprocessing;
import dev.kiln.runtime.internal.io.Memory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Images in a folder with a folder for each class, whose names are the classes, in the order of
 * their code points on every system. Every format that {@link Images} reads. Immutable.
 *
 * <pre>{@code
 * LabeledData train = ImageFolder.read(Path.of("flowers/train"), new Shape(64, 64, 3));
 * LabeledData large = ImageFolder.of(folder, shape).skipDamaged(System.err::println).lazy();
 * }</pre>
 *
 * <p>Files beside the folders of classes, hidden ones, and what systems leave behind ({@code
 * Thumbs.db}, {@code desktop.ini}, {@code __MACOSX}) are no data. Everything else in a folder of a
 * class has to be an image. Symbolic links are followed.
 */
public final class ImageFolder {

    private static final int CACHE_SHARE = 4;

    private final Path folder;
    private final Shape shape;
    private final ImageOptions options;
    private final ImageFiles.Rules rules;

    /** Null where damaged images are errors. */
    private final Consumer<SkippedImage> skipped;

    private final long cache;

    private ImageFolder(
            Path folder,
            Shape shape,
            ImageOptions options,
            ImageFiles.Rules rules,
            Consumer<SkippedImage> skipped,
            long cache) {
        this.folder = folder;
        this.shape = shape;
        this.options = options;
        this.rules = rules;
        this.skipped = skipped;
        this.cache = cache;
    }

    /**
     * Images that are scaled to a shape.
     *
     * @param shape of the samples: 3 channels for red, green, blue, or 1 for gray; values from 0 to
     *     255, as {@link Images#read} gives them
     * @throws IllegalArgumentException if the shape has other than 1 or 3 channels
     */
    public static ImageFolder of(Path folder, Shape shape) {
        ImageOptions standard = ImageOptions.standard();
        standard.preprocessing(shape);
        long cache = Runtime.getRuntime().maxMemory() / CACHE_SHARE;
        ImageFiles.Rules rules = new ImageFiles.Rules(false, false, List.of());
        return new ImageFolder(folder, shape, standard, rules, null, cache);
    }

    /**
     * Reads all images, scaled to a shape.
     *
     * @param shape of the samples: 3 channels for red, green, blue, or 1 for gray; values from 0 to
     *     255, as {@link Images#read} gives them
     * @throws IOException if there are no classes, or one has no images or folders within, or a
     *     file can't be read as an image
     * @throws IllegalArgumentException if the shape has other than 1 or 3 channels
     */
    public static LabeledData read(Path folder, Shape shape) throws IOException {
        return of(folder, shape).read();
    }

    /** Also with another background or other limits. */
    public ImageFolder options(ImageOptions other) {
        return new ImageFolder(folder, shape, Objects.requireNonNull(other), rules, skipped, cache);
    }

    /**
     * Also without files that can't be read as images, instead of failing.
     *
     * @param report hears of each of them, in order
     */
    public ImageFolder skipDamaged(Consumer<SkippedImage> report) {
        return new ImageFolder(
                folder, shape, options, rules, Objects.requireNonNull(report), cache);
    }

    /** Also with images of folders within folders of classes, which are an error otherwise. */
    public ImageFolder recursive() {
        return with(new ImageFiles.Rules(true, rules.empty(), rules.classes()));
    }

    /** Also with classes that have no images, which are an error otherwise. */
    public ImageFolder allowEmptyClasses() {
        return with(new ImageFiles.Rules(rules.recursive(), true, rules.classes()));
    }

    /**
     * Also with classes that are numbered in the order of these names, for example those of the
     * training data; folders of other names are an error.
     *
     * @throws IllegalArgumentException if a name is blank or stands there twice
     */
    public ImageFolder classes(List<String> names) {
        List<String> checked = ClassNames.checked(names);
        return with(new ImageFiles.Rules(rules.recursive(), rules.empty(), checked));
    }

    private ImageFolder with(ImageFiles.Rules other) {
        return new ImageFolder(folder, shape, options, other, skipped, cache);
    }

    /**
     * Also with so many bytes at most for decoded samples of {@link #lazy}, one byte a value; a
     * quarter of the memory unless it is set. What has been decoded stays until the cache is full.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public ImageFolder cache(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a cache of " + bytes + " bytes");
        }
        return new ImageFolder(folder, shape, options, rules, skipped, bytes);
    }

    /**
     * Reads all images.
     *
     * @throws IOException if there are no classes, or one has no images or folders within, or a
     *     file can't be read as an image, or all do not fit the memory
     */
    public LabeledData read() throws IOException {
        Preprocessing preprocessing = options.preprocessing(shape);
        ImageFiles files = ImageFiles.in(folder, rules);
        byte[] pixels = room((long) files.size() * shape.size());
        int[] kept = new int[files.size()];
        int count = 0;
        for (int i = 0; i < files.size(); i++) {
            byte[] sample = sample(preprocessing, files.file(i));
            if (sample != null) {
                System.arraycopy(sample, 0, pixels, count * shape.size(), sample.length);
                kept[count++] = i;
            }
        }
        ImageFiles readable = files.only(Arrays.copyOf(kept, count));
        if (count < files.size()) {
            readable.check(rules);
            pixels = Arrays.copyOf(pixels, count * shape.size());
        }
        int classes = files.classes().size();
        return new LabeledData(
                Dataset.ofBytes(shape, pixels, readable.labels(), classes), files.classes());
    }

    private byte[] room(long bytes) throws IOException {
        try {
            return Memory.bytes(bytes, folder);
        } catch (IOException e) {
            throw new IOException(e.getMessage() + "; lazy() decodes samples as they are used", e);
        }
    }

    /**
     * Images that are decoded when they are asked for: for folders larger than the memory. Samples
     * are those of {@link #read()} to the bit, and may be read by several threads. With {@link
     * #skipDamaged} all are decoded once here, to know which they are. An image that can't be read
     * later is an {@link java.io.UncheckedIOException} that names it.
     *
     * @throws IOException if there are no classes, or one has no images or folders within
     */
    public LabeledData lazy() throws IOException {
        Preprocessing preprocessing = options.preprocessing(shape);
        ImageFiles files = ImageFiles.in(folder, rules);
        if (skipped != null) {
            int[] kept = new int[files.size()];
            int count = 0;
            for (int i = 0; i < files.size(); i++) {
                if (sample(preprocessing, files.file(i)) != null) {
                    kept[count++] = i;
                }
            }
            files = files.only(Arrays.copyOf(kept, count));
            files.check(rules);
        }
        return new LabeledData(new LazyImages(files, preprocessing, cache), files.classes());
    }

    /** Null if it was left out. */
    private byte[] sample(Preprocessing preprocessing, Path file) throws IOException {
        try {
            return preprocessing.of(file);
        } catch (IOException e) {
            if (skipped == null) {
                throw e;
            }
            skipped.accept(new SkippedImage(file, e.getMessage()));
            return null;
        }
    }
}
