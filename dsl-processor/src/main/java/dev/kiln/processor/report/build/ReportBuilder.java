package dev.kiln.processor.report.build;

import dev.kiln.processor.diagnostic.Diagnostic;
import dev.kiln.processor.diagnostic.Lines;
import dev.kiln.processor.diagnostic.Places;
import dev.kiln.processor.diagnostic.Places.Place;
import dev.kiln.processor.diagnostic.Position;
import dev.kiln.processor.emit.CompiledModel;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.layer.Attempt;
import dev.kiln.processor.layer.Model;
import dev.kiln.processor.operation.Graph;
import dev.kiln.processor.report.WeightFile;
import dev.kiln.processor.report.data.Compilation;
import dev.kiln.processor.report.data.Cost;
import dev.kiln.processor.report.data.LayerNode;
import dev.kiln.processor.report.data.Message;
import dev.kiln.processor.report.data.ModelReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** From a model, and what the processor found and made of it, to its report. */
public final class ReportBuilder {

    private final Places places;
    private final Lines lines;

    /** Asks the compiler for lines and texts. */
    public ReportBuilder(Places places, Lines lines) {
        this.places = places;
        this.lines = lines;
    }

    /**
     * The report.
     *
     * @param type the class of the model
     * @param compiled empty where anything is in error
     * @param found what is wrong or looks so
     */
    public ModelReport of(
            Attempt attempt,
            Position type,
            Optional<CompiledModel> compiled,
            List<Diagnostic> found) {
        Model model = attempt.model();
        Optional<Graph> graph = attempt.graph();
        Optional<Prices> prices = compiled.map(Prices::of);
        LayerCosts costs = LayerCosts.of(graph, compiled, prices);
        List<LayerNode> layers = new LayerTree(attempt, costs, places).nodes();
        Optional<Place> place = places.of(type);
        Optional<Compilation> compilation =
                compiled.map(c -> Compilations.of(c, prices.orElseThrow()));
        return new ModelReport(
                model.info().name(),
                model.info().packageName(),
                place.map(Place::file).orElse(""),
                place.map(Place::line).orElse(0L),
                model.input(),
                graph.map(g -> g.logits().shape()).orElse(Shape.UNKNOWN),
                graph.map(g -> words(g.loss().kind().name())).orElse(""),
                found.stream().noneMatch(d -> d.code().isError()),
                graph.map(g -> WeightFile.bytes(model.info().name(), g)).orElse(0L),
                layers.stream().map(LayerNode::cost).reduce(costs.besides(), Cost::plus),
                layers,
                compilation,
                messages(found, layers));
    }

    private static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private List<Message> messages(List<Diagnostic> found, List<LayerNode> layers) {
        List<String> paths = new ArrayList<>();
        layers.forEach(l -> addPaths(l, paths));
        return found.stream()
                .filter(d -> !d.isSuppressed())
                .map(d -> message(d, paths))
                .sorted((a, b) -> Long.compare(line(a), line(b)))
                .toList();
    }

    private static long line(Message message) {
        return message.place().map(Message.SourceLine::line).orElse(0L);
    }

    private static void addPaths(LayerNode node, List<String> paths) {
        paths.add(node.path());
        node.shortcut().ifPresent(s -> paths.add(s.path()));
        node.children().forEach(c -> addPaths(c, paths));
    }

    private Message message(Diagnostic d, List<String> paths) {
        String text = d.text(lines);
        String code = d.code().id();
        return new Message(
                code,
                d.code().isError(),
                text.substring(code.length() + "[] ".length()),
                Optional.of(d.subject()).filter(paths::contains),
                places.of(d.position())
                        .map(
                                p ->
                                        new Message.SourceLine(
                                                p.file(),
                                                p.path(),
                                                p.line(),
                                                p.column(),
                                                p.length(),
                                                p.source())),
                d.code().page());
    }
}
