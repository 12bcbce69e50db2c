package dev.kiln.processor.report.html;

import static dev.kiln.processor.report.html.Html.text;

import dev.kiln.processor.report.data.Message;
import dev.kiln.processor.report.data.Message.SourceLine;
import dev.kiln.processor.report.data.ModelReport;

/** Warnings and errors as javac prints them, each with its line of the source. */
final class MessageList {

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
            out.append("<pre>").append(text(message.text())).append("</pre>");
            out.append("<p>More: <code>")
                    .append(text(message.page()))
                    .append("</code></p></article>\n");
        }
        return out.toString();
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
