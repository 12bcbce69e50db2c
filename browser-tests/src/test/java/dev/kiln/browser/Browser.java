package dev.kiln.browser;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A chromium without a window. Both it and its driver must be on the path; tests fail where they
 * are missing.
 */
final class Browser implements AutoCloseable {

    private static final int HEIGHT = 900;

    /** The longest edge of a picture that chromium draws. */
    private static final int TALLEST = 16_384;

    /** Elements that stick out of the page to the right, but those in a box that scrolls. */
    private static final String OUTSIDE =
            """
            const scrolls = e => {
              for (let p = e.parentElement; p && p !== document.body; p = p.parentElement) {
                if (getComputedStyle(p).overflowX !== 'visible') return true;
              }
              return false;
            };
            return [...document.body.querySelectorAll('*')]
                .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !scrolls(e))
                .map(e => e.outerHTML.slice(0, 200));
            """;

    private static final String WIDTH = "return document.documentElement.scrollWidth";

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    static Browser open() {
        LoggingPreferences logging = new LoggingPreferences();
        logging.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program("chromium"));
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu");
        options.addArguments("--hide-scrollbars", "--disable-dev-shm-usage");
        options.setCapability("goog:loggingPrefs", logging);
        ChromeDriverService service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(program("chromedriver"))
                        .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        driver.manage().timeouts().pageLoadTimeout(Duration.ofMinutes(1));
        return new Browser(driver);
    }

    private static File program(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " is not on the path"))
                .toFile();
    }

    ChromeDriver driver() {
        return driver;
    }

    /** Width of the page in CSS pixels; to be set before it is opened. */
    Browser width(int pixels) {
        metrics(pixels, HEIGHT);
        return this;
    }

    private void metrics(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** {@code light} or {@code dark}. */
    Browser scheme(String scheme) {
        Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
        return this;
    }

    Browser show(URI page) {
        driver.get(page.toString());
        return this;
    }

    /** Errors and warnings of the console since the last call. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(e -> e.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Elements, as HTML, that lie outside the page. */
    @SuppressWarnings("unchecked")
    List<String> outside() {
        return (List<String>) driver.executeScript(OUTSIDE);
    }

    /** Width in CSS pixels that the page takes. */
    long pageWidth() {
        return (Long) driver.executeScript(WIDTH);
    }

    /** A picture (PNG) of the whole page. */
    void picture(Path file) throws IOException {
        long width = (Long) driver.executeScript("return innerWidth");
        long height = (Long) driver.executeScript("return document.documentElement.scrollHeight");
        metrics((int) width, (int) Math.min(height, TALLEST));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        metrics((int) width, HEIGHT);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
