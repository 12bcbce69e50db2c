package dev.kiln.pictures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.runtime.train.Evaluation;
import dev.kiln.runtime.train.History;
import dev.kiln.runtime.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {

    /** What makes a browser fetch something or run something. */
    private static final Pattern ELSEWHERE =
            Pattern.compile(
                    "(?i)<script|<iframe|@import|url\\(|(?:src|href)=\"(?!data:)|\\son\\w+=");

    @TempDir Path folder;

    @Test
    void everythingIsInOneFile() throws IOException {
        ShapesNetwork network = ShapesNetwork.initialize(1);
        History history =
                Trainer.of(network)
                        .quiet()
                        .epochs(2)
                        .validateOn(Drawn.of(60, 2))
                        .measureTraining(50)
                        .fit(Drawn.of(90, 1));
        Path file = folder.resolve("page.html");
        Page.titled("Shapes <i>")
                .text("Left & right")
                .history(history)
                .evaluation(Evaluation.of(network, Drawn.of(60, 2)))
                .add("Samples", Pictures.worst(network, Drawn.of(60, 2), 3))
                .write(file);
        String html = Files.readString(file);
        assertTrue(html.startsWith("<!doctype html>\n<html lang=\"en\">"), html);
        assertTrue(html.contains("<h1>Shapes &lt;i&gt;</h1>\n<p>Left &amp; right</p>"), html);
        assertEquals(7, html.split("<figure>", -1).length - 1, html);
        assertEquals(2, html.split("<table>", -1).length - 1, html);
        assertTrue(html.contains("right &amp; &lt;b&gt;"), html);
        assertFalse(ELSEWHERE.matcher(html).find(), html);
        assertFalse(html.contains("refresh"), html);
    }

    @Test
    void pagesDoNotChange() {
        Page first = Page.titled("first");
        String before = first.html();
        first.text("more");
        assertEquals(before, first.html());
    }

    @Test
    void unwritableFilesAreNamed() {
        Path file = folder.resolve("none/page.html");
        Page page = Page.titled("page");
        IOException e = assertThrows(IOException.class, () -> page.write(file));
        assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
        Picture picture = Pictures.filters(ShapesNetwork.initialize(1));
        e = assertThrows(IOException.class, () -> picture.write(folder));
        assertTrue(e.getMessage().contains(folder.toString()), e.getMessage());
    }
}
