package dev.kiln.pictures;

/** Single numbers with their names, as HTML. */
final class Facts {

    private final StringBuilder html = new StringBuilder();

    Facts add(String name, String value) {
        html.append("<div><dt>").append(Text.escape(name)).append("</dt><dd>");
        html.append(Text.escape(value)).append("</dd></div>");
        return this;
    }

    @Override
    public String toString() {
        return "<dl class=\"facts\">" + html + "</dl>\n";
    }
}
