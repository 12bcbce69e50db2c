package dev.kiln.browser;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.kiln.processor.KilnProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The reports that javac writes of models, as people see them. */
class ReportPagesTest {

    private static final Path SOURCES =
            Path.of("..", "dsl-processor", "src", "test", "resources", "architectures");

    /** Pictures of the pages, to look at. */
    private static final Path PICTURES = Path.of("target", "pictures");

    private static final int[] WIDTHS = {400, 1280, 2000};

    private static final Pattern LAYER = Pattern.compile("\"path\": \"([^\"]*)\"");

    private static final String LENET =
            """
            package pages;
            import static dev.kiln.Activation.*;
            import static dev.kiln.Sizes.*;
            import dev.kiln.*;
            @Model(input = @Input(height = 28, width = 28, channels = 1))
            @Regularize(l2 = 1e-4)
            class LeNet {
                @Conv(filters = 6, kernel = 5, activation = RELU) Layer conv1;
                @Pool(size = 2) Layer pool1;
                @Conv(filters = 16, kernel = 5, padding = VALID, activation = RELU) Layer conv2;
                @Pool(size = 2) Layer pool2;
                @Dense(units = 120, activation = RELU) @Regularize(dropout = 0.25) Layer hidden1;
                @Dense(units = 84, activation = RELU) Layer hidden2;
                @Dense(units = 10, activation = SOFTMAX) Layer digit;
            }
            """;

    private static final String BROKEN =
            """
            package pages;
            import static dev.kiln.Activation.*;
            import static dev.kiln.PoolType.*;
            import static dev.kiln.Shortcut.*;
            import dev.kiln.*;
            @Model(input = @Input(height = 28, width = 28, channels = 1))
            class Broken {
                @Conv(filters = 16, kernel = 3, activation = RELU) Layer stem;
                Basic block;
                @Pool(type = GLOBAL_AVERAGE) Layer pool;
                @Dense(units = 10, activation = SOFTMAX) Layer label;

                @Residual(shortcut = IDENTITY)
                static class Basic {
                    @Conv(filters = 32, kernel = 3, stride = 2) Layer first;
                    @Conv(filters = 32, kernel = 3) Layer second;
                }
            }
            """;

    @TempDir static Path folder;

    private static Browser browser;

    @BeforeAll
    static void open() {
        browser = Browser.open();
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    private static String source(String name) throws IOException {
        return switch (name) {
            case "LeNet" -> LENET;
            case "Broken" -> BROKEN;
            default -> Files.readString(SOURCES.resolve(name + ".java"));
        };
    }

    /** The page of a model; compiled once. */
    private static Path page(String name) throws IOException {
        Path out = folder.resolve(name);
        if (!Files.exists(out)) {
            Path sources = Files.createDirectories(out.resolve("sources"));
            Path classes = Files.createDirectories(out.resolve("classes"));
            Path file = Files.writeString(out.resolve(name + ".java"), source(name));
            JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
            DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
            try (StandardJavaFileManager files =
                    javac.getStandardFileManager(said, Locale.ROOT, null)) {
                List<String> options =
                        List.of("-proc:only", "-s", sources.toString(), "-d", classes.toString());
                JavaCompiler.CompilationTask task =
                        javac.getTask(
                                null,
                                files,
                                said,
                                options,
                                null,
                                files.getJavaFileObjects(file.toFile()));
                task.setProcessors(List.of(new KilnProcessor()));
                task.call();
            }
        }
        try (Stream<Path> all = Files.walk(out)) {
            return all.filter(f -> f.toString().endsWith("Report.html")).findFirst().orElseThrow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LeNet", "ResNet50", "GoogLeNet", "Broken"})
    void pagesAreSoundAtEveryWidth(String name) throws IOException {
        Path page = page(name);
        for (int width : WIDTHS) {
            for (String scheme : List.of("light", "dark")) {
                browser.width(width).scheme(scheme).show(page.toUri());
                assertWithMessage(name + " " + width).that(browser.complaints()).isEmpty();
                assertWithMessage(name + " " + width).that(browser.outside()).isEmpty();
                assertWithMessage(name).that(browser.pageWidth()).isEqualTo(width);
                browser.picture(PICTURES.resolve(name + "-" + width + "-" + scheme + ".png"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LeNet", "ResNet50", "GoogLeNet", "Broken"})
    void everyLayerIsSeen(String name) throws IOException {
        Path page = page(name);
        browser.width(1280).show(page.toUri());
        Path json = page.resolveSibling(page.getFileName().toString().replace("html", "json"));
        Matcher layers = LAYER.matcher(Files.readString(json));
        int count = 0;
        while (layers.find()) {
            String row = "tr[id^='layer-" + layers.group(1) + "']";
            WebElement shown = browser.driver().findElement(By.cssSelector(row));
            assertWithMessage(layers.group(1)).that(shown.isDisplayed()).isTrue();
            count++;
        }
        assertThat(count).isAtLeast(6);
    }

    @Test
    void layersOpenByKeyboardInsideOfThePage() throws IOException {
        for (int width : WIDTHS) {
            browser.width(width).show(page("LeNet").toUri());
            List<WebElement> nodes =
                    browser.driver().findElements(By.cssSelector("details.node > summary"));
            assertThat(nodes).hasSize(7);
            for (WebElement node : nodes) {
                node.sendKeys(Keys.ENTER);
                assertThat(node.findElement(By.xpath("..")).getAttribute("open")).isNotNull();
            }
            assertThat(browser.outside()).isEmpty();
            String facts = nodes.get(2).findElement(By.xpath("..")).getText();
            assertThat(facts).contains("VALID");
            assertThat(facts).contains("LeNet.java:10");
            assertThat(facts).contains("2,416");
        }
    }

    @Test
    void everythingOpensInsideOfThePage() throws IOException {
        for (int width : WIDTHS) {
            browser.width(width).show(page("GoogLeNet").toUri());
            browser.driver()
                    .executeScript(
                            "document.querySelectorAll('details').forEach(d => d.open = true)");
            assertThat(browser.outside()).isEmpty();
            assertThat(browser.pageWidth()).isEqualTo(width);
        }
    }

    @Test
    void theBrokenEdgeIsRedAndTheErrorStandsBesideIt() throws IOException {
        browser.width(1280).scheme("light").show(page("Broken").toUri());
        WebElement edge = browser.driver().findElement(By.cssSelector(".edge.broken"));
        assertThat(edge.getText()).isEqualTo("14×14×32");
        assertThat(edge.getCssValue("color")).isEqualTo("rgba(200, 30, 30, 1)");
        WebElement message = browser.driver().findElement(By.cssSelector(".message.bad"));
        assertThat(message.getText())
                .contains("the shortcut is 28x28x16 but the path ends as 14x14x32");
        assertThat(message.getRect().getX())
                .isAtLeast(edge.getRect().getX() + edge.getRect().getWidth());
        assertThat(message.getRect().getY()).isAtMost(edge.getRect().getY());
    }
}
