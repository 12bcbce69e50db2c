package dev.kiln.processor.report.html;

import static dev.kiln.processor.report.html.Html.bytes;
import static dev.kiln.processor.report.html.Html.count;
import static dev.kiln.processor.report.html.Html.number;
import static dev.kiln.processor.report.html.Html.text;
import static dev.kiln.processor.report.html.Html.words;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.kiln.processor.pass.Decision;
import dev.kiln.processor.pass.Optimization;
import dev.kiln.processor.pass.PassRecord;
import dev.kiln.processor.report.data.Compilation;
import dev.kiln.processor.report.data.ProgramReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Decisions of the passes: changes, and refusals with their reasons. */
final class CompilerSection {

    private final StringBuilder out = new StringBuilder();

    private CompilerSection() {}

    static String of(Compilation compilation) {
        CompilerSection section = new CompilerSection();
        section.out.append("<div class=\"two\">");
        section.program("Training", compilation.training());
        section.program("Predictor", compilation.prediction());
        section.out.append("</div>\n");
        return section.out.append(KernelTable.of(compilation)).toString();
    }

    private void program(String title, ProgramReport program) {
        out.append("<div><h3>").append(title).append("</h3><p>").append(batch(program));
        out.append("</p>\n");
        program.passes().stream()
                .filter(p -> !p.decisions().isEmpty() || !p.on())
                .forEach(this::pass);
        out.append("</div>\n");
    }

    private static String batch(ProgramReport program) {
        int chunk = program.memory().chunk();
        return chunk == 0
                ? "The whole batch goes through together."
                : "<b>"
                        + count(chunk, "sample")
                        + "</b> of a batch go through together"
                        + (program.memory().keepsChunks()
                                ? ", segment by segment, because batch norm needs the whole batch"
                                : "")
                        + "; "
                        + count(program.steps().size(), "kernel call")
                        + ".";
    }

    private void pass(PassRecord pass) {
        long applied = pass.decisions().stream().filter(Decision::applied).count();
        long refused = pass.decisions().size() - applied;
        out.append("<details class=\"pass")
                .append(pass.on() ? "" : " off")
                .append("\"><summary><b>");
        out.append(text(pass.name())).append("</b><span>");
        if (!pass.on()) {
            out.append("off");
        } else {
            out.append("<span class=\"yes\">").append(number(applied)).append(" applied</span>");
            if (refused > 0) {
                out.append(" <span class=\"no\">").append(number(refused)).append(" not</span>");
            }
        }
        out.append("</span>").append(saved(pass)).append("</summary>");
        pass.optimization().ifPresent(o -> optimization(o, pass.on()));
        reasons(pass.decisions());
        out.append("</details>\n");
    }

    private void optimization(Optimization optimization, boolean on) {
        String option = optimization.option();
        out.append("<p>").append(text(sentence(optimization.sentence())));
        if (!on) {
            out.append(" Off by <code>-Akiln.off=").append(option).append("</code>");
            // Options leave it out by themselves where nothing would gain.
            out.append(
                    optimization == Optimization.POOLS ? ", or for want of vector kernels." : ".");
        } else {
            out.append(" <code>").append(option).append("</code>");
        }
        out.append("</p>");
    }

    private static String sentence(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
    }

    /** Traffic and memory before and behind the pass, where they differ. */
    private static String saved(PassRecord pass) {
        StringBuilder saved = new StringBuilder("<small>");
        String moved = change(pass.before().bytesMoved(), pass.after().bytesMoved());
        String least = change(pass.before().leastBytes(), pass.after().leastBytes());
        if (!moved.isEmpty()) {
            saved.append(moved).append(" moved");
        }
        if (!least.isEmpty()) {
            saved.append(moved.isEmpty() ? "" : ", ").append(least).append(" held");
        }
        return saved.append("</small>").toString();
    }

    private static String change(long before, long after) {
        if (before == after) {
            return "";
        }
        return (after < before ? "−" : "+") + bytes(Math.abs(after - before));
    }

    private void reasons(List<Decision> decisions) {
        Map<Boolean, Map<String, List<Decision>>> groups =
                decisions.stream()
                        .collect(
                                groupingBy(
                                        Decision::applied,
                                        groupingBy(
                                                Decision::reason, LinkedHashMap::new, toList())));
        out.append("<ul>");
        groups.getOrDefault(true, Map.of()).forEach((reason, some) -> reason("yes", reason, some));
        groups.getOrDefault(false, Map.of()).forEach((reason, some) -> reason("no", reason, some));
        out.append("</ul>");
    }

    private void reason(String kind, String reason, List<Decision> decisions) {
        out.append("<li class=\"")
                .append(kind)
                .append("\">")
                .append(words(reason))
                .append(": <span>");
        out.append(text(PathList.of(decisions.stream().map(Decision::layer).toList())));
        out.append("</span></li>");
    }
}
