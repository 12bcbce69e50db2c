package dev.kiln.processor.report.html;

import static dev.kiln.processor.report.html.Html.text;

import dev.kiln.processor.report.data.Message;
import dev.kiln.processor.report.data.Message.SourceLine;
import dev.kiln.processor.report.data.ModelReport;
import java.util.stream.Collectors;

/** Warnings and errors as javac prints them, each with its line of the source. */
final class MessageList {

    /** In front of what a layer did to the shape. */
    private static final String NOTE = "   <- ";

    private MessageList() {}

    static String of(ModelReport report) {
        StringBuilder out = new StringBuilder();
        int number = 0;
        for (Message message : report.messages()) {
            number++;
            out.append("<article class=\"message ").append(message.error() ? "bad" : "doubtful");
            out.append("\" id=\"message-")
                    .append(number)
                    .append("\"><header><span class=\"badge\">");
            out.append(number).append("</span> ").append(message.error() ? "error" : "warning");
            out.append(" <code>").append(text(message.code())).append("</code>");
            message.place()
                    .ifPresent(
                            p ->
                                    out.append(" <code>")
                                            .append(text(p.file() + ":" + p.line()))
                                            .append("</code>"));
            out.append("</header>\n");
            message.place().ifPresent(p -> source(p, out));
            out.append("<pre>").append(lines(message.text())).append("</pre></article>\n");
        }
        return out.toString();
    }

    /** Notes of the trace, and fixes, stand out; the text stays that of javac. */
    private static String lines(String text) {
        return text.lines().map(MessageList::line).collect(Collectors.joining());
    }

    private static String line(String line) {
        if (line.startsWith("fix: ")) {
            return "<span class=\"fix\">" + text(line) + "</span>\n";
        }
        int note = line.indexOf(NOTE);
        return note < 0
                ? text(line) + "\n"
                : text(line.substring(0, note))
                        + "<span class=\"note\">"
                        + text(line.substring(note))
                        + "\n</span>";
    }

    /** The line, with what is meant marked. */
    private static void source(SourceLine place, StringBuilder out) {
        String line = place.text();
        int from = Math.min(place.column() - 1, line.length());
        int to = Math.min(from + place.length(), line.length());
        out.append("<pre class=\"source\"><span>").append(place.line()).append("</span> ");
        out.append(text(line.substring(0, from))).append("<mark>");
        out.append(text(line.substring(from, to))).append("</mark>");
        out.append(text(line.substring(to))).append("</pre>");
    }
}
