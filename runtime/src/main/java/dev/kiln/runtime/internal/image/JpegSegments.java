package dev.kiln.runtime.internal.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The segments of a JPEG file (ITU-T T.81 annex B): whether it is whole, what holds its pixels, and
 * what is said of them. What follows the end of the image is of no interest.
 */
final class JpegSegments {

    private static final int START = 0xD8;
    private static final int END = 0xD9;
    private static final int SCAN = 0xDA;
    private static final int FIRST_RESTART = 0xD0;
    private static final int LAST_RESTART = 0xD7;
    private static final int TEMPORARY = 0x01;
    private static final int FIRST_APPLICATION = 0xE0;
    private static final int LAST_APPLICATION = 0xEF;
    private static final int COMMENT = 0xFE;
    private static final int ADOBE = 0xEE;

    private final ByteSource source;
    private final PartsStream file;
    private final PartsStream.Builder pixels;
    private final JpegProfile profile;
    private int orientation = 1;
    private boolean jfif;
    private int transform = -1;
    private int components;
    private int firstIds;
    private boolean scanned;

    private JpegSegments(ByteSource source) {
        this.source = source;
        this.file = PartsStream.all(source);
        this.pixels = new PartsStream.Builder(source);
        this.profile = new JpegProfile();
    }

    /**
     * Goes through a file.
     *
     * @throws IOException if it ends before the image does or is damaged
     */
    static ImageLocation of(ByteSource source) throws IOException {
        JpegSegments segments = new JpegSegments(source);
        try {
            segments.file.seek(2);
            segments.pixels.add(0, 2);
            segments.read();
        } catch (EOFException e) {
            throw new IOException("the JPEG image ends early", e);
        }
        return new ImageLocation(
                segments.pixels.stream(),
                segments.orientation,
                segments.components == 3 ? segments.profile.bytes() : null,
                segments.colors());
    }

    private void read() throws IOException {
        int marker = next();
        while (marker != END) {
            boolean alone =
                    marker == START
                            || marker == TEMPORARY
                            || (marker >= FIRST_RESTART && marker <= LAST_RESTART);
            if (!alone) {
                segment(marker);
            }
            marker = next();
        }
        if (!scanned) {
            throw new IOException("the JPEG image has no pixels");
        }
        pixels.add(file.getStreamPosition() - 2, file.getStreamPosition());
    }

    /** The next marker; what is before it belongs to nothing. */
    private int next() throws IOException {
        while (true) {
            int code = codeBehindFf();
            if (code > 0) {
                return code;
            }
        }
    }

    private void segment(int marker) throws IOException {
        long begin = file.getStreamPosition();
        int length = file.readUnsignedShort();
        long end = begin + length;
        if (length < 2) {
            throw new IOException("the JPEG image is damaged: a segment of " + length + " bytes");
        }
        if (end > source.size()) {
            throw new EOFException();
        }
        if (marker >= FIRST_APPLICATION && marker <= LAST_APPLICATION) {
            application(marker, begin + 2, end);
        } else if (marker != COMMENT) {
            if (isFrame(marker) && components == 0) {
                frame(begin);
            }
            if (marker == SCAN) {
                scanned = true;
                file.seek(end);
                end = entropyCoded();
            }
            pixels.add(begin - 2, end);
        }
        file.seek(end);
    }

    private static boolean isFrame(int marker) {
        boolean tables = marker == 0xC4 || marker == 0xC8 || marker == 0xCC;
        return marker >= 0xC0 && marker <= 0xCF && !tables;
    }

    /** The end of what is coded: the next marker that is no restart. */
    private long entropyCoded() throws IOException {
        while (true) {
            int code = codeBehindFf();
            if (code != 0 && (code < FIRST_RESTART || code > LAST_RESTART)) {
                return file.getStreamPosition() - 2;
            }
        }
    }

    /**
     * Goes behind the next 0xFF and the byte after it, of which more of the kind may stand before.
     */
    private int codeBehindFf() throws IOException {
        int code = file.readUnsignedByte();
        while (code != 0xFF) {
            code = file.readUnsignedByte();
        }
        while (code == 0xFF) {
            code = file.readUnsignedByte();
        }
        return code;
    }

    private void frame(long begin) throws IOException {
        file.seek(begin + 7);
        components = file.readUnsignedByte();
        for (int i = 0; i < Math.min(components, 3); i++) {
            firstIds = firstIds << 8 | file.readUnsignedByte();
            file.skipBytes(2);
        }
    }

    private void application(int marker, long begin, long end) throws IOException {
        if (marker == FIRST_APPLICATION && starts("JFIF\0", begin, end)) {
            jfif = true;
        } else if (marker == FIRST_APPLICATION + 1 && starts("Exif\0\0", begin, end)) {
            PartsStream.Builder data = new PartsStream.Builder(source);
            data.add(begin + 6, end);
            orientation = Exif.orientation(data.stream());
        } else if (marker == FIRST_APPLICATION + 2 && starts("ICC_PROFILE\0", begin, end)) {
            byte[] chunk = new byte[(int) (end - begin) - 12];
            file.readFully(chunk);
            profile.add(chunk);
        } else if (marker == ADOBE && starts("Adobe", begin, end) && end - begin >= 12) {
            file.seek(begin + 11);
            transform = file.readUnsignedByte();
        }
    }

    /** Leaves the file behind the text. */
    private boolean starts(String text, long begin, long end) throws IOException {
        if (end - begin < text.length()) {
            return false;
        }
        byte[] found = new byte[text.length()];
        file.seek(begin);
        file.readFully(found);
        return new String(found, StandardCharsets.ISO_8859_1).equals(text);
    }

    /** By the rules of libjpeg. */
    private JpegColors colors() throws IOException {
        if (components == 1) {
            return JpegColors.GRAY;
        }
        if (components == 3) {
            boolean named = firstIds == ('R' << 16 | 'G' << 8 | 'B');
            boolean plain = !jfif && (transform >= 0 ? transform == 0 : named);
            return plain ? JpegColors.RGB : JpegColors.YCC;
        }
        if (components == 4) {
            return transform <= 0 ? JpegColors.CMYK : JpegColors.YCCK;
        }
        throw new IOException("a JPEG image of " + components + " components, expected 1, 3 or 4");
    }
}
