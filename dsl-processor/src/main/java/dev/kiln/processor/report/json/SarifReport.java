package dev.kiln.processor.report.json;

import dev.kiln.processor.report.data.Message;
import dev.kiln.processor.report.data.Message.SourceLine;
import dev.kiln.processor.report.data.ModelReport;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Warnings and errors of a model as a log that code review reads: SARIF 2.1.0 (OASIS 2020). Rules
 * are codes; a logical location is the path of a layer.
 */
public final class SarifReport {

    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private SarifReport() {}

    public static String of(ModelReport report) {
        List<Message> messages = report.messages();
        Map<String, Object> driver = new LinkedHashMap<>();
        driver.put("name", "Kiln");
        driver.put("rules", messages.stream().map(SarifReport::rule).distinct().toList());
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("tool", Map.of("driver", driver));
        run.put("columnKind", "utf16CodeUnits");
        run.put("results", messages.stream().map(m -> result(report, m)).toList());
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("$schema", SCHEMA);
        log.put("version", "2.1.0");
        log.put("runs", List.of(run));
        return JsonText.of(log);
    }

    private static Map<String, Object> rule(Message message) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("id", message.code());
        rule.put("defaultConfiguration", Map.of("level", level(message)));
        rule.put("help", Map.of("text", "See " + message.page()));
        return rule;
    }

    private static String level(Message message) {
        return message.error() ? "error" : "warning";
    }

    private static Map<String, Object> result(ModelReport report, Message message) {
        Map<String, Object> location = new LinkedHashMap<>();
        message.place().ifPresent(p -> location.put("physicalLocation", physical(p)));
        String name = report.model() + message.layer().map(l -> "." + l).orElse("");
        location.put("logicalLocations", List.of(Map.of("fullyQualifiedName", name)));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("ruleId", message.code());
        result.put("level", level(message));
        result.put("message", Map.of("text", message.text()));
        result.put("locations", List.of(location));
        return result;
    }

    private static Map<String, Object> physical(SourceLine place) {
        Map<String, Object> region = new LinkedHashMap<>();
        region.put("startLine", place.line());
        region.put("startColumn", place.column());
        region.put("endColumn", place.column() + place.length());
        region.put("snippet", Map.of("text", place.text()));
        Map<String, Object> location = new LinkedHashMap<>();
        location.put("artifactLocation", Map.of("uri", uri(place.path())));
        location.put("region", region);
        return location;
    }

    /** Relative; characters that are none of a URI's are escaped. */
    private static String uri(String path) {
        try {
            return new URI(null, null, path, null).getRawPath();
        } catch (URISyntaxException e) {
            return path;
        }
    }
}
