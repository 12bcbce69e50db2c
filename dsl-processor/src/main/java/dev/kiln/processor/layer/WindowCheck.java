package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.shape.Padding;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;
import java.util.ArrayList;
import java.util.List;

/** The rules of everything that slides: it must fit; what it leaves out is worth a warning. */
final class WindowCheck {

    private WindowCheck() {}

    /** A window that is larger than what it slides over. */
    static Problem excess(Site site, String sizeAttribute, Window w) {
        Pair extent = extent(w);
        String fault =
                sizeAttribute
                        + " "
                        + w.kernel()
                        + (extent.equals(w.kernel()) ? "" : ", dilated to " + extent + ",")
                        + " is larger than its input "
                        + image(w.input())
                        + (w.padding().isNone() ? "" : ", padded to " + padded(w));
        boolean fitsUndilated =
                w.kernel().rows() <= padded(w).rows()
                        && w.kernel().columns() <= padded(w).columns();
        String attribute = fitsUndilated ? "dilation" : sizeAttribute;
        return Problem.of(Code.WINDOW_EXCEEDS_INPUT, site.path(), site.at(attribute), fault)
                .blaming(Problem.Blame.MAP);
    }

    /** In full, even where it is as small as a vector. */
    static String image(Shape s) {
        return s.height() + "x" + s.width() + "x" + s.channels();
    }

    static List<Problem> warnings(Site site, Window w) {
        List<Problem> warnings = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        unreached(w, true, lost);
        unreached(w, false, lost);
        if (!lost.isEmpty()) {
            warnings.add(
                    Problem.of(
                            Code.CROPPED,
                            site.path(),
                            site.at("stride"),
                            "stride "
                                    + w.stride()
                                    + " never reaches "
                                    + String.join(" and ", lost)
                                    + " of "
                                    + image(w.input())));
        }
        Padding p = w.padding();
        Pair extent = extent(w);
        if (Math.max(p.top(), p.bottom()) >= extent.rows()
                || Math.max(p.left(), p.right()) >= extent.columns()) {
            warnings.add(
                    Problem.of(
                            Code.PADDING_EXCEEDS_KERNEL,
                            site.path(),
                            site.at("padding"),
                            "with padding "
                                    + p
                                    + " some windows of "
                                    + extent
                                    + " see nothing of the input"));
        }
        return warnings;
    }

    private static void unreached(Window w, boolean rows, List<String> lost) {
        int last =
                rows
                        ? (w.outputRows() - 1) * w.stride().rows() + extent(w).rows()
                        : (w.outputColumns() - 1) * w.stride().columns() + extent(w).columns();
        int end =
                rows
                        ? w.padding().top() + w.input().height()
                        : w.padding().left() + w.input().width();
        int count = end - last;
        // Pools of 2 leave one of an odd map, in every ordinary network.
        if (count > 1) {
            lost.add("the last " + count + (rows ? " rows" : " columns"));
        }
    }

    /** The window shrunk to what fits; 0 or less where nothing does. */
    static Pair largest(Window w) {
        Pair padded = padded(w);
        return new Pair(
                Math.min(w.kernel().rows(), (padded.rows() - 1) / w.dilation().rows() + 1),
                Math.min(
                        w.kernel().columns(), (padded.columns() - 1) / w.dilation().columns() + 1));
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
