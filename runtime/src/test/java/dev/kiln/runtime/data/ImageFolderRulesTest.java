package dev.kiln.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kiln.runtime.Shape;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files of a folder are samples, of which class, in which order. */
class ImageFolderRulesTest {

    private static final Shape SHAPE = new Shape(1, 1, 1);

    @TempDir Path folder;

    private void image(String name, int gray) throws IOException {
        TestImages.file(folder.resolve(name), gray * 0x010101);
    }

    private ImageFolder images() {
        return ImageFolder.of(folder, SHAPE);
    }

    /** For each sample its class and its brightness. */
    private static List<String> samples(LabeledData data) {
        float[] pixel = new float[1];
        return IntStream.range(0, data.dataset().size())
                .mapToObj(
                        i -> {
                            data.dataset().input(i, pixel, 0);
                            int label = data.dataset().label(i);
                            return data.labels().get(label) + (int) pixel[0];
                        })
                .toList();
    }

    private String refusal(ImageFolder images) {
        return assertThrows(IOException.class, images::read).getMessage();
    }

    @Test
    void whatSystemsLeaveBehindIsNoData() throws IOException {
        image("cat/1.png", 1);
        image("__MACOSX/cat/._1.png", 9);
        image(".hidden/1.png", 9);
        for (String name :
                List.of(
                        ".DS_Store",
                        "README.txt",
                        "labels.csv",
                        "cat/.DS_Store",
                        "cat/._1.png",
                        "cat/Thumbs.db",
                        "cat/desktop.ini")) {
            Files.writeString(folder.resolve(name), "no image");
        }
        assertEquals(List.of("cat1"), samples(images().read()));
    }

    @Test
    void orderIsThatOfCodePoints() throws IOException {
        image("b/B.png", 1);
        image("b/a.png", 2);
        image("b/Z.png", 3);
        image("B/1.png", 4);
        image("a/1.png", 5);
        image("\uFB01/1.png", 6); // a ligature, before what Java keeps as two characters
        image("\uD83D\uDC08/1.png", 7);
        image("e\u0301/1.png", 8); // composed: behind z, before the ligature
        image("z/1.png", 9);
        LabeledData data = images().read();
        assertEquals(
                List.of("B", "a", "b", "z", "\u00E9", "\uFB01", "\uD83D\uDC08"), data.labels());
        assertEquals(
                List.of("B4", "a5", "b1", "b3", "b2", "z9", "\u00E98", "\uFB016", "\uD83D\uDC087"),
                samples(data));
    }

    @Test
    void foldersWithinAreReadWhenAskedFor() throws IOException {
        image("cat/2.png", 2);
        image("cat/black/1.png", 1);
        image("cat/white/deep/3.png", 3);
        assertEquals(
                folder.resolve("cat/black")
                        + ": is a folder within the folder of a class; recursive() reads it too",
                refusal(images()));
        assertEquals(List.of("cat2", "cat1", "cat3"), samples(images().recursive().read()));
        Files.createSymbolicLink(folder.resolve("cat/white/loop"), folder.resolve("cat"));
        assertEquals(
                folder.resolve("cat/white/loop") + ": is a link to a folder above",
                refusal(images().recursive()));
    }

    @Test
    void aClassWithoutImagesIsAnError() throws IOException {
        image("a/1.png", 1);
        image("c/3.png", 3);
        Files.createDirectories(folder.resolve("b"));
        assertEquals(
                folder + ": the class b has no images; allowEmptyClasses() accepts that",
                refusal(images()));
        LabeledData data = images().allowEmptyClasses().read();
        assertEquals(List.of("a", "b", "c"), data.labels());
        assertEquals(List.of("a1", "c3"), samples(data));
    }

