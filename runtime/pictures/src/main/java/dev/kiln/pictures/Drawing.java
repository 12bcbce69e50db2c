package dev.kiln.pictures;

/** The shapes of a picture, one after the other. */
final class Drawing {

    private final StringBuilder body = new StringBuilder();

    Drawing text(String styles, double x, double y, String text) {
        return tag("text", styles, "x", x, "y", y).content(text).end("text");
    }

    /** Text that is read upwards. */
    Drawing upright(String styles, double x, double y, String text) {
        String turned = "\" transform=\"translate(" + Text.length(x) + " " + Text.length(y);
        body.append("<text class=\"").append(styles).append(turned).append(") rotate(-90)\">");
        return content(text).end("text");
    }

    Drawing line(String styles, double x1, double y1, double x2, double y2) {
        return tag("line", styles, "x1", x1, "y1", y1, "x2", x2, "y2", y2).end("line");
    }

    /** {@code opacity} from 0 to 1. */
    Drawing box(String styles, double opacity, double x, double y, double width, double height) {
        return box(styles, opacity, x, y, width, height, "");
    }

    /** A box that says something when it is pointed at. */
    Drawing box(
            String styles,
            double opacity,
            double x,
            double y,
            double width,
            double height,
            String tip) {
        tag(
                "rect",
                styles,
                "x",
                x,
                "y",
                y,
                "width",
                width,
                "height",
                height,
                "fill-opacity",
                opacity);
        return tip(tip).end("rect");
    }

    Drawing dot(String styles, double x, double y, double radius, String tip) {
        return tag("circle", styles, "cx", x, "cy", y, "r", radius).tip(tip).end("circle");
    }

    Drawing path(String styles, String path) {
        body.append("<path class=\"").append(styles).append("\" d=\"").append(path).append("\"/>");
        return this;
    }

    /** An image that says something when it is pointed at. */
    Drawing image(String data, double x, double y, double width, double height, String tip) {
        body.append("<image href=\"").append(data).append('"');
        attributes("x", x, "y", y, "width", width, "height", height);
        body.append(" preserveAspectRatio=\"xMidYMid\">");
        return tip(tip).end("image");
    }

    private Drawing tag(String name, String styles, Object... attributes) {
        body.append('<').append(name).append(" class=\"").append(styles).append('"');
        attributes(attributes);
        body.append('>');
        return this;
    }

    private void attributes(Object... pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            String value = Text.length((Double) pairs[i + 1]);
            body.append(' ').append(pairs[i]).append("=\"").append(value).append('"');
        }
    }

    private Drawing content(String text) {
        body.append(Text.escape(text));
        return this;
    }

    private Drawing tip(String tip) {
        if (!tip.isEmpty()) {
            body.append("<title>").append(Text.escape(tip)).append("</title>");
        }
        return this;
    }

    private Drawing end(String name) {
        body.append("</").append(name).append('>');
        return this;
    }

    @Override
    public String toString() {
        return body.toString();
    }
}
