package dev.kiln.runtime.internal.image;

import java.awt.image.Raster;

/** From the samples of a decoded image to colors. */
interface RowColors {

    /**
     * One row of a raster.
     *
     * @param raster not modified
     * @param argb receives a number for each pixel: opacity, red, green, blue from 0 to 255, not
     *     multiplied. Modified.
     */
    void row(Raster raster, int y, int[] argb);
}
