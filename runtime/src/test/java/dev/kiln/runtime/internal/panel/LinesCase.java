package dev.kiln.runtime.internal.panel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Lines of Winograd's transforms as vectors, and in plain Java.
 *
 * @param n lines, or channels
 * @param rows of results that are stored
 */
record LinesCase(int n, int rows, boolean relu, Numbers numbers) implements VectorCase {

    private static final float MARK = 7777f;
    private static final int LINE = 6;
    private static final int PATCHES = 3;

    /** Where arrays begin, so that no index is right by chance. */
    private static final int FROM = 5;

    private static final int TO = 3;

    static List<LinesCase> all() {
        List<LinesCase> cases = new ArrayList<>();
        for (int n : new int[] {1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 50}) {
            for (int rows = 1; rows <= 4; rows++) {
                for (Numbers numbers : Numbers.values()) {
                    cases.add(new LinesCase(n, rows, rows % 2 == 0, numbers));
                }
            }
        }
        return cases;
    }

    @Override
    public String difference() {
        return VectorCase.difference(this, run(PlainLines.LINES), run(LoadedLines.LINES));
    }

    /** All that is written, one transform after the other. */
    private float[] run(WinogradLines lines) {
        Random random = new Random(toString().hashCode());
        int step = n + 2;
        float[] x = numbers.draw(random, FROM + LINE * 4 * PATCHES * step);
        float[] bias = numbers.draw(random, FROM + n);
        float[] patches = marked(LINE * step);
        lines.patches(n, x, FROM, step, patches, TO, step);
        float[] patchRows = marked(LINE * PATCHES * step);
        lines.patchRows(PATCHES, n, x, FROM, patchRows, TO, PATCHES * step);
        float[] column = marked(4 * step);
        float least = relu ? 0 : Float.NEGATIVE_INFINITY;
        lines.column(n, x, FROM, step, bias, FROM, column, TO, step, rows, least);
        lines.results(n, x, FROM, step);
        float[] all = new float[x.length + patches.length + patchRows.length + column.length];
        int end = 0;
        for (float[] one : List.of(x, patches, patchRows, column)) {
            System.arraycopy(one, 0, all, end, one.length);
            end += one.length;
        }
        return all;
    }

    private static float[] marked(int size) {
        float[] numbers = new float[TO + size];
        Arrays.fill(numbers, MARK);
        return numbers;
    }
}
