package dev.kiln.runtime.internal.panel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of sums in registers, with the Vector API. Each method has one loop, in which everything is
 * a parameter, so a handful of methods serves every layer of every network. The number after the
 * name is that of pixels and of vectors of filters.
 *
 * <p>No loop is counted in the eyes of C2: its step is a parameter. In a counted loop C2 removes
 * the checks of bounds and then moves all loads in front of all products, which takes more
 * registers than AVX2 has; sums then go to memory and back in each turn, at half of the speed.
 * Checks keep a number and its products together, and cost nothing where vectors have 16 lanes. Of
 * a core with AVX-512 (Zen 4) these loops reach 98 % of the limit; with 8 lanes {@code forward} 66
 * to 71 % and {@code outer} 88 to 96 %. As counted loops they reached 98, 41 and (JDK 25) 43 %.
 *
 * <p>A sum that a loop carries is an argument of operations, never their receiver: C2 does not know
 * its class, and where the profile is thin it calls the method instead of taking it in.
 */
final class VectorTiles implements Tiles {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    // The Vector API looks operations up when they are first used. That is done here, because
    // compiled
    // code that meets a first use loses trust in the classes of vectors, and boxes them from then
    // on.
    static {
        float[] numbers = new float[LANES];
        FloatVector some = FloatVector.fromArray(SPECIES, numbers, 0);
        some.fma(FloatVector.broadcast(SPECIES, numbers[0]), some).max(some).intoArray(numbers, 0);
    }

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public void forward6x2(
            int depth,
            int one,
            float[] a,
            int a0,
            int a1,
            int a2,
            int a3,
            int a4,
            int a5,
            float[] b,
            int at,
            float[] s,
            int first,
            int firstStep,
            float[] c,
            int to,
            int step,
            float least) {
        if (depth == 0) {
            return;
        }
        FloatVector s00 = FloatVector.fromArray(SPECIES, s, first);
        FloatVector s01 = FloatVector.fromArray(SPECIES, s, first + LANES);
        FloatVector s10 = FloatVector.fromArray(SPECIES, s, first + firstStep);
        FloatVector s11 = FloatVector.fromArray(SPECIES, s, first + firstStep + LANES);
        FloatVector s20 = FloatVector.fromArray(SPECIES, s, first + 2 * firstStep);
        FloatVector s21 = FloatVector.fromArray(SPECIES, s, first + 2 * firstStep + LANES);
        FloatVector s30 = FloatVector.fromArray(SPECIES, s, first + 3 * firstStep);
        FloatVector s31 = FloatVector.fromArray(SPECIES, s, first + 3 * firstStep + LANES);
        FloatVector s40 = FloatVector.fromArray(SPECIES, s, first + 4 * firstStep);
        FloatVector s41 = FloatVector.fromArray(SPECIES, s, first + 4 * firstStep + LANES);
        FloatVector s50 = FloatVector.fromArray(SPECIES, s, first + 5 * firstStep);
        FloatVector s51 = FloatVector.fromArray(SPECIES, s, first + 5 * firstStep + LANES);
        for (int k = 0; k < depth; k += one) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, at + k * Panels.WIDTH);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, at + k * Panels.WIDTH + LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + k]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + k]);
            s10 = x1.fma(b0, s10);
            s11 = x1.fma(b1, s11);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + k]);
            s20 = x2.fma(b0, s20);
            s21 = x2.fma(b1, s21);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + k]);
            s30 = x3.fma(b0, s30);
            s31 = x3.fma(b1, s31);
            FloatVector x4 = FloatVector.broadcast(SPECIES, a[a4 + k]);
            s40 = x4.fma(b0, s40);
            s41 = x4.fma(b1, s41);
            FloatVector x5 = FloatVector.broadcast(SPECIES, a[a5 + k]);
            s50 = x5.fma(b0, s50);
            s51 = x5.fma(b1, s51);
        }
        FloatVector low = FloatVector.broadcast(SPECIES, least);
        low.max(s00).intoArray(c, to);
        low.max(s01).intoArray(c, to + LANES);
        low.max(s10).intoArray(c, to + step);
        low.max(s11).intoArray(c, to + step + LANES);
        low.max(s20).intoArray(c, to + 2 * step);
        low.max(s21).intoArray(c, to + 2 * step + LANES);
        low.max(s30).intoArray(c, to + 3 * step);
        low.max(s31).intoArray(c, to + 3 * step + LANES);
        low.max(s40).intoArray(c, to + 4 * step);
        low.max(s41).intoArray(c, to + 4 * step + LANES);
        low.max(s50).intoArray(c, to + 5 * step);
        low.max(s51).intoArray(c, to + 5 * step + LANES);
    }

    @Override
    public void forward6x1(
            int depth,
            int one,
            float[] a,
            int a0,
            int a1,
            int a2,
            int a3,
            int a4,
            int a5,
            float[] b,
            int at,
            float[] s,
            int first,
            int firstStep,
            float[] c,
            int to,
            int step,
            float least) {
        if (depth == 0) {
            return;
        }
        FloatVector s00 = FloatVector.fromArray(SPECIES, s, first);
        FloatVector s10 = FloatVector.fromArray(SPECIES, s, first + firstStep);
        FloatVector s20 = FloatVector.fromArray(SPECIES, s, first + 2 * firstStep);
        FloatVector s30 = FloatVector.fromArray(SPECIES, s, first + 3 * firstStep);
        FloatVector s40 = FloatVector.fromArray(SPECIES, s, first + 4 * firstStep);
        FloatVector s50 = FloatVector.fromArray(SPECIES, s, first + 5 * firstStep);
        for (int k = 0; k < depth; k += one) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, at + k * Panels.WIDTH);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + k]);
            s00 = x0.fma(b0, s00);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + k]);
            s10 = x1.fma(b0, s10);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + k]);
            s20 = x2.fma(b0, s20);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + k]);
            s30 = x3.fma(b0, s30);
            FloatVector x4 = FloatVector.broadcast(SPECIES, a[a4 + k]);
            s40 = x4.fma(b0, s40);
            FloatVector x5 = FloatVector.broadcast(SPECIES, a[a5 + k]);
            s50 = x5.fma(b0, s50);
        }
        FloatVector low = FloatVector.broadcast(SPECIES, least);
        low.max(s00).intoArray(c, to);
        low.max(s10).intoArray(c, to + step);
        low.max(s20).intoArray(c, to + 2 * step);
        low.max(s30).intoArray(c, to + 3 * step);
        low.max(s40).intoArray(c, to + 4 * step);
        low.max(s50).intoArray(c, to + 5 * step);
    }

    @Override
    public void forward2x2(
            int depth,
            int one,
            float[] a,
            int a0,
            int a1,
            float[] b,
            int at,
            float[] s,
            int first,
            int firstStep,
            float[] c,
            int to,
            int step,
            float least) {
        if (depth == 0) {
            return;
        }
        FloatVector s00 = FloatVector.fromArray(SPECIES, s, first);
        FloatVector s01 = FloatVector.fromArray(SPECIES, s, first + LANES);
        FloatVector s10 = FloatVector.fromArray(SPECIES, s, first + firstStep);
        FloatVector s11 = FloatVector.fromArray(SPECIES, s, first + firstStep + LANES);
        for (int k = 0; k < depth; k += one) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, at + k * Panels.WIDTH);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, at + k * Panels.WIDTH + LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + k]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + k]);
            s10 = x1.fma(b0, s10);
            s11 = x1.fma(b1, s11);
        }
        FloatVector low = FloatVector.broadcast(SPECIES, least);
        low.max(s00).intoArray(c, to);
        low.max(s01).intoArray(c, to + LANES);
        low.max(s10).intoArray(c, to + step);
        low.max(s11).intoArray(c, to + step + LANES);
    }

    @Override
    public void outer6x2(
            float[] a,
            int ai,
            int end,
            int aStep,
            float[] b,
            int bi,
            int three,
            float[] s,
            int first,
            int firstStep,
            float[] c,
            int to,
            int step,
            float least) {
        if (ai == end) {
            return;
        }
        FloatVector s00 = FloatVector.fromArray(SPECIES, s, first);
        FloatVector s01 = FloatVector.fromArray(SPECIES, s, first + LANES);
        FloatVector s10 = FloatVector.fromArray(SPECIES, s, first + firstStep);
        FloatVector s11 = FloatVector.fromArray(SPECIES, s, first + firstStep + LANES);
        FloatVector s20 = FloatVector.fromArray(SPECIES, s, first + 2 * firstStep);
        FloatVector s21 = FloatVector.fromArray(SPECIES, s, first + 2 * firstStep + LANES);
        FloatVector s30 = FloatVector.fromArray(SPECIES, s, first + 3 * firstStep);
        FloatVector s31 = FloatVector.fromArray(SPECIES, s, first + 3 * firstStep + LANES);
        FloatVector s40 = FloatVector.fromArray(SPECIES, s, first + 4 * firstStep);
        FloatVector s41 = FloatVector.fromArray(SPECIES, s, first + 4 * firstStep + LANES);
        FloatVector s50 = FloatVector.fromArray(SPECIES, s, first + 5 * firstStep);
        FloatVector s51 = FloatVector.fromArray(SPECIES, s, first + 5 * firstStep + LANES);
        int i = ai;
        int j = bi;
        while (i < end) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, j);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, j + LANES);
            int h = i + three;
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[i]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[i + 1]);
            s10 = x1.fma(b0, s10);
            s11 = x1.fma(b1, s11);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[i + 2]);
            s20 = x2.fma(b0, s20);
            s21 = x2.fma(b1, s21);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[h]);
            s30 = x3.fma(b0, s30);
            s31 = x3.fma(b1, s31);
            FloatVector x4 = FloatVector.broadcast(SPECIES, a[h + 1]);
            s40 = x4.fma(b0, s40);
            s41 = x4.fma(b1, s41);
            FloatVector x5 = FloatVector.broadcast(SPECIES, a[h + 2]);
            s50 = x5.fma(b0, s50);
            s51 = x5.fma(b1, s51);
            i += aStep;
            j += Panels.WIDTH;
        }
        FloatVector low = FloatVector.broadcast(SPECIES, least);
        low.max(s00).intoArray(c, to);
        low.max(s01).intoArray(c, to + LANES);
        low.max(s10).intoArray(c, to + step);
        low.max(s11).intoArray(c, to + step + LANES);
        low.max(s20).intoArray(c, to + 2 * step);
        low.max(s21).intoArray(c, to + 2 * step + LANES);
        low.max(s30).intoArray(c, to + 3 * step);
        low.max(s31).intoArray(c, to + 3 * step + LANES);
        low.max(s40).intoArray(c, to + 4 * step);
        low.max(s41).intoArray(c, to + 4 * step + LANES);
        low.max(s50).intoArray(c, to + 5 * step);
        low.max(s51).intoArray(c, to + 5 * step + LANES);
    }

    @Override
    public void outer6x1(
            float[] a,
            int ai,
            int end,
            int aStep,
            float[] b,
            int bi,
            int three,
            float[] s,
            int first,
            int firstStep,
            float[] c,
            int to,
            int step,
            float least) {
        if (ai == end) {
            return;
        }
        FloatVector s00 = FloatVector.fromArray(SPECIES, s, first);
        FloatVector s10 = FloatVector.fromArray(SPECIES, s, first + firstStep);
        FloatVector s20 = FloatVector.fromArray(SPECIES, s, first + 2 * firstStep);
        FloatVector s30 = FloatVector.fromArray(SPECIES, s, first + 3 * firstStep);
        FloatVector s40 = FloatVector.fromArray(SPECIES, s, first + 4 * firstStep);
        FloatVector s50 = FloatVector.fromArray(SPECIES, s, first + 5 * firstStep);
        int i = ai;
        int j = bi;
        while (i < end) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, j);
            int h = i + three;
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[i]);
            s00 = x0.fma(b0, s00);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[i + 1]);
            s10 = x1.fma(b0, s10);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[i + 2]);
            s20 = x2.fma(b0, s20);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[h]);
            s30 = x3.fma(b0, s30);
            FloatVector x4 = FloatVector.broadcast(SPECIES, a[h + 1]);
            s40 = x4.fma(b0, s40);
            FloatVector x5 = FloatVector.broadcast(SPECIES, a[h + 2]);
            s50 = x5.fma(b0, s50);
            i += aStep;
            j += Panels.WIDTH;
        }
        FloatVector low = FloatVector.broadcast(SPECIES, least);
        low.max(s00).intoArray(c, to);
        low.max(s10).intoArray(c, to + step);
        low.max(s20).intoArray(c, to + 2 * step);
        low.max(s30).intoArray(c, to + 3 * step);
        low.max(s40).intoArray(c, to + 4 * step);
        low.max(s50).intoArray(c, to + 5 * step);
    }
}
