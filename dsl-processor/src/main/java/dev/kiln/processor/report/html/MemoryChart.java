package dev.kiln.processor.report.html;

import static dev.kiln.processor.report.html.Html.bytes;
import static dev.kiln.processor.report.html.Html.count;
import static dev.kiln.processor.report.html.Html.decimal;
import static dev.kiln.processor.report.html.Html.percent;
import static dev.kiln.processor.report.html.Html.shape;
import static dev.kiln.processor.report.html.Html.text;

import dev.kiln.processor.report.data.ProgramReport;
import dev.kiln.processor.report.data.ProgramReport.BufferReport;
import dev.kiln.processor.report.data.ProgramReport.Memory;
import dev.kiln.processor.report.data.ProgramReport.Phase;
import dev.kiln.processor.report.data.ProgramReport.TensorReport;
import java.util.Comparator;
import java.util.List;

/**
 * Buffers over time: a band for each buffer, as high as it is large, and in it from left to right
 * the tensors that it holds.
 */
final class MemoryChart {

    private static final double PERCENT = 100;
    private static final double THINNEST = 2;

    /** Bands and shares of the width that a name fits into. */
    private static final double TALL = 13;

    private static final double WIDE = 7;

    private static final String GRADIENT = "gradient of ";

    private final ProgramReport program;
    private final int height;
    private final StringBuilder out = new StringBuilder();

    /** {@code height}: in pixels. */
    private MemoryChart(ProgramReport program, int height) {
        this.program = program;
        this.height = height;
    }

    static String of(String title, ProgramReport program, int height) {
        MemoryChart chart = new MemoryChart(program, height);
        chart.out.append("<figure><h3>").append(text(title)).append("</h3>");
        chart.figures();
        chart.chart();
        return chart.out.append("</figure>\n").toString();
    }

    private void figures() {
        Memory memory = program.memory();
        long held = program.buffers().stream().mapToLong(BufferReport::bytes).sum();
        long local =
                program.buffers().stream()
                        .filter(BufferReport::local)
                        .mapToLong(BufferReport::bytes)
                        .sum();
        out.append("<p><b>").append(bytes(memory.bytesPerSample())).append("</b> a sample");
        if (memory.chunk() > 0) {
            out.append(", <b>").append(bytes(memory.peakBytes())).append("</b> for a chunk of ");
            out.append(count(memory.chunk(), "sample"));
        }
        if (local > 0) {
            out.append("; with ").append(bytes(local));
            out.append(" a sample that the chunks of a thread share ").append(bytes(held));
        }
        if (memory.apartBytes() > held) {
            out.append(". Without sharing, tensors would take ").append(bytes(memory.apartBytes()));
            out.append(" a sample; ")
                    .append(percent(memory.apartBytes() - held, memory.apartBytes()));
            out.append(" are saved");
        }
        if (memory.leastBytes() > 0) {
            out.append(". No plan takes less than ").append(bytes(memory.leastBytes()));
        }
        out.append(".</p>\n");
    }

    private void chart() {
        int steps = Math.max(1, program.steps().size());
        List<BufferReport> buffers =
                program.buffers().stream()
                        .sorted(Comparator.comparingLong(b -> -b.bytes()))
                        .toList();
        double all = buffers.stream().mapToLong(BufferReport::bytes).sum();
        out.append("<div class=\"chart\"><svg width=\"100%\" height=\"").append(height);
        out.append("\" role=\"img\" aria-label=\"Buffers over time\">\n");
        double y = 0;
        double spare = height - THINNEST * buffers.size();
        for (BufferReport buffer : buffers) {
            double band = THINNEST + Math.max(0, spare) * buffer.bytes() / all;
            for (TensorReport tensor : buffer.tensors()) {
                rect(tensor, y, band, steps);
            }
            y += band;
        }
        out.append("</svg></div>");
        axis(steps);
    }

    private void rect(TensorReport tensor, double y, double band, int steps) {
        double unit = PERCENT / steps;
        double x = tensor.first() * unit;
        double width = (tensor.last() - tensor.first() + 1) * unit;
        boolean gradient = tensor.name().startsWith(GRADIENT);
        boolean again = tensor.name().endsWith(", again");
        out.append("<rect class=\"").append(gradient ? 'g' : again ? 'r' : 'a').append("\" ");
        place(x, y, width, Math.max(0.8, band - 0.6));
        out.append("<title>").append(text(tensor.name())).append(' ').append(shape(tensor.shape()));
        out.append(", steps ").append(tensor.first()).append("–").append(tensor.last());
        out.append("</title></rect>\n");
        if (width >= WIDE && band >= TALL) {
            out.append("<svg ");
            place(x, y, width - 0.3, band);
            out.append("<text x=\"4\" y=\"11\">");
            out.append(
                    text(
                            gradient
                                    ? "∂ " + tensor.name().substring(GRADIENT.length())
                                    : tensor.name()));
            out.append("</text></svg>\n");
        }
    }

    /** Across in hundredths of the chart, down in pixels. */
    private void place(double x, double y, double width, double band) {
        out.append("x=\"").append(decimal(x, 2)).append("%\" y=\"").append(decimal(y, 1));
        out.append("\" width=\"").append(decimal(width, 2)).append("%\" height=\"");
        out.append(decimal(band, 1)).append("\">");
    }

    /** Forward and backward pass under the chart, as long as their steps are many. */
    private void axis(int steps) {
        long forward = program.steps().stream().filter(s -> s.phase() == Phase.FORWARD).count();
        out.append("<div class=\"axis\" style=\"--f:")
                .append(decimal(100.0 * forward / steps, 1))
                .append("%\"><span>forward, ")
                .append(count(forward, "step"))
                .append("</span>");
        if (forward < steps) {
            out.append("<span>loss and backward, ")
                    .append(count(steps - forward, "step"))
                    .append("</span>");
        }
        out.append("</div>");
    }
}
