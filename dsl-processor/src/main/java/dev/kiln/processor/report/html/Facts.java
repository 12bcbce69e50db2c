package dev.kiln.processor.report.html;

import static dev.kiln.processor.report.html.Html.id;
import static dev.kiln.processor.report.html.Html.number;
import static dev.kiln.processor.report.html.Html.percent;
import static dev.kiln.processor.report.html.Html.shape;
import static dev.kiln.processor.report.html.Html.text;

import dev.kiln.processor.layer.attribute.Attribute;
import dev.kiln.processor.report.data.Cost;
import dev.kiln.processor.report.data.LayerNode;
import dev.kiln.processor.report.data.ModelReport;

/**
 * The box that opens under a layer of the drawing: attributes, shapes, costs, the line of the
 * source.
 */
final class Facts {

    private final StringBuilder out = new StringBuilder();

    private Facts() {}

    static String of(LayerNode node, ModelReport report) {
        Facts facts = new Facts();
        facts.out.append("<dl>");
        for (Attribute a : node.attributes()) {
            facts.attribute(node, a);
        }
        facts.fact("shapes", shape(node.input()) + " → " + shape(node.output()));
        if (report.output().known()) {
            facts.costs(node, report.total());
        }
        facts.out.append("</dl><p>");
        if (node.line() > 0) {
            facts.out
                    .append("<code>")
                    .append(text(report.source() + ":" + node.line()))
                    .append("</code> · ");
        }
        facts.out
                .append("<a href=\"#layer-")
                .append(id(node.path()))
                .append("\">")
                .append(text(node.path()))
                .append("</a></p>");
        return facts.out.toString();
    }

    /** Attributes that are written stand out; where an expression is, its value follows. */
    private void attribute(LayerNode node, Attribute attribute) {
        String written = node.written().get(attribute.name());
        if (written == null) {
            out.append("<dt class=\"default\">")
                    .append(text(attribute.name()))
                    .append("</dt><dd class=\"default\">")
                    .append(text(attribute.value()))
                    .append("</dd>");
        } else {
            boolean plain = written.equalsIgnoreCase(attribute.value().replace(' ', '_'));
            fact(
                    attribute.name(),
                    "<code>"
                            + text(written)
                            + "</code>"
                            + (plain ? "" : " = " + text(attribute.value())));
        }
    }

    private void fact(String name, String value) {
        out.append("<dt>").append(text(name)).append("</dt><dd>").append(value).append("</dd>");
    }

    private void costs(LayerNode node, Cost total) {
        Cost cost = node.cost();
        share("parameters", cost.parameters(), total.parameters());
        share("multiply-adds", cost.multiplyAdds(), total.multiplyAdds());
        share("bytes moved", cost.training().bytesMoved(), total.training().bytesMoved());
        time("time, training", cost.training(), total.training());
        time("time, predicting", cost.prediction(), total.prediction());
        node.field().ifPresent(f -> fact("sees", text(f.toString().replace('x', '×')) + " pixels"));
    }

    private void share(String name, long part, long whole) {
        if (part > 0) {
            fact(name, number(part) + " <small>" + percent(part, whole) + "</small>");
        }
    }

    private void time(String name, Cost.Work part, Cost.Work whole) {
        String share = percent(part.nanoseconds(), whole.nanoseconds());
        if (!share.isEmpty()) {
            fact(name, share);
        }
    }
}
