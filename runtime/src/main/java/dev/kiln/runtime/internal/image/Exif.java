package dev.kiln.runtime.internal.image;

import java.io.IOException;

/** Notes of cameras on their images (EXIF, JEITA CP-3451). */
final class Exif {

    private Exif() {}

    /**
     * How the camera was held, 1 to 8; 1 where there is none or the data are damaged.
     *
     * @param data from the byte order on ("II" or "MM")
     */
    static int orientation(PartsStream data) throws IOException {
        TiffDirectory directory = TiffDirectory.of(data);
        return directory == null ? 1 : directory.orientation();
    }
}
