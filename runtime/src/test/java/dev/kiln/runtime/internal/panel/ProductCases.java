package dev.kiln.runtime.internal.panel;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Products of many shapes: those that tiles, panels, pieces and blocks divide, and others. */
final class ProductCases {

    private static final int RANDOM = 150;

    /** Filters that have a form of their own, and their neighbors. */
    private static final int[] FILTERS = {1, 3, 4, 7, 8, 9, 16, 17, 31, 32, 33, 48, 64, 96, 100};

    private final List<ProductCase> cases = new ArrayList<>();

    private ProductCases() {}

    static List<ProductCase> all() {
        ProductCases all = new ProductCases();
        for (int filters : FILTERS) {
            for (int pixels = 1; pixels <= 13; pixels++) {
                all.row(pixels, 6, filters);
            }
        }
        all.beyondLimits();
        for (Numbers numbers : Numbers.values()) {
            for (boolean bias : new boolean[] {true, false}) {
                for (boolean relu : new boolean[] {true, false}) {
                    all.cases.add(small(3, bias, relu, numbers));
                    all.cases.add(small(97, bias, relu, numbers));
                }
            }
        }
        Random random = new Random(11);
        for (int i = 0; i < RANDOM; i++) {
            all.cases.add(random(random));
        }
        return all.cases;
    }

    private void row(int pixels, int channels, int filters) {
        cases.add(
                new ProductCase(
                        1,
                        pixels,
                        channels,
                        1,
                        1,
                        1,
                        1,
                        filters,
                        0,
                        1,
                        0,
                        true,
                        false,
                        Numbers.NORMAL));
    }

    /** Longer than what is taken at a time: runs, pixels, filters, and sources for a cache. */
    private void beyondLimits() {
        row(7, 513, 5);
        row(7, 1030, 98);
        row(98, 5, 97);
        row(193, 5, 40);
        row(101, 4, 300);
        row(1030, 5, 7);
        row(400, 3, 200);
        row(3, 4, 1030);
        cases.add(new ProductCase(5, 40, 1024, 1, 1, 1, 1, 7, 2, 1, 0, true, true, Numbers.NORMAL));
        cases.add(
                new ProductCase(5, 40, 1024, 1, 1, 1, 1, 96, 0, 1, 3, false, true, Numbers.NORMAL));
        cases.add(
                new ProductCase(
                        13, 12, 180, 3, 3, 1, 1, 33, 0, 2, 0, false, false, Numbers.NORMAL));
    }

    private static ProductCase small(int filters, boolean bias, boolean relu, Numbers numbers) {
        return new ProductCase(2, 4, 3, 2, 2, 1, 1, filters, 1, 1, 0, bias, relu, numbers);
    }

    private static ProductCase random(Random random) {
        int columns = between(random, 1, 13);
        int dilation = between(random, 1, 2);
        return new ProductCase(
                between(random, 1, 9),
                columns,
                between(random, 1, 12),
                between(random, 1, 3),
                between(random, 1, 3),
                between(random, 1, 3),
                dilation,
                between(random, 1, 130),
                between(random, 0, 5),
                random.nextInt(3) == 0 ? 2 : 1,
                random.nextInt(columns),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextInt(4) == 0 ? Numbers.SPECIAL : Numbers.NORMAL);
    }

    private static int between(Random random, int least, int most) {
        return least + random.nextInt(most - least + 1);
    }
}
