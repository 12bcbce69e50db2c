package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Window;
import java.util.Optional;

/**
 * Warns of a kernel most of whose positions meet padding wherever it stands: on a map of one pixel
 * only its middle learns, and the same goes for a dilation that steps out of the map.
 */
final class PaddedKernel {

    private PaddedKernel() {}

    static Optional<Problem> problem(Site site, Window w) {
        int rows =
                alive(
                        w.kernel().rows(),
                        w.dilation().rows(),
                        w.stride().rows(),
                        w.padding().top(),
                        w.input().height(),
                        w.outputRows());
        int columns =
                alive(
                        w.kernel().columns(),
                        w.dilation().columns(),
                        w.stride().columns(),
                        w.padding().left(),
                        w.input().width(),
                        w.outputColumns());
        long all = (long) w.kernel().rows() * w.kernel().columns();
        long padded = all - (long) rows * columns;
        if (2 * padded <= all) {
            return Optional.empty();
        }
        boolean dilated = !w.dilation().equals(Pair.ONE);
        String fault =
                padded
                        + " of the "
                        + all
                        + " positions of the kernel "
                        + w.kernel()
                        + (dilated ? ", dilated by " + w.dilation() + "," : "")
                        + " only ever meet padding, on a map of "
                        + WindowCheck.image(w.input());
        return Optional.of(
                Problem.of(
                        Code.ONLY_PADDING,
                        site.path(),
                        site.at(dilated ? "dilation" : "kernel"),
                        fault));
    }

    /** Along one axis: the positions of the kernel that meet a pixel somewhere. */
    private static int alive(
            int kernel, int dilation, int stride, int padding, int size, int outputs) {
        int count = 0;
        for (int k = 0; k < kernel; k++) {
            long from = (long) k * dilation - padding;
            long steps = from >= 0 ? 0 : (-from + stride - 1) / stride;
            if (steps < outputs && from + steps * stride < size) {
                count++;
            }
        }
        return count;
    }
}