    @Test
    void classesCanBeGiven() throws IOException {
        image("a/1.png", 1);
        image("c/3.png", 3);
        ImageFolder given = images().classes(List.of("c", "b", "a"));
        assertTrue(refusal(given).contains("the class b has no images"));
        LabeledData data = given.allowEmptyClasses().read();
        assertEquals(List.of("c", "b", "a"), data.labels());
        assertEquals(List.of("c3", "a1"), samples(data));
        assertEquals(2, data.dataset().label(1));
        assertEquals(
                folder.resolve("c") + ": this folder is none of the classes [a, b]",
                refusal(images().classes(List.of("a", "b"))));
        assertThrows(IllegalArgumentException.class, () -> images().classes(List.of("a", "a")));
    }

    @Test
    void damagedFilesAreSkippedAndReported() throws IOException {
        image("a/1.png", 1);
        image("a/3.png", 3);
        image("b/4.png", 4);
        Files.writeString(folder.resolve("a/2.png"), "no image");
        List<SkippedImage> skipped = new ArrayList<>();
        ImageFolder images = images().skipDamaged(skipped::add);
        List<String> expected = List.of("a1", "a3", "b4");
        assertEquals(expected, samples(images.read()));
        Path bad = folder.resolve("a/2.png");
        SkippedImage report =
                new SkippedImage(bad, bad + ": no image, or in a format that is not known");
        assertEquals(List.of(report), skipped);
        assertEquals(expected, samples(images.lazy()));
        assertEquals(List.of(report, report), skipped);
        Files.writeString(folder.resolve("b/4.png"), "no image");
        assertEquals(
                folder + ": the class b has no images; allowEmptyClasses() accepts that",
                refusal(images));
    }

    @Test
    void linksAreFollowed() throws IOException {
        image("a/1.png", 1);
        Files.createSymbolicLink(folder.resolve("b"), folder.resolve("a"));
        Files.createSymbolicLink(folder.resolve("a/2.png"), folder.resolve("a/1.png"));
        assertEquals(List.of("a1", "a1", "b1", "b1"), samples(images().read()));
        Files.createSymbolicLink(folder.resolve("a/3.png"), folder.resolve("none"));
        assertEquals(
                folder.resolve("a/3.png") + ": is a link to nothing or to itself",
                refusal(images()));
    }

    @Test
    void pipesDoNotHang() throws IOException, InterruptedException {
        assumeTrue(File.separatorChar == '/', "there are pipes among files");
        image("a/1.png", 1);
        Path pipe = folder.resolve("a/2.png");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        assumeTrue(Files.exists(pipe), "mkfifo works");
        assertEquals(pipe + ": is a pipe or a device, not a file", refusal(images()));
    }

    @Test
    void whatDoesNotFitTheMemoryIsForLazyReading() throws IOException {
        image("a/1.png", 1);
        image("a/2.png", 2);
        ImageFolder large = ImageFolder.of(folder, new Shape(20_000, 20_000, 3));
        String message = refusal(large);
        assertTrue(message.endsWith("lazy() decodes samples as they are used"), message);
        assertEquals(2, large.lazy().dataset().size());
    }

    @Test
    void foldersWithoutFoldersAreExplained() throws IOException {
        image("1.png", 1);
        assertTrue(refusal(images()).contains("each class has a folder of images"));
    }

    @Test
    void archivesAreFileSystems() throws IOException {
        Path zip = folder.resolve("images.zip");
        try (FileSystem archive = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            TestImages.file(archive.getPath("all", "b", "1.png"), 0x010101);
            TestImages.file(archive.getPath("all", "\u00E4", "2.png"), 0x020202);
        }
        try (FileSystem archive = FileSystems.newFileSystem(zip, Map.of())) {
            ImageFolder images = ImageFolder.of(archive.getPath("all"), SHAPE);
            assertEquals(List.of("b1", "\u00E42"), samples(images.read()));
            assertEquals(List.of("b1", "\u00E42"), samples(images.lazy()));
            float[] pixel = Images.read(archive.getPath("all", "b", "1.png"), SHAPE);
            assertArrayEquals(new float[] {1}, pixel);
        }
    }
}
