package dev.kiln.processor.report.html;

import static dev.kiln.processor.report.html.Html.brief;
import static dev.kiln.processor.report.html.Html.bytes;
import static dev.kiln.processor.report.html.Html.id;
import static dev.kiln.processor.report.html.Html.number;
import static dev.kiln.processor.report.html.Html.percent;
import static dev.kiln.processor.report.html.Html.shape;
import static dev.kiln.processor.report.html.Html.text;
import static dev.kiln.processor.report.html.Html.words;

import dev.kiln.processor.report.data.Cost;
import dev.kiln.processor.report.data.LayerNode;
import dev.kiln.processor.report.data.ModelReport;
import java.util.ArrayList;
import java.util.List;

/** A row for each layer and each block, blocks with sums of what is inside. */
final class LayerTable {

    private final ModelReport report;
    private final Cost total;

    /** Costs are known where shapes are. */
    private final boolean costs;

    private final StringBuilder out = new StringBuilder();
    private final Table table = new Table(out);

    private LayerTable(ModelReport report) {
        this.report = report;
        this.total = report.total();
        this.costs = report.output().known();
    }

    static String of(ModelReport report) {
        LayerTable table = new LayerTable(report);
        table.write();
        return table.out.toString();
    }

    private void write() {
        List<String> columns = new ArrayList<>(List.of("layer", "operation", "output"));
        if (costs) {
            columns.addAll(List.of("#parameters", "#multiply-adds", "#bytes moved"));
            columns.addAll(List.of("#time, training", "#time, predicting", "#sees"));
        }
        columns.add("#line");
        out.append("<div class=\"scroll\"><table class=\"layers\">");
        table.head(columns);
        out.append("<tbody>\n");
        report.layers().forEach(l -> row(l, 0));
        out.append("</tbody>\n");
        if (costs) {
            total();
        }
        out.append("</table></div>\n");
    }

    private void row(LayerNode node, int depth) {
        out.append(node.isLeaf() ? "<tr" : "<tr class=\"block\"")
                .append(" id=\"layer-")
                .append(id(node.path()))
                .append(node.isLeaf() ? "" : "-block")
                .append("\"><th style=\"--d:")
                .append(depth)
                .append("\">")
                .append(text(node.name()))
                .append("</th>");
        table.cell(node.isLeaf() ? words(node.description()) : text(node.type()));
        table.cell(shape(node.output()));
        if (costs) {
            costs(node.cost());
            table.number(node.field().map(f -> f.toString().replace('x', '×')).orElse(""));
        }
        table.number(node.line() > 0 ? Long.toString(node.line()) : "");
        out.append("</tr>\n");
        node.shortcut().ifPresent(s -> row(s, depth + 1));
        node.children().forEach(c -> row(c, depth + 1));
    }

    private void costs(Cost cost) {
        long parameters = cost.parameters();
        table.share(parameters == 0 ? "" : number(parameters), parameters, total.parameters());
        long products = cost.multiplyAdds();
        table.share(products == 0 ? "" : brief(products), products, total.multiplyAdds());
        long moved = cost.training().bytesMoved();
        table.share(moved == 0 ? "" : bytes(moved), moved, total.training().bytesMoved());
        time(cost.training(), total.training());
        time(cost.prediction(), total.prediction());
    }

    private void time(Cost.Work part, Cost.Work whole) {
        table.share(
                percent(part.nanoseconds(), whole.nanoseconds()),
                part.nanoseconds(),
                whole.nanoseconds());
    }

    private void total() {
        out.append("<tfoot><tr><th>total</th>");
        table.cell(report.loss().isEmpty() ? "" : "with loss: " + text(report.loss()));
        table.cell(shape(report.output()));
        table.number(number(total.parameters()));
        table.number(brief(total.multiplyAdds()));
        table.number(bytes(total.training().bytesMoved()));
        for (int i = 0; i < 4; i++) {
            table.cell("");
        }
        out.append("</tr></tfoot>");
    }
}
