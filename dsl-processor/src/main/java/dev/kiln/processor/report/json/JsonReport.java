package dev.kiln.processor.report.json;

import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.layer.attribute.Attribute;
import dev.kiln.processor.pass.Decision;
import dev.kiln.processor.pass.PassRecord;
import dev.kiln.processor.pass.PassRecord.Footprint;
import dev.kiln.processor.report.data.Compilation;
import dev.kiln.processor.report.data.Cost;
import dev.kiln.processor.report.data.KernelReport;
import dev.kiln.processor.report.data.KernelReport.FormReport;
import dev.kiln.processor.report.data.LayerNode;
import dev.kiln.processor.report.data.Message;
import dev.kiln.processor.report.data.ModelReport;
import dev.kiln.processor.report.data.ProgramReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A report as JSON, for tools. {@code docs/report.schema.json} says what stands in it. */
public final class JsonReport {

    /** Version of the schema; it changes where a reader would have to. */
    private static final int VERSION = 1;

    private final ModelReport report;

    private JsonReport(ModelReport report) {
        this.report = report;
    }

    /** Equal reports give equal texts. */
    public static String of(ModelReport report) {
        return JsonText.of(new JsonReport(report).model());
    }

    private Map<String, Object> model() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", VERSION);
        json.put("model", report.model());
        json.put("package", report.packageName());
        putKnown(json, "source", report.source());
        putKnown(json, "line", report.line());
        json.put("valid", report.valid());
        putKnown(json, "input", report.input());
        putKnown(json, "output", report.output());
        putKnown(json, "loss", report.loss());
        putKnown(json, "weightBytes", report.weightBytes());
        if (report.output().known()) {
            json.put("total", cost(report.total()));
        }
        json.put("layers", report.layers().stream().map(this::layer).toList());
        report.compilation().ifPresent(c -> json.put("compilation", compilation(c)));
        json.put("messages", report.messages().stream().map(JsonReport::message).toList());
        return json;
    }

    private static void putKnown(Map<String, Object> json, String name, Object value) {
        if (value instanceof Shape shape) {
            if (shape.known()) {
                json.put(name, shape(shape));
            }
        } else if (!value.equals("") && !value.equals(0L)) {
            json.put(name, value);
        }
    }

    private static List<Integer> shape(Shape shape) {
        return List.of(shape.height(), shape.width(), shape.channels());
    }

    private Map<String, Object> layer(LayerNode node) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("path", node.path());
        json.put("kind", word(node.kind()));
        putKnown(json, "type", node.type());
        json.put("description", node.description());
        putKnown(json, "line", node.line());
        putKnown(json, "input", node.input());
        putKnown(json, "output", node.output());
        json.put(
                "attributes",
                node.attributes().stream()
                        .map(a -> attribute(a, Optional.ofNullable(node.written().get(a.name()))))
                        .toList());
        if (report.output().known()) {
            json.put("cost", cost(node.cost()));
        }
        if (report.compilation().isPresent()) {
            json.put("share", share(node.cost(), report.total()));
        }
        node.field().ifPresent(f -> json.put("receptiveField", List.of(f.rows(), f.columns())));
        node.shortcut().ifPresent(s -> json.put("shortcut", layer(s)));
        if (!node.children().isEmpty()) {
            json.put("children", node.children().stream().map(this::layer).toList());
        }
        return json;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Map<String, Object> attribute(Attribute attribute, Optional<String> written) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", attribute.name());
        json.put("value", attribute.value());
        written.ifPresent(w -> json.put("written", w));
        return json;
    }

    private static Map<String, Object> cost(Cost cost) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("parameters", cost.parameters());
        json.put("multiplyAdds", cost.multiplyAdds());
        json.put("training", work(cost.training()));
        json.put("prediction", work(cost.prediction()));
        return json;
    }

    private static Map<String, Object> work(Cost.Work work) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("bytesMoved", work.bytesMoved());
        json.put("nanoseconds", Math.round(work.nanoseconds()));
        return json;
    }

    private static Map<String, Object> share(Cost cost, Cost total) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("parameters", share(cost.parameters(), total.parameters()));
        json.put("multiplyAdds", share(cost.multiplyAdds(), total.multiplyAdds()));
        json.put("bytesMoved", share(cost.training().bytesMoved(), total.training().bytesMoved()));
        json.put(
                "trainingTime",
                share(cost.training().nanoseconds(), total.training().nanoseconds()));
        json.put(
                "predictionTime",
                share(cost.prediction().nanoseconds(), total.prediction().nanoseconds()));
        return json;
    }

    private static double share(long part, long whole) {
        return share((double) part, (double) whole);
    }

    /** Of 1, with four digits. */
    private static double share(double part, double whole) {
        return whole == 0 ? 0 : Math.round(part / whole * 1e4) / 1e4;
    }

    private static Map<String, Object> compilation(Compilation compilation) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("programs", compilation.programs().stream().map(JsonReport::program).toList());
        json.put("kernels", compilation.kernels().stream().map(JsonReport::kernel).toList());
        return json;
    }

    private static Map<String, Object> program(ProgramReport program) {
        Map<String, Object> json = new LinkedHashMap<>();
        ProgramReport.Memory memory = program.memory();
        json.put("use", program.use());
        if (memory.chunk() > 0) {
            json.put("chunk", memory.chunk());
        }
        json.put("keepsChunks", memory.keepsChunks());
        json.put("bytesPerSample", memory.bytesPerSample());
        json.put("bytesWithoutSharing", memory.apartBytes());
        json.put("leastBytes", memory.leastBytes());
        json.put("passes", program.passes().stream().map(JsonReport::pass).toList());
        json.put(
                "steps",
                program.steps().stream()
                        .map(
                                s ->
                                        ordered(
                                                "layer", s.layer(),
                                                "phase", word(s.phase()),
                                                "kernel", s.kernel()))
                        .toList());
        json.put("buffers", program.buffers().stream().map(JsonReport::buffer).toList());
        return json;
    }

    private static Map<String, Object> pass(PassRecord pass) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", pass.name());
        pass.optimization().ifPresent(o -> json.put("optimization", o.option()));
        json.put("on", pass.on());
        json.put("before", footprint(pass.before()));
        json.put("after", footprint(pass.after()));
        json.put("decisions", pass.decisions().stream().map(JsonReport::decision).toList());
        return json;
    }

    private static Map<String, Object> footprint(Footprint footprint) {
        return ordered(
                "steps", footprint.steps(),
                "bytesMoved", footprint.bytesMoved(),
                "leastBytes", footprint.leastBytes());
    }

    private static Map<String, Object> decision(Decision decision) {
        return ordered(
                "layer", decision.layer(),
                "applied", decision.applied(),
                "reason", decision.reason());
    }

    private static Map<String, Object> ordered(
            String a, Object first, String b, Object second, String c, Object third) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(a, first);
        json.put(b, second);
        json.put(c, third);
        return json;
    }

    private static Map<String, Object> buffer(ProgramReport.BufferReport buffer) {
        return ordered(
                "bytes",
                buffer.bytes(),
                "local",
                buffer.local(),
                "tensors",
                buffer.tensors().stream().map(JsonReport::tensor).toList());
    }

    private static Map<String, Object> tensor(ProgramReport.TensorReport tensor) {
        return ordered(
                "name",
                tensor.name(),
                "shape",
                shape(tensor.shape()),
                "steps",
                List.of(tensor.first(), tensor.last()));
    }

    private static Map<String, Object> kernel(KernelReport kernel) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", kernel.name());
        json.put("text", kernel.text());
        json.put("nanoseconds", Math.round(kernel.nanoseconds()));
        json.put("plain", form(kernel.plain()));
        kernel.vector().ifPresent(v -> json.put("vector", form(v)));
        json.put("others", kernel.others().stream().map(JsonReport::form).toList());
        json.put("scratchBytes", (long) Float.BYTES * kernel.scratchFloats());
        if (kernel.tiles() > 0) {
            json.put("tiles", kernel.tiles());
        }
        return json;
    }

    private static Map<String, Object> form(FormReport form) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("family", form.family());
        json.put("name", form.name());
        if (form.isPriced() && Double.isFinite(form.nanoseconds())) {
            json.put("nanoseconds", Math.round(form.nanoseconds()));
        }
        return json;
    }

    private static Map<String, Object> message(Message message) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("code", message.code());
        json.put("severity", message.error() ? "error" : "warning");
        json.put("text", message.text());
        message.layer().ifPresent(l -> json.put("layer", l));
        message.place()
                .ifPresent(
                        p -> {
                            Map<String, Object> place = new LinkedHashMap<>();
                            place.put("file", p.file());
                            place.put("line", p.line());
                            place.put("column", p.column());
                            place.put("length", p.length());
                            place.put("text", p.text());
                            json.put("place", place);
                        });
        json.put("page", message.page());
        return json;
    }
}
