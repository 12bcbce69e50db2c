package dev.kiln.runtime.internal.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Names of files as text. Where the locale has no such letters ({@code LC_ALL=C}), Java turns each
 * byte of them into a question mark; the bytes themselves are still in the path, and are UTF-8.
 */
public final class FileName {

    private static final char LOST = '\uFFFD';

    private FileName() {}

    /** The path as text; letters that can't be known are question marks. */
    public static String of(Path path) {
        String text = path.toString();
        if (text.indexOf(LOST) < 0) {
            return text;
        }
        String whole = decoded(path);
        // The URI is of the absolute path.
        return whole == null || path.isAbsolute() ? or(whole, text) : last(whole, path);
    }

    /**
     * The last name of a path.
     *
     * @return null if it can't be known, because it is not in UTF-8
     */
    public static String last(Path path) {
        String text = path.getFileName().toString();
        if (text.endsWith("/")) {
            text = text.substring(0, text.length() - 1);
        }
        if (text.indexOf(LOST) < 0) {
            return text;
        }
        String whole = decoded(path);
        return whole == null ? null : last(whole, path.getFileName());
    }

    /** As many names from the end of the text as the path has. */
    private static String last(String whole, Path path) {
        int from = whole.length();
        for (int i = 0; i < path.getNameCount(); i++) {
            from = whole.lastIndexOf('/', from - 1);
        }
        return whole.substring(from + 1);
    }

    private static String or(String known, String text) {
        return known == null ? text : known;
    }

    /** The URI of a path has the bytes of its name, percent-encoded. */
    private static String decoded(Path path) {
        String encoded = path.toUri().getRawPath();
        if (encoded == null) {
            return null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%') {
                bytes.write(Integer.parseInt(encoded, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        try {
            String text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes.toByteArray()))
                            .toString();
            return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
