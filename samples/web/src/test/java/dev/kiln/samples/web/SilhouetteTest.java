package dev.kiln.samples.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SilhouetteTest {

    private static final int SIZE = Silhouette.SIZE;

    /** An image of two grays: one where the predicate of the position holds. */
    private static float[] image(float background, float object, IntPredicate where) {
        float[] gray = new float[SIZE * SIZE];
        for (int i = 0; i < gray.length; i++) {
            gray[i] = where.test(i) ? object : background;
        }
        return gray;
    }

    private static IntPredicate box(int top, int left, int bottom, int right) {
        return i -> i / SIZE >= top && i / SIZE < bottom && i % SIZE >= left && i % SIZE < right;
    }

    /** Columns from {@code from} to {@code to - 1} white, the rest black. */
    private static void assertColumns(int from, int to, float[] pixels) {
        for (int i = 0; i < pixels.length; i++) {
            float expected = i % 28 >= from && i % 28 < to ? 255 : 0;
            assertEquals(expected, pixels[i], 1, "row " + i / 28 + ", column " + i % 28);
        }
    }

    @Test
    void objectsAreAsLargeAsFitsAndInTheMiddle() {
        float[] bright = image(0, 255, box(20, 100, 132, 156));
        assertColumns(7, 21, new Silhouette(bright, 1).pixels(false));
    }

    @Test
    void darkObjectsOnBrightGroundAreNegatives() {
        float[] dark = image(240, 0, box(60, 10, 172, 66));
        assertColumns(7, 21, new Silhouette(dark, 1).pixels(false));
    }

    @Test
    void proportionsAreThoseBeforeTheImageWasStretched() {
        float[] wide = image(0, 255, box(20, 100, 132, 156));
        assertColumns(0, 28, new Silhouette(wide, 2).pixels(false));
    }

    @Test
    void outlinesAreFilledWhereTheyAreDrawn() {
        IntPredicate outer = box(40, 40, 180, 180);
        IntPredicate inner = box(50, 50, 170, 170);
        float[] outline = image(0, 255, i -> outer.test(i) && !inner.test(i));
        float[] filled = new Silhouette(outline, 1).pixels(true);
        assertEquals(200, filled[14 * 28 + 14], 1);
        assertEquals(200, filled[14 * 28], 1);
        float[] photograph = new Silhouette(outline, 1).pixels(false);
        assertEquals(0, photograph[14 * 28 + 14], 1);
    }

    @Test
    void openLinesAreNotFilled() {
        IntPredicate outer = box(40, 40, 180, 180);
        IntPredicate inner = box(50, 50, 180, 170);
        float[] open = image(0, 255, i -> outer.test(i) && !inner.test(i));
        assertEquals(0, new Silhouette(open, 1).pixels(true)[14 * 28 + 14], 1);
    }

    @Test
    void nothingIsRefused() {
        for (float gray : new float[] {0, 100, 255}) {
            float[] even = image(gray, gray, i -> true);
            var e = assertThrows(Refusal.class, () -> new Silhouette(even, 1).pixels(true));
            assertEquals(422, e.status());
        }
    }

    @Test
    void thinLinesKeepAPixel() {
        float[] line = image(0, 255, box(0, 111, SIZE, 112));
        float[] pixels = new Silhouette(line, 0.05).pixels(false);
        assertTrue(IntStream.range(0, 784).mapToDouble(i -> pixels[i]).max().orElse(0) > 200);
        assertEquals(28, IntStream.range(0, 784).filter(i -> pixels[i] > 200).count());
        assertEquals(0, Arrays.stream(new int[] {0, 27}).filter(i -> pixels[i] > 0).count());
    }
}
