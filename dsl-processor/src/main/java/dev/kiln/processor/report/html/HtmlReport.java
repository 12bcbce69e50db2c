package dev.kiln.processor.report.html;

import static dev.kiln.processor.report.html.Html.brief;
import static dev.kiln.processor.report.html.Html.bytes;
import static dev.kiln.processor.report.html.Html.count;
import static dev.kiln.processor.report.html.Html.shape;
import static dev.kiln.processor.report.html.Html.text;

import dev.kiln.processor.report.data.Compilation;
import dev.kiln.processor.report.data.Message;
import dev.kiln.processor.report.data.ModelReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A report as one page that needs nothing else: no network, no scripts. It follows the scheme of
 * the reader, prints, and is read with a keyboard.
 */
public final class HtmlReport {

    private static final String STYLE = "report.css";

    /** Heights of charts in pixels. */
    private static final int TALL = 380;

    private static final int LOW = 160;

    private final ModelReport report;
    private final StringBuilder out = new StringBuilder();

    private HtmlReport(ModelReport report) {
        this.report = report;
    }

    /** Equal reports give equal pages. */
    public static String of(ModelReport report) {
        HtmlReport page = new HtmlReport(report);
        page.head();
        page.title();
        page.out.append("<main>\n");
        page.drawing();
        page.layers();
        report.compilation().ifPresent(page::compilation);
        if (!page.beside()) {
            page.section("messages", "Warnings", MessageList.of(report));
        }
        page.out.append("</main>\n");
        page.foot();
        return page.out.toString();
    }

    private static String style() {
        try (InputStream stream = HtmlReport.class.getResourceAsStream(STYLE)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void head() {
        out.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>\n");
        out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
        out.append("<meta name=\"color-scheme\" content=\"light dark\"/>\n");
        out.append("<link rel=\"icon\" href=\"data:,\"/>\n<title>");
        out.append(text(report.model())).append(" – Kiln</title>\n<style>\n").append(style());
        out.append("</style></head>\n<body>\n");
    }

    private void title() {
        out.append("<header class=\"top\"><div><h1>").append(text(report.model())).append("</h1>");
        out.append("<p>").append(text(report.packageName()));
        if (!report.source().isEmpty()) {
            out.append(report.packageName().isEmpty() ? "" : " · ").append("<code>");
            out.append(text(report.source() + ":" + report.line())).append("</code>");
        }
        out.append(status()).append("</p></div>\n<nav><a href=\"#drawing\">Drawing</a>");
        out.append("<a href=\"#layers\">Layers</a>");
        if (report.compilation().isPresent()) {
            out.append("<a href=\"#compiler\">Compiler</a><a href=\"#memory\">Memory</a>");
        }
        if (!report.messages().isEmpty()) {
            out.append("<a href=\"#messages\">Messages</a>");
        }
        out.append("</nav></header>\n");
        cards();
    }

    private String status() {
        long errors = report.messages().stream().filter(Message::error).count();
        long warnings = report.messages().size() - errors;
        if (errors > 0) {
            return " <strong class=\"bad\">" + count(errors, "error") + "</strong>";
        }
        return warnings > 0
                ? " <strong class=\"doubtful\">" + count(warnings, "warning") + "</strong>"
                : "";
    }

    private void cards() {
        out.append("<div class=\"cards\">");
        card(shape(report.input()) + " → " + shape(report.output()), "input and output");
        if (report.output().known()) {
            card(brief(report.total().parameters()), "parameters");
            card(brief(report.total().multiplyAdds()), "multiply-adds");
            card(bytes(report.weightBytes()), "file of weights");
        }
        report.compilation()
                .ifPresent(
                        c -> {
                            card(
                                    bytes(c.training().memory().bytesPerSample()),
                                    "training, a sample");
                            card(
                                    bytes(c.prediction().memory().bytesPerSample()),
                                    "predicting, a sample");
                        });
        out.append("</div>\n");
    }

    private void card(String figure, String words) {
        out.append("<p><b>").append(figure).append("</b>").append(words).append("</p>");
    }

    private void section(String id, String title, String content) {
        out.append("<section id=\"").append(id).append("\"><h2>").append(title).append("</h2>\n");
        out.append(content).append("</section>\n");
    }

    /** Whether messages stand beside the drawing: errors do. */
    private boolean beside() {
        return report.messages().isEmpty() || !report.valid();
    }

    private void drawing() {
        String drawing =
                "<p class=\"hint\">A layer opens with a click or with Enter. Edges are as wide as maps"
                        + " have channels"
                        + (report.compilation().isPresent()
                                ? "; the bar under a layer is its share of a training step"
                                : "")
                        + ".</p>\n"
                        + Drawing.of(report);
        if (report.valid()) {
            section("drawing", "Drawing", drawing);
        } else {
            section(
                    "drawing",
                    "Drawing",
                    "<div class=\"error\"><div>"
                            + drawing
                            + "</div><div id=\"messages\">"
                            + MessageList.of(report)
                            + "</div></div>");
        }
    }

    private void layers() {
        section("layers", "Layers", LayerTable.of(report));
    }

    private void compilation(Compilation compilation) {
        section("compiler", "What the compiler did", CompilerSection.of(compilation));
        section(
                "memory",
                "Memory",
                "<p class=\"legend\"><i class=\"a\"></i>activations <i class=\"g\"></i>gradients"
                        + " <i class=\"r\"></i>computed again</p>\n"
                        + MemoryChart.of("Training", compilation.training(), TALL)
                        + MemoryChart.of("Predictor", compilation.prediction(), LOW));
    }

    private void foot() {
        out.append(
                "<footer class=\"foot\"><p>Bytes moved: of tensors that kernels read and write for"
                        + " a sample of a training step. Times: predicted for one core by the prices of kernel"
                        + " forms");
        out.append("; good for shares, not for promises");
        out.append(report.valid() ? "." : "; none while the model is in error.");
        out.append(" Sees: the part of the input on which a pixel depends, padding included.</p>");
        out.append("<p>Written by Kiln beside the generated sources. The same as JSON: <code>");
        out.append(text(report.model()))
                .append("Report.json</code>. <code>-Akiln.report=none</code>");
        out.append(" turns both off.</p></footer>\n</body></html>\n");
    }
}
