package dev.kiln.runtime.internal.image;

import java.io.EOFException;
import java.io.IOException;

/** The blocks of a GIF file (GIF89a) up to the end of its first image: whether that is whole. */
final class GifBlocks {

    private static final int SCREEN = 10;
    private static final int HEADER = 13;
    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2C;
    private static final int DESCRIPTOR = 8;

    private GifBlocks() {}

    /**
     * Goes through a file.
     *
     * @throws IOException if it ends before the image does or is damaged
     */
    static ImageLocation of(ByteSource source) throws IOException {
        PartsStream file = PartsStream.all(source);
        try {
            file.seek(SCREEN);
            int flags = file.readUnsignedByte();
            file.seek(HEADER + table(flags));
            int block = file.readUnsignedByte();
            while (block == EXTENSION) {
                file.readUnsignedByte();
                skipParts(file);
                block = file.readUnsignedByte();
            }
            if (block != IMAGE) {
                throw new IOException("the GIF image is damaged: it has no pixels");
            }
            file.seek(file.getStreamPosition() + DESCRIPTOR);
            // The table of colors, and the size of a code.
            file.seek(file.getStreamPosition() + table(file.readUnsignedByte()) + 2);
            skipParts(file);
        } catch (EOFException e) {
            throw new IOException("the GIF image ends early", e);
        }
        PartsStream.Builder pixels = new PartsStream.Builder(source);
        pixels.add(0, file.getStreamPosition());
        return ImageLocation.plain(pixels.stream(), 1);
    }

    /** Bytes of a table of colors. */
    private static int table(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    private static void skipParts(PartsStream file) throws IOException {
        int length = file.readUnsignedByte();
        while (length > 0) {
            file.seek(file.getStreamPosition() + length);
            length = file.readUnsignedByte();
        }
    }
}
