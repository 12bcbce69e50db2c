package dev.kiln.browser;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults of a page are seen; without this, the tests of pages would prove nothing. */
class BrowserTest {

    @TempDir Path folder;

    private Browser show(Browser browser, String body) throws IOException {
        Path page = folder.resolve("page.html");
        Files.writeString(
                page,
                "<!doctype html><html lang=en><meta charset=utf-8><title>A page</title><link"
                        + " rel=icon href='data:,'><body style='margin:0'>"
                        + body);
        return browser.show(page.toUri());
    }

    @Test
    void soundPage() throws IOException {
        try (Browser browser = Browser.open().width(400)) {
            show(browser, "<div style='width:400px;overflow:auto'><p style='width:900px'>a</div>");
            assertThat(browser.complaints()).isEmpty();
            assertThat(browser.outside()).isEmpty();
            assertThat(browser.pageWidth()).isEqualTo(400);
        }
    }

    @Test
    void faultyPage() throws IOException {
        try (Browser browser = Browser.open().width(400)) {
            show(browser, "<p style='width:401.5px'>a<script>missing()</script>");
            assertThat(browser.complaints()).hasSize(1);
            assertThat(browser.complaints()).isEmpty();
            assertThat(browser.outside()).hasSize(1);
            assertThat(browser.pageWidth()).isGreaterThan(400);
        }
    }

    @Test
    void pictureOfTheWholePage() throws IOException {
        try (Browser browser = Browser.open().width(400).scheme("dark")) {
            show(browser, "<div style='height:3000px'>a</div>");
            Path picture = folder.resolve("page.png");
            browser.picture(picture);
            var image = ImageIO.read(picture.toFile());
            assertThat(image.getWidth()).isEqualTo(400);
            assertThat(image.getHeight()).isAtLeast(3000);
        }
    }
}
