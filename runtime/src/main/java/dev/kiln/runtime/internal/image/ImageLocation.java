package dev.kiln.runtime.internal.image;

/**
 * Where an image is in a file, and what is said about it there.
 *
 * @param pixels what is decoded; the rest of the file is kept from the decoder
 * @param orientation how the camera was held, 1 to 8 as in EXIF
 * @param profile of the colors (ICC), null if there is none
 * @param jpeg how the components of a JPEG image are to be taken, else null
 */
@SuppressWarnings("ArrayRecordComponent") // handed on at once, never a key
record ImageLocation(PartsStream pixels, int orientation, byte[] profile, JpegColors jpeg) {

    /** A file that is decoded as it is. */
    static ImageLocation plain(PartsStream file, int orientation) {
        return new ImageLocation(file, orientation, null, null);
    }
}
