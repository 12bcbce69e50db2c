package dev.kiln.pictures;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A drawing with a title and a description in words, which screen readers say in its place. As SVG
 * it needs nothing else, and has light or dark colors as the reader prefers.
 */
public final class Picture {

    private final String title;
    private final String description;
    private final int width;
    private final int height;
    private final String body;

    Picture(String title, String description, int width, int height, String body) {
        this.title = title;
        this.description = description;
        this.width = width;
        this.height = height;
        this.body = body;
    }

    /** The subject, in a few words. */
    public String title() {
        return title;
    }

    /** A description of what can be seen, in sentences. */
    public String description() {
        return description;
    }

    /** The picture as a document of its own. */
    public String svg() {
        return svg(" xmlns=\"http://www.w3.org/2000/svg\"", "<style>" + Style.PICTURE + "</style>");
    }

    /** The picture inside a page that has the {@linkplain Style#PICTURE style}. */
    String inline() {
        return svg("", "");
    }

    private String svg(String namespace, String style) {
        return "<svg"
                + namespace
                + " class=\"kiln\" role=\"img\" viewBox=\"0 0 "
                + width
                + " "
                + height
                + "\" width=\""
                + width
                + "\" height=\""
                + height
                + "\">"
                + "<title>"
                + Text.escape(title)
                + "</title><desc>"
                + Text.escape(description)
                + "</desc>"
                + style
                + "<rect class=\"paper\" width=\""
                + width
                + "\" height=\""
                + height
                + "\"/>"
                + body
                + "</svg>\n";
    }

    /**
     * Writes the SVG to a file, which is replaced only when the new one is complete.
     *
     * @throws IOException if it can't be written; names the file
     */
    public void write(Path file) throws IOException {
        Text.write(file, svg());
    }

    /** Title and description. */
    @Override
    public String toString() {
        return title + ": " + description;
    }
}
