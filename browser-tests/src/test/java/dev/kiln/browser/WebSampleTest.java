package dev.kiln.browser;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The web sample as visitors see it: trained for some epochs, drawn on, given files. */
class WebSampleTest {

    private static final Path PICTURES = Path.of("target", "pictures");

    /** Corners of trousers on a drawing area of 280x280. */
    private static final int[] X = {105, 175, 195, 160, 140, 120, 85};

    private static final int[] Y = {20, 20, 260, 260, 85, 260, 260};

    private static WebSample sample;
    private static List<String> running;
    private static List<String> runningComplaints;
    private static long runningWidth;

    @TempDir Path folder;

    /** Trains, with a look at the page meanwhile. */
    @BeforeAll
    static void train() throws IOException {
        sample = WebSample.start("--epochs", "6");
        try (Browser browser = Browser.open().width(400)) {
            browser.show(sample.address());
            waitFor(browser, "#live figure");
            running = browser.outside();
            runningWidth = browser.pageWidth();
            browser.picture(PICTURES.resolve("web-running.png"));
            waitFor(browser, "#live[data-state=trained]");
            runningComplaints = browser.complaints();
        }
    }

    @AfterAll
    static void close() {
        sample.close();
    }

    private static WebElement waitFor(Browser browser, String selector) {
        By by = By.cssSelector(selector);
        return new WebDriverWait(browser.driver(), Duration.ofMinutes(3))
                .until(d -> d.findElements(by).stream().findFirst().orElse(null));
    }

    private static String text(Browser browser, String selector) {
        return browser.driver().findElement(By.cssSelector(selector)).getText();
    }

    /** The most probable class, when there is an answer. */
    private static String best(Browser browser) {
        waitFor(browser, "#answer .best");
        assertThat(browser.driver().findElements(By.cssSelector("#answer .best li"))).hasSize(5);
        assertThat(browser.driver().findElements(By.cssSelector("#answer svg"))).hasSize(1);
        return text(browser, "#answer .best li:first-child .name");
    }

    private static String refusal(Browser browser) {
        return waitFor(browser, "#message.error").getText();
    }

    private static void draw(Browser browser) {
        WebElement canvas = browser.driver().findElement(By.id("canvas"));
        double scale = canvas.getRect().getWidth() / 280.0;
        Actions pen = new Actions(browser.driver(), Duration.ofMillis(30));
        for (int i = 0; i <= X.length; i++) {
            int x = (int) Math.round((X[i % X.length] - 140) * scale);
            int y = (int) Math.round((Y[i % X.length] - 140) * scale);
            pen.moveToElement(canvas, x, y);
            if (i == 0) {
                pen.clickAndHold();
            }
        }
        pen.release().perform();
    }

    private Path photograph() throws IOException {
        BufferedImage image = new BufferedImage(300, 480, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 300, 480);
        graphics.setColor(new Color(20, 40, 120));
        graphics.translate(10, 40);
        graphics.scale(1, 1.4);
        graphics.fillPolygon(new Polygon(X, Y, X.length));
        graphics.dispose();
        Path file = folder.resolve("trousers.jpg");
        ImageIO.write(image, "jpg", file.toFile());
        return file;
    }

    private static void send(Browser browser, Path file) {
        WebElement input = browser.driver().findElement(By.id("file"));
        input.sendKeys(file.toAbsolutePath().toString());
    }

    @Test
    void trainingIsSeenWhileItRuns() {
        assertThat(running).isEmpty();
        assertThat(runningWidth).isEqualTo(400);
        assertThat(runningComplaints).isEmpty();
    }

    @Test
    void trousersThatAreDrawnAreTrousers() throws IOException {
        for (int width : new int[] {400, 1280}) {
            for (String scheme : List.of("light", "dark")) {
                try (Browser browser = Browser.open().width(width).scheme(scheme)) {
                    browser.show(sample.address());
                    draw(browser);
                    assertThat(best(browser)).isEqualTo("Trouser");
                    assertWithMessage("%s, %s", width, scheme).that(browser.outside()).isEmpty();
                    assertThat(browser.pageWidth()).isEqualTo(width);
                    browser.picture(PICTURES.resolve("web-" + width + "-" + scheme + ".png"));
                    assertThat(browser.complaints()).isEmpty();
                }
            }
        }
    }

    @Test
    void curvesAndConfusionsAreThere() {
        try (Browser browser = Browser.open().width(1280)) {
            browser.show(sample.address());
            List<String> titles =
                    browser.driver().findElements(By.cssSelector("#live svg > title")).stream()
                            .map(e -> e.getAttribute("textContent"))
                            .toList();
            assertThat(titles)
                    .containsExactly(
                            "Loss",
                            "Accuracy",
                            "Samples per second",
                            "Most confused",
                            "Confusion matrix");
            String words =
                    browser.driver()
                            .findElement(By.cssSelector("#live svg > desc"))
                            .getAttribute("textContent");
            assertThat(words).contains("validation: from");
            assertThat(words).contains("at epoch 6");
            assertThat(text(browser, "#live .status")).startsWith("Trained: 6 epochs, 8");
        }
    }

    @Test
    void filesAreRecognizedOrRefused() throws IOException {
        Path words = folder.resolve("words.txt");
        Files.writeString(words, "no image");
        Path large = folder.resolve("large.png");
        Files.write(large, new byte[5_000_001]);
        try (Browser browser = Browser.open().width(400)) {
            browser.show(sample.address());
            send(browser, photograph());
            assertThat(best(browser)).isEqualTo("Trouser");
            assertThat(browser.complaints()).isEmpty();
            send(browser, words);
            assertThat(refusal(browser))
                    .isEqualTo(
                            "This is no image that can be read: PNG, JPEG, GIF, BMP or TIFF is.");
            assertThat(browser.driver().findElements(By.cssSelector("#answer *"))).isEmpty();
            browser.show(sample.address());
            send(browser, large);
            assertThat(refusal(browser))
                    .isEqualTo("This file is too large: images may have 5 megabytes.");
        }
    }

    @Test
    void theKeyboardIsEnough() {
        try (Browser browser = Browser.open().width(1280)) {
            browser.show(sample.address());
            ChromeDriver driver = browser.driver();
            Actions keys = new Actions(driver);
            // Recognize, Clear, the file, and the second example, which is of trousers.
            for (int i = 0; i < 5; i++) {
                keys.sendKeys(Keys.TAB);
            }
            keys.perform();
            WebElement focused = driver.switchTo().activeElement();
            assertThat(focused.getAttribute("data-example")).isNotNull();
            assertThat(focused.getCssValue("outline-style")).isEqualTo("solid");
            keys = new Actions(driver);
            keys.sendKeys(Keys.ENTER).perform();
            assertThat(best(browser)).isEqualTo("Trouser");
        }
    }

    @Test
    void anEmptyDrawingIsSaid() {
        try (Browser browser = Browser.open().width(400)) {
            browser.show(sample.address());
            browser.driver().findElement(By.id("recognize")).click();
            assertThat(refusal(browser)).isEqualTo("There is nothing on the drawing area yet.");
            draw(browser);
            best(browser);
            browser.driver().findElement(By.id("clear")).click();
            assertThat(text(browser, "#answer")).isEmpty();
        }
    }
}
