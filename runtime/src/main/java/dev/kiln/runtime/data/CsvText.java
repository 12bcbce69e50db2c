package dev.kiln.runtime.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * The characters of a file, one after the other. Bytes that are none of its charset are an error in
 * the line where they stand; a byte order mark in front is left out; CR, LF and CR LF are all LF.
 */
final class CsvText {

    static final int END = -1;

    private static final int BUFFER = 1 << 16;
    private static final char MARK = '\uFEFF';

    private final InputStream stream;
    private final Charset charset;
    private final CharsetDecoder decoder;
    private final boolean wide;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
    private final CharBuffer decoded = CharBuffer.allocate(BUFFER);
    private final char[] chars = decoded.array();
    private int position;
    private int limit;
    private int line = 1;
    private boolean afterReturn;
    private boolean read;
    private boolean finished;
    private boolean malformed;

    /**
     * Begins to read.
     *
     * @throws IOException if the file can't be read or is compressed
     */
    CsvText(InputStream stream, Charset charset) throws IOException {
        this.stream = stream;
        bytes.limit(0);
        this.charset = charset;
        this.decoder =
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        read();
        checkBeginning();
        wide = begins(0xFF, 0xFE) || begins(0xFE, 0xFF);
        if (fill() && chars[0] == MARK) {
            position = 1;
        }
    }

    /** Number of the line of the next character, from 1. */
    int line() {
        return line;
    }

    /** The next character, or {@link #END}. */
    int next() throws IOException {
        while (position < limit || fill()) {
            char c = chars[position++];
            if (c > '\r') {
                afterReturn = false;
                return c;
            }
            boolean second = afterReturn && c == '\n';
            afterReturn = c == '\r';
            if (!second) {
                boolean end = c == '\n' || c == '\r';
                line += end ? 1 : 0;
                return end ? '\n' : c;
            }
        }
        return END;
    }

    /** Decodes more; false at the end. */
    private boolean fill() throws IOException {
        position = 0;
        limit = 0;
        decoded.clear();
        while (decoded.position() == 0 && !finished) {
            if (malformed) {
                throw new IOException("line " + line + " is not " + charset + hint());
            }
            CoderResult result = decoder.decode(bytes, decoded, read);
            if (result.isError()) {
                malformed = true;
            } else if (result.isUnderflow() && read) {
                finished = decoder.flush(decoded).isUnderflow();
            } else if (result.isUnderflow()) {
                read();
            }
        }
        limit = decoded.position();
        return limit > 0;
    }

    private String hint() {
        return wide
                ? "; if it is UTF-16, say charset(StandardCharsets.UTF_16)"
                : "; say what it is, for example charset(StandardCharsets.ISO_8859_1)";
    }

    private void read() throws IOException {
        bytes.compact();
        int count = stream.read(bytes.array(), bytes.position(), bytes.remaining());
        read = count < 0;
        bytes.position(bytes.position() + Math.max(0, count));
        bytes.flip();
    }

    private void checkBeginning() throws IOException {
        if (begins(0x1F, 0x8B)) {
            throw new IOException("the file is compressed by gzip; unpack it first");
        }
        if (begins('P', 'K', 3, 4)) {
            throw new IOException("the file is a ZIP, as spreadsheets are; export or unpack it");
        }
    }

    private boolean begins(int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (bytes.limit() <= i || (bytes.get(i) & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
