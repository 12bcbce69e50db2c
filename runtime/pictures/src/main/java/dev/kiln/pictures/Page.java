package dev.kiln.pictures;

import dev.kiln.runtime.train.ConfusionMatrix;
import dev.kiln.runtime.train.Evaluation;
import dev.kiln.runtime.train.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Pictures in one HTML file that needs nothing else: no scripts, no network. Each call gives
 * another page; this one stays as it is.
 *
 * <pre>{@code
 * Page.titled("LeNet on Fashion-MNIST")
 *         .history(history)
 *         .evaluation(Evaluation.of(network, test))
 *         .add("Samples", Pictures.worst(network, test, 12), Pictures.filters(network))
 *         .write(Path.of("lenet.html"));
 * }</pre>
 */
public final class Page {

    private final String title;
    private final String head;
    private final List<String> parts;

    private Page(String title, String head, List<String> parts) {
        this.title = title;
        this.head = head;
        this.parts = List.copyOf(parts);
    }

    /** A page that has nothing but its title yet. */
    public static Page titled(String title) {
        Objects.requireNonNull(title, "the title is null");
        return new Page(title, "", List.of());
    }

    /** Adds a paragraph. */
    public Page text(String text) {
        return with("<p>" + Text.escape(text) + "</p>\n");
    }

    /** Adds pictures under a heading. */
    public Page add(String heading, Picture... pictures) {
        Objects.requireNonNull(heading, "the heading is null");
        return add(heading, Arrays.asList(pictures));
    }

    Page add(String heading, List<Picture> pictures) {
        StringBuilder part = new StringBuilder("<h2>" + Text.escape(heading) + "</h2>\n");
        part.append("<div class=\"pictures\">\n");
        for (Picture picture : pictures) {
            Objects.requireNonNull(picture, "a picture is null");
            part.append("<figure>").append(picture.inline()).append("</figure>\n");
        }
        return with(part.append("</div>\n").toString());
    }

    /** Adds the curves of a training as far as they were measured, and all numbers as a table. */
    public Page history(History history) {
        return add("Training", Pictures.curves(history).all())
                .with(Tables.epochs(history.epochs()));
    }

    /** Adds what a network was measured at, its confusions, and each class as a table. */
    public Page evaluation(Evaluation evaluation) {
        Facts facts = new Facts();
        evaluation.accuracy().ifPresent(a -> facts.add("Accuracy", Text.percent(a)));
        evaluation.loss().ifPresent(l -> facts.add("Loss", Text.format("%.4f", l)));
        evaluation
                .meanSquaredError()
                .ifPresent(e -> facts.add("Mean squared error", Text.format("%.4f", e)));
        ConfusionMatrix confusion = evaluation.confusion();
        if (confusion.classes() == 0) {
            return with("<h2>Evaluation</h2>\n" + facts);
        }
        facts.add("Samples", Text.format("%,d", confusion.total()));
        Confusions confusions = Confusions.of(evaluation);
        return with("<h2>Evaluation</h2>\n" + facts)
                .add("Confusions", confusions.pictures())
                .with(confusions.table());
    }

    /** Adds HTML. */
    Page with(String part) {
        List<String> more = new ArrayList<>(parts);
        more.add(part);
        return new Page(title, head, more);
    }

    /** Makes browsers load the page again and again. */
    Page refreshed(int seconds) {
        String refresh = "<meta http-equiv=\"refresh\" content=\"" + seconds + "\">\n";
        return new Page(title, head + refresh, parts);
    }

    /** The HTML. */
    public String html() {
        String name = Text.escape(title);
        return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta name=\"generator\" content=\"Kiln\">\n"
                + head
                + "<link rel=\"icon\" href=\"data:,\">\n<title>"
                + name
                + "</title>\n<style>\n"
                + Style.PAGE
                + Style.PICTURE
                + "</style>\n</head>\n<body>\n<main>\n<h1>"
                + name
                + "</h1>\n"
                + String.join("", parts)
                + "</main>\n</body>\n</html>\n";
    }

    /**
     * Writes the page to a file, which is replaced only when the new one is complete.
     *
     * @throws IOException if it can't be written; names the file
     */
    public void write(Path file) throws IOException {
        Text.write(file, html());
    }
}
