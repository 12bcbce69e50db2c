package dev.kiln.runtime.internal.image;

/** Turns and mirrors pixels as EXIF says that the camera was held. */
final class Orientation {

    private Orientation() {}

    /** Whether rows become columns. */
    static boolean turns(int orientation) {
        return orientation >= 5;
    }

    /**
     * The image upright.
     *
     * @param rgb three bytes a pixel as they are stored. Not modified.
     * @param width of the result
     * @param height of the result
     * @return the pixels, possibly {@code rgb} itself
     */
    static byte[] upright(byte[] rgb, int orientation, int width, int height) {
        if (orientation == 1) {
            return rgb;
        }
        boolean turned = turns(orientation);
        boolean mirroredX =
                orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        boolean mirroredY =
                orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        int storedWidth = turned ? height : width;
        int storedHeight = turned ? width : height;
        byte[] result = new byte[rgb.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int column = turned ? y : x;
                int row = turned ? x : y;
                column = mirroredX ? storedWidth - 1 - column : column;
                row = mirroredY ? storedHeight - 1 - row : row;
                int from = 3 * (row * storedWidth + column);
                System.arraycopy(rgb, from, result, 3 * (y * width + x), 3);
            }
        }
        return result;
    }
}
