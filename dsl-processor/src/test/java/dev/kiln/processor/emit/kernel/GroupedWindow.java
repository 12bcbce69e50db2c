package dev.kiln.processor.emit.kernel;

import dev.kiln.processor.graph.shape.Padding;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;
import java.util.Random;

/** A window, groups and filters that fit each other. */
record GroupedWindow(Window window, int groups, int filters) {

    /** A window whose result is as large as its input. */
    static Window same(Shape shape, int kernel) {
        int p = kernel / 2;
        Padding padding = new Padding(p, p, p, p);
        return new Window(shape, new Pair(kernel, kernel), Pair.ONE, Pair.ONE, padding);
    }

    static GroupedWindow random(Random random) {
        while (true) {
            int groups = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 1;
            int size = random.nextInt(5) == 0 ? 45 : 12;
            Shape in =
                    new Shape(
                            1 + random.nextInt(size),
                            1 + random.nextInt(size),
                            groups * (1 + random.nextInt(5)));
            Window window =
                    new Window(
                            in,
                            pair(random, 5),
                            random.nextBoolean() ? Pair.ONE : pair(random, 3),
                            random.nextBoolean() ? Pair.ONE : pair(random, 3),
                            new Padding(
                                    random.nextInt(4),
                                    random.nextInt(4),
                                    random.nextInt(4),
                                    random.nextInt(4)));
            if (window.fits()) {
                return new GroupedWindow(window, groups, groups * (1 + random.nextInt(7)));
            }
        }
    }

    private static Pair pair(Random random, int most) {
        return new Pair(1 + random.nextInt(most), 1 + random.nextInt(most));
    }
}
