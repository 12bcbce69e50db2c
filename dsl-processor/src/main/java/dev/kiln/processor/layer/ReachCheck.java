package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.shape.Padding;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.layer.attribute.PaddingRule;
import java.util.Optional;

/**
 * Whether everything that a window steps over can be counted: kernel, padded input, and the way to
 * the next tap or window. Counts in 64 bits what {@link dev.kiln.processor.graph.Window} then
 * counts in 32.
 */
final class ReachCheck {

    private final Site site;
    private final String sizeAttribute;
    private final Shape input;

    /** {@code sizeAttribute}: what the size of the window is called. */
    ReachCheck(Site site, String sizeAttribute, Shape input) {
        this.site = site;
        this.sizeAttribute = sizeAttribute;
        this.input = input;
    }

    Optional<Problem> problem(Pair kernel, Pair stride, Pair dilation, PaddingRule padding) {
        long rows = extent(kernel.rows(), dilation.rows());
        long columns = extent(kernel.columns(), dilation.columns());
        if (isTooLarge(rows, columns)) {
            String dilated = dilation.equals(Pair.ONE) ? "" : ", dilated by " + dilation + ",";
            return tooLarge(sizeAttribute, sizeAttribute + " " + kernel + dilated + " covers");
        }
        long height = input.height();
        long width = input.width();
        if (padding instanceof PaddingRule.Fixed fixed) {
            Padding p = fixed.padding();
            height += (long) p.top() + p.bottom();
            width += (long) p.left() + p.right();
        } else {
            height += rows - 1;
            width += columns - 1;
        }
        if (isTooLarge(height, width)) {
            String attribute = padding instanceof PaddingRule.Same ? sizeAttribute : "padding";
            return tooLarge(
                    attribute,
                    "its input "
                            + WindowCheck.image(input)
                            + ", padded to "
                            + height
                            + "x"
                            + width
                            + ", has");
        }
        if (isTooLarge(Math.max(height, stride.rows()), Math.max(width, stride.columns()))) {
            return tooLarge("stride", "stride " + stride + " steps over");
        }
        if (isTooLarge(Math.max(height, dilation.rows()), Math.max(width, dilation.columns()))) {
            return tooLarge("dilation", "dilation " + dilation + " steps over");
        }
        return Optional.empty();
    }

    private static long extent(int kernel, int dilation) {
        return (kernel - 1L) * dilation + 1;
    }

    private boolean isTooLarge(long rows, long columns) {
        return (double) rows * columns * input.channels() > Integer.MAX_VALUE;
    }

    private Optional<Problem> tooLarge(String attribute, String fault) {
        return Optional.of(
                Problem.of(
                        Code.TOO_LARGE,
                        site.path(),
                        site.at(attribute),
                        fault + " more numbers than a Java array holds"));
    }
}
