package dev.kiln.processor.report.html;

import static dev.kiln.processor.report.html.Html.count;
import static dev.kiln.processor.report.html.Html.decimal;
import static dev.kiln.processor.report.html.Html.number;
import static dev.kiln.processor.report.html.Html.text;
import static dev.kiln.processor.report.html.Html.words;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.kiln.processor.report.data.Compilation;
import dev.kiln.processor.report.data.KernelReport;
import dev.kiln.processor.report.data.KernelReport.FormReport;
import dev.kiln.processor.report.data.ProgramReport;
import dev.kiln.processor.report.data.ProgramReport.StepReport;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Kernels by the time that they are predicted to take, with the forms that were not taken. */
final class KernelTable {

    private static final double MICROSECOND = 1000;

    /** Rows that a reader may want; the JSON file has all. */
    private static final int MOST = 80;

    /** Layers by the kernels that are called on their behalf; once for each call. */
    private final Map<String, List<String>> layers;

    private final StringBuilder out = new StringBuilder();
    private final Table table = new Table(out);

    private KernelTable(Compilation compilation) {
        this.layers =
                compilation.programs().stream()
                        .map(ProgramReport::steps)
                        .flatMap(List::stream)
                        .collect(
                                groupingBy(
                                        StepReport::kernel, mapping(StepReport::layer, toList())));
    }

    static String of(Compilation compilation) {
        KernelTable table = new KernelTable(compilation);
        List<KernelReport> kernels =
                compilation.kernels().stream()
                        .sorted(Comparator.comparingDouble(k -> -table.time(k)))
                        .toList();
        StringBuilder out = table.out;
        out.append("<details class=\"kernels\"><summary><b>Kernels</b> <small>");
        out.append(count(kernels.size(), "method")).append(", and the forms that each could have");
        out.append("</small></summary><div class=\"scroll\"><table>");
        table.table.head(List.of("computes", "#calls", "#µs a sample", "form", "other forms, µs"));
        out.append("<tbody>\n");
        kernels.stream().limit(MOST).forEach(table::row);
        out.append("</tbody></table></div>");
        if (kernels.size() > MOST) {
            out.append("<p>").append(count(kernels.size() - MOST, "more method"));
            out.append(" of less time in the JSON file.</p>");
        }
        return out.append("</details>\n").toString();
    }

    /** Of all calls. */
    private double time(KernelReport kernel) {
        return kernel.nanoseconds() * calls(kernel).size();
    }

    private List<String> calls(KernelReport kernel) {
        return layers.getOrDefault(kernel.name(), List.of());
    }

    private void row(KernelReport kernel) {
        out.append("<tr>");
        table.cell(
                words(kernel.text()) + "<small>" + text(PathList.of(calls(kernel))) + "</small>");
        table.number(number(calls(kernel).size()));
        table.number(microseconds(kernel.nanoseconds()));
        table.cell(
                text(kernel.plain().name())
                        + kernel.vector().map(v -> "; vectors: " + text(v.name())).orElse("")
                        + (kernel.tiles() > 0 ? ", " + count(kernel.tiles(), "tile") : ""));
        table.cell(
                kernel.others().stream().map(KernelTable::form).collect(Collectors.joining("; ")));
        out.append("</tr>\n");
    }

    private static String form(FormReport form) {
        String name =
                text(form.family().equals("vector") ? "vectors: " + form.name() : form.name());
        if (Double.isInfinite(form.nanoseconds())) {
            return name + " can't be used";
        }
        return form.isPriced() ? name + " " + microseconds(form.nanoseconds()) : name;
    }

    private static String microseconds(double nanoseconds) {
        double us = nanoseconds / MICROSECOND;
        return us < 10 ? decimal(us, 1) : number(Math.round(us));
    }
}
