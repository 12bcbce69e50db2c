package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.Padding;
import dev.kiln.processor.graph.Pair;
import dev.kiln.processor.graph.Window;
import dev.kiln.processor.layer.NetworkBuilder.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** The rules of everything that slides: it must fit; what it leaves out is worth a warning. */
final class WindowCheck {

    private WindowCheck() {}

    /**
     * Reports what is wrong; whether the window can be used.
     *
     * @param resized the layer with another size of its window, to propose what fits
     */
    static boolean passes(
            NetworkBuilder network,
            Site site,
            String sizeAttribute,
            Window w,
            IntFunction<LayerDeclaration> resized) {
        if (!w.fits()) {
            network.report(
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
                    fixes(sizeAttribute, w, resized));
            return false;
        }
        warnDropped(network, site, w);
        Padding p = w.padding();
        Pair extent = extent(w);
        if (Math.max(p.top(), p.bottom()) >= extent.rows()
                || Math.max(p.left(), p.right()) >= extent.columns()) {
            network.report(
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

    private static void warnDropped(NetworkBuilder network, Site site, Window w) {
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
            network.report(
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

    private static List<Fix> fixes(
            String attribute, Window w, IntFunction<LayerDeclaration> resized) {
        Pair padded = padded(w);
        int largest =
                Math.min(
                        (padded.rows() - 1) / w.dilation().rows() + 1,
                        (padded.columns() - 1) / w.dilation().columns() + 1);
        String text = attribute + " = " + largest + "    is the largest that fits";
        return largest < 1 ? List.of() : List.of(new Fix(text, resized.apply(largest)));
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
