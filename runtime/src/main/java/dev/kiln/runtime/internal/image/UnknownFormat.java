package dev.kiln.runtime.internal.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Why no decoder knows a file. */
final class UnknownFormat {

    private static final int HEAD = 12;

    private UnknownFormat() {}

    static String of(PartsStream file) throws IOException {
        byte[] bytes = new byte[(int) Math.min(HEAD, file.length())];
        file.seek(0);
        file.readFully(bytes);
        String head = new String(bytes, StandardCharsets.ISO_8859_1);
        if (head.startsWith("RIFF") && head.endsWith("WEBP")) {
            return without("WebP");
        }
        if (head.startsWith("ftyp", 4)) {
            return without(head.endsWith("avif") ? "AVIF" : "HEIC or another of MPEG");
        }
        return bytes.length == 0
                ? "the file is empty"
                : "no image, or in a format that is not known";
    }

    private static String without(String format) {
        return "the format is "
                + format
                + ", which Java can't decode: convert it to PNG or JPEG, or add an ImageIO plug-in";
    }
}
