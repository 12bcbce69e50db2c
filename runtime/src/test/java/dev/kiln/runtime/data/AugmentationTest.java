package dev.kiln.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.runtime.Shape;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AugmentationTest {

    private static final Shape SHAPE = new Shape(2, 3, 2);
    private static final float[] IMAGE = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    private static final float[] MIRRORED = {5, 6, 3, 4, 1, 2, 11, 12, 9, 10, 7, 8};

    private static float[] apply(Augmentation augmentation, int sample) {
        float[] data = new float[14];
        System.arraycopy(IMAGE, 0, data, 1, 12);
        augmentation.apply(data, 1, SHAPE, 7, 3, sample);
        assertEquals(0, data[0]);
        assertEquals(0, data[13]);
        return Arrays.copyOfRange(data, 1, 13);
    }

    @Test
    void halfOfTheImagesAreMirrored() {
        int mirrored = 0;
        for (int sample = 0; sample < 1000; sample++) {
            float[] image = apply(Augmentation.none().flip(), sample);
            boolean changed = Arrays.equals(image, MIRRORED);
            assertTrue(changed || Arrays.equals(image, IMAGE));
            mirrored += changed ? 1 : 0;
        }
        assertEquals(500, mirrored, 60);
    }

    /** Against the definition: pixel (row, column) is that of (row - down, column - right). */
    @Test
    void shiftsReachEveryDirection() {
        Set<List<Integer>> seen = new HashSet<>();
        for (int sample = 0; sample < 400; sample++) {
            float[] image = apply(Augmentation.none().shift(1), sample);
            List<Integer> shift = null;
            for (int down = -1; down <= 1; down++) {
                for (int right = -1; right <= 1; right++) {
                    if (Arrays.equals(image, shifted(down, right))) {
                        shift = List.of(down, right);
                    }
                }
            }
            assertTrue(shift != null, Arrays.toString(image));
            seen.add(shift);
        }
        assertEquals(9, seen.size());
    }

    private static float[] shifted(int down, int right) {
        float[] result = new float[12];
        for (int row = 0; row < 2; row++) {
            for (int column = 0; column < 3; column++) {
                int fromRow = row - down;
                int fromColumn = column - right;
                if (fromRow >= 0 && fromRow < 2 && fromColumn >= 0 && fromColumn < 3) {
                    int from = (fromRow * 3 + fromColumn) * 2;
                    System.arraycopy(IMAGE, from, result, (row * 3 + column) * 2, 2);
                }
            }
        }
        return result;
    }

    @Test
    void shiftsBeyondTheImageLeaveNothing() {
        for (int sample = 0; sample < 50; sample++) {
            float[] data = {1, 2};
            Augmentation.none().shift(9).apply(data, 0, new Shape(1, 2, 1), 1, 1, sample);
            for (float value : data) {
                assertTrue(value == 0 || value == 1 || value == 2);
            }
        }
    }

    /** A change of their meaning would reach training samples alone. */
    @Test
    void pixelsAreMovedAndNeverChanged() {
        Set<String> changes = new HashSet<>();
        for (Method method : Augmentation.class.getMethods()) {
            if (method.getReturnType() == Augmentation.class) {
                changes.add(method.getName());
            }
        }
        assertEquals(Set.of("none", "flip", "shift", "crop"), changes);
        Augmentation all = Augmentation.none().flip().shift(1).crop(1);
        for (int sample = 0; sample < 50; sample++) {
            for (float value : apply(all, sample)) {
                assertTrue(value == (int) value && value >= 0 && value <= 12);
            }
        }
    }

    @Test
    void whatIsUncoveredIsFilled() {
        boolean uncovered = false;
        for (int sample = 0; sample < 50; sample++) {
            float[] black = apply(Augmentation.none().shift(1), sample);
            float[] white = apply(Augmentation.none().shift(1, 99), sample);
            float[] color = apply(Augmentation.none().shift(1, 98, 99), sample);
            for (int i = 0; i < 12; i++) {
                assertEquals(black[i] == 0 ? 99 : black[i], white[i]);
                assertEquals(black[i] == 0 ? 98 + i % 2 : black[i], color[i]);
                uncovered |= black[i] == 0;
            }
        }
        assertTrue(uncovered);
    }

    private static void assertFault(String fault, Augmentation augmentation, Shape shape) {
        assertEquals(
                fault,
                assertThrows(IllegalArgumentException.class, () -> augmentation.check(shape))
                        .getMessage());
    }

    @Test
    void changesThatDestroySamplesAreAnError() {
        Shape vector = Shape.vector(13);
        String vectors = "augmentation changes images, but the samples are " + vector + ", vectors";
        assertFault(vectors, Augmentation.none().shift(2), vector);
        assertFault(vectors, Augmentation.none().flip(), vector);
        Augmentation.none().check(vector);
        assertFault(
                "a shift by up to 2 pixels can empty images of 2x3x2",
                Augmentation.none().shift(2),
                SHAPE);
        assertFault(
                "there are 3 values to fill 2 channels with",
                Augmentation.none().shift(1, 1, 2, 3),
                SHAPE);
        Augmentation.none().flip().shift(1, 7).crop(1).check(SHAPE);
    }

    @Test
    void seedEpochAndSampleDecide() {
        Augmentation all = Augmentation.none().flip().shift(1);
        boolean differs = false;
        for (int sample = 0; sample < 20; sample++) {
            assertArrayEquals(apply(all, sample), apply(all, sample));
            float[] other = IMAGE.clone();
            all.apply(other, 0, SHAPE, 7, 4, sample);
            differs |= !Arrays.equals(other, apply(all, sample));
        }
        assertTrue(differs);
        assertFalse(all.toString().equals(Augmentation.none().toString()));
        assertThrows(IllegalArgumentException.class, () -> Augmentation.none().shift(-1));
    }
}
