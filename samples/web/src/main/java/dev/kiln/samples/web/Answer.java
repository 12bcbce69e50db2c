package dev.kiln.samples.web;

import dev.kiln.runtime.Prediction;
import java.util.List;
import java.util.Locale;

/**
 * What the network takes an image for.
 *
 * @param best the most probable classes, the most probable first
 * @param saliency which pixels speak for the first, as SVG
 */
record Answer(List<Prediction> best, String saliency) {

    Answer {
        best = List.copyOf(best);
    }

    String html() {
        StringBuilder html = new StringBuilder("<ol class=\"best\">\n");
        for (Prediction prediction : best) {
            String percent = String.format(Locale.ROOT, "%.1f", 100 * prediction.probability());
            html.append("<li><span class=\"name\">").append(Html.escape(prediction.label()));
            html.append("</span> <span class=\"share\">").append(percent).append(" %</span>");
            html.append("<meter value=\"").append(percent);
            html.append("\" max=\"100\" aria-hidden=\"true\"></meter></li>\n");
        }
        return html.append("</ol>\n").append(saliency).toString();
    }
}
