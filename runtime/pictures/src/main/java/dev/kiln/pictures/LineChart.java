package dev.kiln.pictures;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Curves over epochs.
 *
 * @param title what it shows
 * @param curves those without numbers are left out
 * @param from first number of the horizontal axis
 * @param to last number of the horizontal axis
 * @param share whether values are shares, written in percent
 */
record LineChart(String title, List<Curve> curves, double from, double to, boolean share) {

    private static final int WIDTH = 400;
    private static final int HEIGHT = 250;
    private static final int TOP = 52;
    private static final int BOTTOM = HEIGHT - 40;
    private static final int RIGHT = WIDTH - 16;
    private static final int FAINT_POINTS = 200;
    private static final int POINTS = 400;
    private static final int DOTS = 40;

    /** How far above the main curves a faint one is seen. */
    private static final double HEADROOM = 1.25;

    /** Width of a digit of the numbers at the left. */
    private static final double DIGIT = 6.4;

    Picture picture() {
        List<Curve> shown =
                curves.stream()
                        .filter(c -> !c.isEmpty())
                        .map(c -> c.thinned(c.faint() ? FAINT_POINTS : POINTS))
                        .toList();
        Drawing drawing = new Drawing().text("head", 12, 22, title);
        if (shown.isEmpty()) {
            drawing.text("soft mid", WIDTH / 2.0, HEIGHT / 2.0, "nothing measured yet");
            return new Picture(
                    title, "Nothing is measured yet.", WIDTH, HEIGHT, drawing.toString());
        }
        Axis x = Axis.exactly(from, to, 6, 1);
        Axis y = Axis.around(values(shown).min().orElse(0), most(shown), 4);
        DoubleFunction<String> number = number(y);
        double left =
                24
                        + DIGIT
                                * y.ticks().stream()
                                        .mapToInt(t -> number.apply(t).length())
                                        .max()
                                        .orElse(1);
        Frame frame = new Frame(x, y, left);
        grid(drawing, frame, number);
        legend(drawing, shown, left);
        for (Curve curve : shown) {
            frame.draw(drawing, curve, value(y));
        }
        return new Picture(title, description(shown, value(y)), WIDTH, HEIGHT, drawing.toString());
    }

    private static DoubleStream values(List<Curve> curves) {
        return curves.stream()
                .flatMap(c -> c.y().stream())
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite);
    }

    /** The first batches, far above the rest, leave the picture. */
    private static double most(List<Curve> curves) {
        double all = values(curves).max().orElse(1);
        double main = values(curves.stream().filter(c -> !c.faint()).toList()).max().orElse(all);
        return Math.min(all, HEADROOM * main);
    }

    /** Numbers at the axis. */
    private DoubleFunction<String> number(Axis axis) {
        return share
                ? v -> Text.format("%." + Math.max(0, axis.digits() - 2) + "f %%", 100 * v)
                : v -> Text.number(v, axis.digits());
    }

    /** Single values, which are written more exactly. */
    private DoubleFunction<String> value(Axis axis) {
        return share
                ? Text::percent
                : v -> Text.number(v, axis.digits() == 0 ? 0 : axis.digits() + 2);
    }

    private static void grid(Drawing drawing, Frame frame, DoubleFunction<String> number) {
        for (double tick : frame.y.ticks()) {
            double y = frame.y(tick);
            drawing.line("grid", frame.left, y, RIGHT, y);
            drawing.text("small soft end", frame.left - 6, y + 4, number.apply(tick));
        }
        for (double tick : frame.x.ticks()) {
            drawing.text("small soft mid", frame.x(tick), BOTTOM + 16, Text.number(tick, 0));
        }
        drawing.text("small soft mid", (frame.left + RIGHT) / 2, HEIGHT - 8, "epoch");
    }

    private static void legend(Drawing drawing, List<Curve> curves, double left) {
        double x = left;
        for (Curve curve : curves) {
            if (!curve.faint() && curves.size() > 1) {
                String line = "M" + Text.length(x) + " 38h22";
                drawing.path("line " + curve.style(), line);
                drawing.text("small", x + 28, 42, curve.name());
                x += 44 + DIGIT * curve.name().length();
            }
        }
    }

    private static String description(List<Curve> curves, DoubleFunction<String> value) {
        return curves.stream()
                .filter(c -> !c.faint())
                .map(c -> words(c, value))
                .collect(Collectors.joining(" "));
    }

    /** From where to where, and what lies between. */
    private static String words(Curve curve, DoubleFunction<String> value) {
        List<Integer> there =
                IntStream.range(0, curve.y().size()).filter(curve::isThere).boxed().toList();
        int first = there.get(0);
        int last = there.get(there.size() - 1);
        String end = value.apply(curve.y().get(last)) + " at epoch " + epoch(curve, last);
        if (first == last) {
            return curve.name() + ": " + end + ".";
        }
        double[] present = there.stream().mapToDouble(i -> curve.y().get(i)).toArray();
        return curve.name()
                + ": from "
                + value.apply(curve.y().get(first))
                + " at epoch "
                + epoch(curve, first)
                + " to "
                + end
                + ", between "
                + value.apply(DoubleStream.of(present).min().orElse(Double.NaN))
                + " and "
                + value.apply(DoubleStream.of(present).max().orElse(Double.NaN))
                + ".";
    }

    private static String epoch(Curve curve, int i) {
        return Text.length(curve.x().get(i));
    }

    /** Where numbers lie in the picture. */
    private record Frame(Axis x, Axis y, double left) {

        double x(double value) {
            return left + x.place(value) * (RIGHT - left);
        }

        double y(double value) {
            return BOTTOM - y.place(value) * (BOTTOM - TOP);
        }

        void draw(Drawing drawing, Curve curve, DoubleFunction<String> value) {
            StringBuilder path = new StringBuilder();
            List<Integer> dots = new ArrayList<>();
            boolean open = false;
            for (int i = 0; i < curve.y().size(); i++) {
                boolean seen = curve.isThere(i) && curve.y().get(i) <= y.to();
                if (seen) {
                    path.append(open ? 'L' : 'M').append(Text.length(x(curve.x().get(i))));
                    path.append(' ').append(Text.length(y(curve.y().get(i))));
                    dots.add(i);
                }
                open = seen;
            }
            drawing.path(
                    "line " + curve.style() + (curve.faint() ? " faint" : ""), path.toString());
            if (curve.faint() || dots.size() > DOTS) {
                return;
            }
            for (int i : dots) {
                String tip =
                        curve.name()
                                + ", epoch "
                                + epoch(curve, i)
                                + ": "
                                + value.apply(curve.y().get(i));
                drawing.dot(curve.style(), x(curve.x().get(i)), y(curve.y().get(i)), 3, tip);
            }
        }
    }
}
