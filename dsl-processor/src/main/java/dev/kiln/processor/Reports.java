package dev.kiln.processor;

import dev.kiln.processor.emit.GeneratedFile;
import dev.kiln.processor.pass.ReportOption.Format;
import dev.kiln.processor.report.data.ModelReport;
import dev.kiln.processor.report.html.HtmlReport;
import dev.kiln.processor.report.json.JsonReport;
import dev.kiln.processor.report.json.SarifReport;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Files of a report: one for each format. */
final class Reports {

    private Reports() {}

    static List<GeneratedFile> files(ModelReport report, Set<Format> formats) {
        return Arrays.stream(Format.values())
                .filter(formats::contains)
                .map(
                        f ->
                                (GeneratedFile)
                                        new GeneratedFile.Report(
                                                report.packageName(),
                                                report.model() + "Report." + f.option(),
                                                text(report, f)))
                .toList();
    }

    private static String text(ModelReport report, Format format) {
        return switch (format) {
            case HTML -> HtmlReport.of(report);
            case JSON -> JsonReport.of(report);
            case SARIF -> SarifReport.of(report);
        };
    }
}
