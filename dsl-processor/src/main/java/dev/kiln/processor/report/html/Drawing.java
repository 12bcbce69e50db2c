package dev.kiln.processor.report.html;

import static dev.kiln.processor.report.html.Html.shape;
import static dev.kiln.processor.report.html.Html.text;
import static dev.kiln.processor.report.html.Html.words;

import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.report.data.LayerNode;
import dev.kiln.processor.report.data.LayerNode.Kind;
import dev.kiln.processor.report.data.Message;
import dev.kiln.processor.report.data.ModelReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The network as nested boxes. Data flows from left to right and goes on in the next row, like
 * text; branches lie above each other. Edges are as wide as maps have channels.
 */
final class Drawing {

    private final ModelReport report;
    private final StringBuilder out = new StringBuilder();

    private Drawing(ModelReport report) {
        this.report = report;
    }

    static String of(ModelReport report) {
        Drawing drawing = new Drawing(report);
        drawing.model();
        return drawing.out.toString();
    }

    private void model() {
        out.append("<div class=\"flow net\">\n");
        out.append("<div class=\"item\"><div class=\"end\">input<b>")
                .append(shape(report.input()))
                .append("</b></div></div>\n");
        chain(report.layers(), true);
        out.append("<div class=\"item\">");
        edge(report.output(), false, true);
        out.append("<div class=\"end\">output<b>")
                .append(shape(report.output()))
                .append("</b></div></div>\n</div>\n");
    }

    /** {@code told}: whether the shape that comes in is written at the first edge. */
    private void chain(List<LayerNode> layers, boolean told) {
        boolean tells = told;
        for (Folding folding : Folding.of(layers)) {
            out.append("<div class=\"item")
                    .append(folding.node().isLeaf() ? "" : " wide")
                    .append("\">");
            edge(folding.node().input(), breaksAt(folding.node()), tells);
            tells = true;
            node(folding);
            out.append("</div>\n");
        }
    }

    /** The line between two layers, with the shape of what flows there. */
    private void edge(Shape shape, boolean broken, boolean told) {
        String kind = broken ? " broken" : shape.known() ? "" : " unknown";
        out.append("<div class=\"edge")
                .append(kind)
                .append(told || broken ? "" : " short")
                .append("\" style=\"--w:")
                .append(width(shape))
                .append("px\"><span>")
                .append(told || broken ? shape(shape) : "")
                .append("</span></div>");
    }

    /** Each doubling of the channels makes it a pixel wider. */
    private static int width(Shape shape) {
        return shape.known() ? Integer.SIZE - Integer.numberOfLeadingZeros(shape.channels()) : 1;
    }

    /** Whether an error is about what comes into a layer. */
    private boolean breaksAt(LayerNode node) {
        return node.isLeaf() && hasError(node);
    }

    private boolean hasError(LayerNode node) {
        return messages(node).stream().anyMatch(Message::error);
    }

    private List<Message> messages(LayerNode node) {
        return report.messages().stream()
                .filter(m -> m.layer().filter(node.path()::equals).isPresent())
                .toList();
    }

    private void node(Folding folding) {
        LayerNode node = folding.node();
        if (node.isLeaf()) {
            leaf(node);
        } else {
            box(folding);
        }
    }

    private void leaf(LayerNode node) {
        out.append("<details class=\"node ")
                .append(kind(node))
                .append(mark(node))
                .append("\"><summary><b>")
                .append(text(node.name()))
                .append("</b>")
                .append(badges(node))
                .append("<small>")
                .append(words(node.description()))
                .append("</small>")
                .append(bar(node))
                .append("</summary>")
                .append(Facts.of(node, report))
                .append("</details>");
    }

    /** Share of the predicted time of a training step. */
    private String bar(LayerNode node) {
        double whole = report.total().training().nanoseconds();
        double share = whole == 0 ? 0 : 100 * node.cost().training().nanoseconds() / whole;
        return share < 1 ? "" : "<i style=\"--p:" + Math.round(share) + "\"></i>";
    }

