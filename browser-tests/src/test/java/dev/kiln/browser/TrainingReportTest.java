package dev.kiln.browser;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.pictures.Pictures;
import dev.kiln.runtime.data.Dataset;
import dev.kiln.runtime.data.Idx;
import dev.kiln.runtime.train.Adam;
import dev.kiln.runtime.train.EpochResult;
import dev.kiln.runtime.train.History;
import dev.kiln.runtime.train.Schedule;
import dev.kiln.runtime.train.Trainer;
import dev.kiln.runtime.train.TrainingListener;
import dev.kiln.samples.web.ClothesNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The page that {@link Trainer#report} keeps up to date. */
class TrainingReportTest {

    private static final Path DATA = Path.of("../samples/quickstart/data");
    private static final Path PICTURES = Path.of("target", "pictures");
    private static final By STATUS = By.cssSelector("[role=status]");

    @TempDir Path folder;

    /** Looks at the page after the first epoch, while the training waits. */
    private record Visitor(Browser browser, Path file) implements TrainingListener {

        @Override
        public void onEpoch(EpochResult result) {
            if (result.epoch() != 1) {
                return;
            }
            browser.show(file.toUri());
            waitForStatus(browser, "Epoch 1 of 4");
            assertThat(browser.driver().getPageSource()).contains("http-equiv=\"refresh\"");
        }
    }

    /** The page may be replaced just while it is read. */
    private static void waitForStatus(Browser browser, String start) {
        new WebDriverWait(browser.driver(), Duration.ofSeconds(30))
                .ignoring(WebDriverException.class)
                .until(
                        d ->
                                d.findElement(STATUS).getText().startsWith(start)
                                        && browser.outside().isEmpty());
    }

    private static Trainer trainer() throws IOException {
        Dataset test = Idx.test(DATA).subset(0, 1_000);
        return Trainer.of(ClothesNetwork.initialize(0))
                .quiet()
                .epochs(4)
                .optimizer(Adam.rate(1e-3).schedule(Schedule.cosine(200, 0.05)))
                .validateOn(test);
    }

    @Test
    void thePageFollowsTheTraining() throws IOException {
        Path file = folder.resolve("training.html");
        Dataset train = Idx.train(DATA).subset(0, 3_000);
        try (Browser browser = Browser.open().width(400)) {
            trainer().report(file).listener(new Visitor(browser, file)).fit(train);
            // The open page refreshes itself, for the last time.
            waitForStatus(browser, "Ended");
            assertThat(browser.complaints()).isEmpty();
        }
        for (int width : new int[] {400, 1280}) {
            for (String scheme : List.of("light", "dark")) {
                try (Browser browser = Browser.open().width(width).scheme(scheme)) {
                    browser.show(file.toUri());
                    check(browser, width);
                    Path picture = PICTURES.resolve("training-" + width + "-" + scheme + ".png");
                    browser.picture(picture);
                }
            }
        }
    }

    private static void check(Browser browser, int width) {
        List<String> titles =
                browser.driver().findElements(By.cssSelector("svg > title")).stream()
                        .map(e -> e.getAttribute("textContent"))
                        .toList();
        assertThat(titles)
                .containsExactly(
                        "Loss",
                        "Accuracy",
                        "Learning rate",
                        "Samples per second",
                        "Confusion matrix",
                        "Most confused",
                        "Classified worst",
                        "Filters of the first layer");
        assertThat(browser.driver().findElement(STATUS).getText())
                .isEqualTo("Ended after 4 of 4 epochs.");
        browser.driver().findElements(By.tagName("summary")).forEach(s -> s.click());
        assertThat(browser.driver().findElements(By.cssSelector("details[open] table"))).hasSize(2);
        assertThat(browser.outside()).isEmpty();
        assertThat(browser.pageWidth()).isEqualTo(width);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void picturesStandAlone() throws IOException {
        History history = trainer().epochs(1).fit(Idx.train(DATA).subset(0, 500));
        Path file = folder.resolve("loss.svg");
        Pictures.loss(history).write(file);
        List<String> inks = new ArrayList<>();
        for (String scheme : List.of("light", "dark")) {
            try (Browser browser = Browser.open().width(400).scheme(scheme)) {
                browser.show(file.toUri());
                inks.add(browser.driver().findElement(By.tagName("text")).getCssValue("fill"));
                assertThat(browser.complaints()).isEmpty();
            }
        }
        assertThat(inks).containsExactly("rgb(26, 34, 46)", "rgb(231, 235, 240)").inOrder();
    }
}
