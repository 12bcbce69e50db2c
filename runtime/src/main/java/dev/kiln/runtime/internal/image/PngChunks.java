package dev.kiln.runtime.internal.image;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;

/**
 * The chunks of a PNG file (ISO/IEC 15948): whether it is whole, and what is said of its pixels.
 * Decoders get the chunks alone that hold these.
 */
final class PngChunks {

    private static final int SIGNATURE = 8;
    private static final int HEAD = 8;
    private static final int CHECKSUM = 4;
    private static final int LONGEST_PROFILE = 1 << 22;

    private final ByteSource source;
    private final PartsStream file;
    private final PartsStream.Builder pixels;
    private final byte[] buffer = new byte[1 << 14];
    private int orientation = 1;
    private byte[] profile;
    private boolean standard;

    private PngChunks(ByteSource source) {
        this.source = source;
        this.file = PartsStream.all(source);
        this.pixels = new PartsStream.Builder(source);
    }

    /**
     * Goes through a file.
     *
     * @throws IOException if it ends before the image does or is damaged
     */
    static ImageLocation of(ByteSource source) throws IOException {
        PngChunks chunks = new PngChunks(source);
        try {
            chunks.file.seek(SIGNATURE);
            chunks.pixels.add(0, SIGNATURE);
            boolean last = false;
            while (!last) {
                last = chunks.next();
            }
        } catch (EOFException e) {
            throw new IOException("the PNG image ends early", e);
        }
        byte[] profile = chunks.standard ? null : chunks.profile;
        return new ImageLocation(chunks.pixels.stream(), chunks.orientation, profile, null);
    }

    /** Reads a chunk; whether it was the last. */
    private boolean next() throws IOException {
        long begin = file.getStreamPosition();
        long length = file.readUnsignedInt();
        byte[] name = new byte[4];
        file.readFully(name);
        String type = new String(name, StandardCharsets.ISO_8859_1);
        long end = begin + HEAD + length + CHECKSUM;
        if (end > source.size()) {
            throw new EOFException();
        }
        if (!isSound(name, length)) {
            throw new IOException("the PNG image is damaged: a checksum is wrong");
        }
        switch (type) {
            case "IHDR", "PLTE", "IDAT", "tRNS", "IEND" -> pixels.add(begin, end);
            case "eXIf" -> {
                PartsStream.Builder data = new PartsStream.Builder(source);
                data.add(begin + HEAD, end - CHECKSUM);
                orientation = Exif.orientation(data.stream());
            }
            case "iCCP" -> profile = profile(begin + HEAD, (int) length);
            case "sRGB" -> standard = true;
            default -> {}
        }
        file.seek(end);
        return type.equals("IEND");
    }

    private boolean isSound(byte[] name, long length) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(name);
        long left = length;
        while (left > 0) {
            int read = file.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new EOFException();
            }
            sum.update(buffer, 0, read);
            left -= read;
        }
        return file.readUnsignedInt() == sum.getValue();
    }

    /** Behind a name that ends with zero, and a zero for the method, there is what zlib packed. */
    private byte[] profile(long begin, int length) throws IOException {
        if (length > LONGEST_PROFILE) {
            return null;
        }
        byte[] chunk = new byte[length];
        file.seek(begin);
        file.readFully(chunk);
        int name = 0;
        while (name < length && chunk[name] != 0) {
            name++;
        }
        int from = Math.min(length, name + 2);
        try (InflaterInputStream unpacked =
                new InflaterInputStream(new ByteArrayInputStream(chunk, from, length - from))) {
            return unpacked.readNBytes(LONGEST_PROFILE);
        } catch (IOException e) {
            return null;
        }
    }
}
