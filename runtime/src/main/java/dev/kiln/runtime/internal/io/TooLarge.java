package dev.kiln.runtime.internal.io;

import java.io.IOException;

/** Errors of {@link Memory}, apart from it because they are rare. */
final class TooLarge {

    private TooLarge() {}

    static IOException data(long size, Object what, Throwable cause) {
        return new IOException(
                what
                        + ": "
                        + size
                        + " bytes of data are more than the memory has room for; a larger heap"
                        + " (-Xmx) raises the limit, and so does -D"
                        + Memory.LIMIT
                        + "=<bytes>",
                cause);
    }

    static IOException header(long size, Object what) {
        return new IOException(
                what
                        + ": a header of "
                        + size
                        + " bytes is above the limit of "
                        + Memory.headerLimit()
                        + "; a larger heap (-Xmx) raises it, and so does -D"
                        + Memory.HEADER_LIMIT
                        + "=<bytes>");
    }
}
