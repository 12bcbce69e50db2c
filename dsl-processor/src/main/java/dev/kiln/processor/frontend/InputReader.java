package dev.kiln.processor.frontend;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Expression;
import dev.kiln.processor.diagnostic.Fix;
import dev.kiln.processor.graph.InputScaling;
import dev.kiln.processor.graph.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code @Input}: the shape of a sample, and its preprocessing as one multiplication and one
 * addition a channel.
 */
final class InputReader {

    /** Red, green and blue. */
    private static final int COLORS = 3;

    private InputReader() {}

    static Shape shape(AnnotationReader a) {
        Shape shape =
                new Shape(
                        Attributes.positive(a, "height"),
                        Attributes.positive(a, "width"),
                        Attributes.positive(a, "channels"));
        if (!a.isSound()) {
            return Shape.UNKNOWN;
        }
        double numbers = (double) shape.height() * shape.width() * shape.channels();
        if (numbers > Integer.MAX_VALUE) {
            a.error(
                    Code.TOO_LARGE,
                    "height",
                    "the input " + shape + " has more numbers than a Java array holds");
            return Shape.UNKNOWN;
        }
        return shape;
    }

    /** {@code (x * scale - mean) / deviation}; empty where nothing is declared. */
    static Optional<InputScaling> scaling(AnnotationReader a, Shape shape) {
        if (!a.writes("scale") && !a.writes("mean") && !a.writes("deviation")) {
            return Optional.empty();
        }
        double scale = a.number("scale");
        if (!Double.isFinite(scale) || scale == 0) {
            a.error(
                    Code.PREPROCESSING,
                    "scale",
                    "`scale` is "
                            + Expression.of(scale).text()
                            + "; it must be a number other than 0",
                    ValueFixes.erased(a, "scale"));
            return Optional.empty();
        }
        List<Double> means = perChannel(a, "mean", shape, 0);
        List<Double> deviations = perChannel(a, "deviation", shape, 1);
        List<Float> factors = new ArrayList<>();
        List<Float> offsets = new ArrayList<>();
        for (int c = 0; c < means.size(); c++) {
            double deviation = deviations.get(c);
            if (!(deviation > 0) || !Double.isFinite(deviation)) {
                a.error(
                        Code.PREPROCESSING,
                        "deviation",
                        "`deviation` is "
                                + Expression.of(deviation).text()
                                + "; it must be more than 0",
                        positive(a, deviations));
                return Optional.empty();
            }
            double mean = means.get(c);
            float factor = (float) (scale / deviation);
            float offset = (float) (0 - mean / deviation);
            if (!Double.isFinite(mean)) {
                a.error(
                        Code.PREPROCESSING,
                        "mean",
                        "`mean` is " + Expression.of(mean).text() + "; it must be finite",
                        ValueFixes.erased(a, "mean"));
                return Optional.empty();
            }
            if (!Float.isFinite(factor) || factor == 0) {
                notAFloat(a, "scale", "scale / deviation", scale / deviation);
                return Optional.empty();
            }
            if (!Float.isFinite(offset)) {
                notAFloat(a, "mean", "mean / deviation", mean / deviation);
                return Optional.empty();
            }
            factors.add(factor);
            offsets.add(offset);
        }
        return Optional.of(new InputScaling(factors, offsets));
    }

    private static void notAFloat(AnnotationReader a, String attribute, String term, double value) {
        a.error(
                Code.PREPROCESSING,
                attribute,
                "`"
                        + term
                        + "` is "
                        + Expression.of(value).text()
                        + ", which is 0 or infinite as a float",
                a.erase(attribute),
                a.erase("deviation"));
    }

    /** Without signs, and without those that are 0. */
    private static Fix[] positive(AnnotationReader a, List<Double> deviations) {
        List<Double> written = a.numbers("deviation");
        List<Double> sizes = written.stream().map(Math::abs).toList();
        boolean negative = deviations.stream().allMatch(d -> d != 0 && Double.isFinite(d));
        return new Fix[] {
            negative
                    ? a.write(
                            "deviation",
                            sizes.size() == 1
                                    ? Expression.of(sizes.get(0))
                                    : Expression.ofAll(sizes))
                    : a.erase("deviation")
        };
    }

    private static List<Double> perChannel(
            AnnotationReader a, String attribute, Shape shape, double usual) {
        List<Double> written = a.numbers(attribute);
        int channels = Math.max(1, shape.channels());
        if (written.size() > 1 && shape.known() && written.size() != channels) {
            a.error(
                    Code.PREPROCESSING,
                    attribute,
                    "`"
                            + attribute
                            + "` has "
                            + written.size()
                            + " numbers; it takes 1, or one for each of the "
                            + channels
                            + " channels",
                    perChannelFixes(a, attribute, written, channels));
        }
        List<Double> all = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            all.add(
                    written.isEmpty()
                            ? (Double) usual
                            : written.get(Math.min(c, written.size() - 1)));
        }
        return all;
    }

    /** One number where all are equal; images of as many channels, if there are such. */
    private static Fix[] perChannelFixes(
            AnnotationReader a, String attribute, List<Double> written, int channels) {
        Fix channelsOfNumbers = a.write("channels", Expression.of(written.size()));
        boolean color = written.size() == COLORS;
        List<Fix> fixes = new ArrayList<>();
        if (written.stream().distinct().count() == 1) {
            fixes.add(a.write(attribute, Expression.of(written.get(0))));
        }
        fixes.add(color ? channelsOfNumbers : channelsOfNumbers.asLastResort());
        fixes.add(
                written.size() > channels
                        ? a.write(attribute, Expression.ofAll(written.subList(0, channels)))
                        : a.erase(attribute).asLastResort());
        return fixes.toArray(Fix[]::new);
    }
}