    private static String kind(LayerNode node) {
        return node.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private String mark(LayerNode node) {
        if (hasError(node)) {
            return " bad";
        }
        return messages(node).isEmpty() ? "" : " doubtful";
    }

    /** Links to what is said of a layer. */
    private String badges(LayerNode node) {
        StringBuilder badges = new StringBuilder();
        for (Message message : messages(node)) {
            int number = report.messages().indexOf(message) + 1;
            badges.append("<a class=\"badge\" href=\"#message-")
                    .append(number)
                    .append("\">")
                    .append(number)
                    .append("</a>");
        }
        return badges.toString();
    }

    private void box(Folding folding) {
        LayerNode node = folding.node();
        out.append("<section class=\"box ")
                .append(kind(node))
                .append(mark(node))
                .append(folding.times() > 1 ? " many" : "")
                .append("\"><header><b>")
                .append(text(title(folding)))
                .append("</b>")
                .append(badges(node))
                .append("<small>")
                .append(text(subtitle(node)))
                .append(folding.isEven() ? "" : grown(folding))
                .append("</small>");
        if (folding.times() > 1) {
            out.append("<em>× ").append(folding.times()).append("</em>");
        }
        out.append("</header>");
        switch (node.kind()) {
            case RESIDUAL -> residual(node);
            case INCEPTION -> branches(node);
            default -> {
                out.append("<div class=\"flow\">");
                chain(node.children(), false);
                out.append("</div>");
            }
        }
        out.append("</section>");
    }

    private static String title(Folding folding) {
        String first = folding.node().name();
        return folding.times() == 1 ? first : first + " – " + folding.last().name();
    }

    private static String grown(Folding folding) {
        return ", from " + shape(folding.node().output()) + " to " + shape(folding.last().output());
    }

    private static String subtitle(LayerNode node) {
        List<String> words = new ArrayList<>();
        if (node.kind() == Kind.STAGE) {
            words.add(node.children().size() + " ×");
        }
        words.add(node.type());
        if (node.kind() != Kind.STAGE && node.kind() != Kind.BLOCK) {
            words.add(node.kind().name().toLowerCase(Locale.ROOT));
        }
        return String.join(" ", words).strip();
    }

    /** The edge behind the last layer of a path or a branch. */
    private void tail(Shape shape, boolean broken) {
        out.append("<div class=\"item tail\">");
        edge(shape, broken, true);
        out.append("</div>");
    }

    /** A path, the line around it, and their sum. */
    private void residual(LayerNode node) {
        boolean bad = hasError(node);
        out.append("<div class=\"around")
                .append(bad ? " bad" : "")
                .append("\"><div class=\"arc\">");
        if (node.shortcut().isPresent()) {
            leaf(node.shortcut().get());
        } else {
            out.append("<span>identity ").append(shape(node.input())).append("</span>");
        }
        out.append("</div><div class=\"flow path\">");
        chain(node.children(), false);
        LayerNode last = node.children().get(node.children().size() - 1);
        tail(last.output(), bad);
        out.append("</div><div class=\"sum\"><b>")
                .append(bad ? "≠" : "+")
                .append("</b></div></div>");
        footer(node);
    }

    /** How the parts of a block come together. */
    private void footer(LayerNode node) {
        if (!hasError(node)) {
            out.append("<footer>").append(words(node.description())).append("</footer>");
        }
    }

    /** Branches above each other, and the line where they are joined. */
    private void branches(LayerNode node) {
        boolean bad = hasError(node);
        out.append("<div class=\"branches").append(bad ? " bad" : "").append("\">");
        for (LayerNode branch : node.children()) {
            boolean chain = branch.kind() == Kind.BLOCK;
            out.append("<div class=\"flow branch\">");
            if (chain) {
                out.append("<small>").append(text(branch.name())).append("</small>");
            }
            chain(chain ? branch.children() : List.of(branch), false);
            tail(branch.output(), bad);
            out.append("</div>");
        }
        out.append("</div>");
        footer(node);
    }
}
