package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.GraphBuilder;
import dev.kiln.processor.graph.Padding;
import dev.kiln.processor.graph.Pair;
import dev.kiln.processor.graph.Shape;
import dev.kiln.processor.graph.Window;
import java.util.ArrayList;
import java.util.List;

/** The rules of everything that slides: it must fit; what it leaves out is worth a warning. */
final class WindowCheck {

    private WindowCheck() {}

    /** Reports what is wrong; whether the window can be used. */
    static boolean passes(GraphBuilder graph, Site site, String sizeAttribute, Window w) {
        if (!w.fits()) {
            graph.report(
                    Code.WINDOW_EXCEEDS_INPUT,
                    site.at(sizeAttribute),
                    site.path()
                            + ": the window covers "
                            + extent(w)
                            + " but its input "
                            + (w.padding().isNone() ? "is " : "with padding is ")
                            + padded(w)
                            + " ("
                            + w.input()
                            + ")",
                    fixes(sizeAttribute, w));
            return false;
        }
        warnDropped(graph, site, w);
        Padding p = w.padding();
        Pair extent = extent(w);
        if (Math.max(p.top(), p.bottom()) >= extent.rows()
                || Math.max(p.left(), p.right()) >= extent.columns()) {
            graph.report(
                    Code.PADDING_EXCEEDS_KERNEL,
                    site.at("padding"),
                    site.path()
                            + ": with padding "
                            + p
                            + " some windows of "
                            + extent
                            + " see nothing of the input");
        }
        return true;
    }

    private static void warnDropped(GraphBuilder graph, Site site, Window w) {
        Pair extent = extent(w);
        Pair padded = padded(w);
        int rows = padded.rows() - extent.rows() - (w.outputRows() - 1) * w.stride().rows();
        int columns =
                padded.columns()
                        - extent.columns()
                        - (w.outputColumns() - 1) * w.stride().columns();
        int lostRows = rows - w.padding().bottom();
        int lostColumns = columns - w.padding().right();
        if (lostRows > 0 || lostColumns > 0) {
            List<String> lost = new ArrayList<>();
            if (lostRows > 0) {
                lost.add(lostRows == 1 ? "the last row" : "the last " + lostRows + " rows");
            }
            if (lostColumns > 0) {
                lost.add(
                        lostColumns == 1
                                ? "the last column"
                                : "the last " + lostColumns + " columns");
            }
            graph.report(
                    Code.CROPPED,
                    site.at("stride"),
                    site.path()
                            + ": stride "
                            + w.stride()
                            + " never reaches "
                            + String.join(" and ", lost)
                            + " of "
                            + w.input());
        }
    }

    private static List<String> fixes(String attribute, Window w) {
        Shape in = w.input();
        int dilationRows = w.dilation().rows();
        int dilationColumns = w.dilation().columns();
        int rows = (in.height() + w.padding().top() + w.padding().bottom() - 1) / dilationRows + 1;
        int columns =
                (in.width() + w.padding().left() + w.padding().right() - 1) / dilationColumns + 1;
        int largest = Math.min(rows, columns);
        return largest >= 1
                ? List.of(attribute + " = " + largest + " is the largest that fits")
                : List.of();
    }

    private static Pair extent(Window w) {
        return new Pair(
                (w.kernel().rows() - 1) * w.dilation().rows() + 1,
                (w.kernel().columns() - 1) * w.dilation().columns() + 1);
    }

    private static Pair padded(Window w) {
        return new Pair(
                w.input().height() + w.padding().top() + w.padding().bottom(),
                w.input().width() + w.padding().left() + w.padding().right());
    }
}
