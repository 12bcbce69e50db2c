package dev.kiln.processor.report.build;

import dev.kiln.processor.diagnostic.Places;
import dev.kiln.processor.diagnostic.Places.Place;
import dev.kiln.processor.diagnostic.Position;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.layer.ActivateLayer;
import dev.kiln.processor.layer.Attempt;
import dev.kiln.processor.layer.BatchNormLayer;
import dev.kiln.processor.layer.BlockLayer;
import dev.kiln.processor.layer.ConvLayer;
import dev.kiln.processor.layer.DenseLayer;
import dev.kiln.processor.layer.DropoutLayer;
import dev.kiln.processor.layer.IdentityLayer;
import dev.kiln.processor.layer.InceptionLayer;
import dev.kiln.processor.layer.LayerDeclaration;
import dev.kiln.processor.layer.Model;
import dev.kiln.processor.layer.PoolLayer;
import dev.kiln.processor.layer.ResidualLayer;
import dev.kiln.processor.layer.ShapeTrace.Entry;
import dev.kiln.processor.layer.attribute.Attribute;
import dev.kiln.processor.operation.AdditionOp;
import dev.kiln.processor.operation.ConcatenationOp;
import dev.kiln.processor.operation.ConvolutionOp;
import dev.kiln.processor.operation.Descriptions;
import dev.kiln.processor.operation.Graph;
import dev.kiln.processor.operation.LinearOp;
import dev.kiln.processor.operation.Operation;
import dev.kiln.processor.operation.ScalingOp;
import dev.kiln.processor.report.data.Cost;
import dev.kiln.processor.report.data.LayerNode;
import dev.kiln.processor.report.data.LayerNode.Kind;
import dev.kiln.processor.report.data.ReceptiveField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The layers of a model as a tree, each with all that is known of it. */
final class LayerTree {

    private final Model model;
    private final Optional<Graph> graph;
    private final LayerCosts costs;
    private final Places places;
    private final Optional<ReceptiveFields> fields;
    private final Map<String, List<Entry>> inferred;
    private final Map<String, List<Operation>> operations = new HashMap<>();

    LayerTree(Attempt attempt, LayerCosts costs, Places places) {
        this.model = attempt.model();
        this.graph = attempt.graph();
        this.costs = costs;
        this.places = places;
        this.fields = attempt.graph().map(ReceptiveFields::of);
        this.inferred = attempt.traces().stream().collect(Collectors.groupingBy(Entry::layer));
        graph.ifPresent(
                g ->
                        g.operations()
                                .forEach(
                                        o ->
                                                operations
                                                        .computeIfAbsent(
                                                                o.layer(), l -> new ArrayList<>())
                                                        .add(o)));
    }

    List<LayerNode> nodes() {
        Stream<LayerNode> scaling =
                graph.stream()
                        .flatMap(g -> g.operations().stream())
                        .filter(ScalingOp.class::isInstance)
                        .map(this::ofOperation);
        return Stream.concat(scaling, model.layers().stream().map(this::node)).toList();
    }

    private LayerNode node(LayerDeclaration layer) {
        List<LayerDeclaration> inside = layer.children();
        boolean wraps =
                layer instanceof BlockLayer
                        && inside.size() == 1
                        && inside.get(0).site().path().equals(layer.site().path());
        if (wraps) {
            return node(inside.get(0));
        }
        return inside.isEmpty() ? leaf(layer) : block(layer);
    }

    private LayerNode leaf(LayerDeclaration layer) {
        String path = layer.site().path();
        Optional<Entry> shapes = inferred.getOrDefault(path, List.of()).stream().findFirst();
        Shape input = shapes.map(Entry::before).orElse(Shape.UNKNOWN);
        List<Operation> own = untilJoined(path);
        String words = own.isEmpty() ? shapes.map(Entry::description).orElse("") : words(own);
        return new LayerNode(
                path,
                kind(layer),
                "",
                words,
                attributes(layer, input),
                written(layer.site()),
                input,
                shapes.map(Entry::shape).orElse(Shape.UNKNOWN),
                line(layer.site().at(Site.ANNOTATION)),
                costs.take(path),
                field(own),
                List.of(),
                Optional.empty());
    }

    private LayerNode block(LayerDeclaration layer) {
        String path = layer.site().path();
        List<LayerNode> children = layer.children().stream().map(this::node).toList();
        Optional<LayerNode> shortcut =
                operations.getOrDefault(path + ".shortcut", List.of()).stream()
                        .filter(o -> o instanceof ConvolutionOp && layer instanceof ResidualLayer)
                        .findFirst()
                        .map(this::ofOperation);
        boolean sharesPath = children.stream().anyMatch(c -> c.path().equals(path));
        Optional<Entry> shapes =
                inferred.getOrDefault(path, List.of()).stream()
                        .skip(sharesPath ? 1 : 0)
                        .reduce((first, second) -> second);
        Shape input = children.get(0).input();
        List<Operation> joining = joining(path);
        Cost cost =
                Stream.concat(shortcut.stream(), children.stream())
                        .map(LayerNode::cost)
                        .reduce(costs.take(path), Cost::plus);
        Kind kind = kind(layer);
        String type =
                kind == Kind.STAGE ? children.get(0).type() : layer.site().field().className();
        return new LayerNode(
                path,
                kind,
                type,
                joining.isEmpty() ? shapes.map(Entry::description).orElse("") : words(joining),
                attributes(layer, input),
                written(layer.site()),
                input,
                shapes.map(Entry::shape).orElseGet(() -> last(layer, children)),
                line(layer.site().at(Site.ANNOTATION)),
                cost,
                joining.isEmpty() ? children.get(children.size() - 1).field() : field(joining),
                children,
                shortcut);
    }

    /** Of a chain, what its last layer gives; of anything else that has no shape, nothing. */
    private static Shape last(LayerDeclaration layer, List<LayerNode> children) {
        return layer instanceof BlockLayer || children.size() == 1
                ? children.get(children.size() - 1).output()
                : Shape.UNKNOWN;
    }

    /** A layer that no field declares. */
    private LayerNode ofOperation(Operation first) {
        List<Operation> own = operations.get(first.layer());
        return new LayerNode(
                first.layer(),
                first instanceof ScalingOp ? Kind.SCALING : Kind.CONV,
                "",
                words(own),
                List.of(),
                Map.of(),
                first.inputs().get(0).shape(),
                own.get(own.size() - 1).output().shape(),
                0,
                costs.take(first.layer()),
                field(own),
                List.of(),
                Optional.empty());
    }

    /** Operations of a layer; behind a sum or a joined map come those of the block around it. */
    private List<Operation> untilJoined(String path) {
        return operations.getOrDefault(path, List.of()).stream().takeWhile(o -> !joins(o)).toList();
    }

    private List<Operation> joining(String path) {
        return operations.getOrDefault(path, List.of()).stream().dropWhile(o -> !joins(o)).toList();
    }

    private static boolean joins(Operation operation) {
        return operation instanceof AdditionOp || operation instanceof ConcatenationOp;
    }

    private String words(List<Operation> own) {
        String words = own.stream().map(Operation::description).collect(Collectors.joining(", "));
        boolean ends =
                graph.map(g -> own.get(own.size() - 1).output().equals(g.logits())).orElse(false);
        return ends ? words + Descriptions.suffix(graph.orElseThrow().last()) : words;
    }

    private Optional<ReceptiveField> field(List<Operation> own) {
        return own.isEmpty()
                ? Optional.empty()
                : fields.flatMap(f -> f.of(own.get(own.size() - 1).output()));
    }

    private long line(Position position) {
        return places.of(position).map(Place::line).orElse(0L);
    }

    private Map<String, String> written(Site site) {
        Map<String, String> written = new TreeMap<>();
        site.attributes()
                .forEach(
                        (name, position) -> {
                            if (!name.equals(Site.ANNOTATION)) {
                                written.put(
                                        name, places.written(position).orElseGet(position::value));
                            }
                        });
        return written;
    }

    /** Those of the layer, then others that are written, such as those of a stage. */
    private List<Attribute> attributes(LayerDeclaration layer, Shape input) {
        Map<String, Attribute> all = new LinkedHashMap<>();
        layer.attributes(input).forEach(a -> all.put(a.name(), a));
        // Batch norm makes a bias in front of it unnecessary.
        untilJoined(layer.site().path()).stream()
                .filter(LinearOp.class::isInstance)
                .map(o -> ((LinearOp) o).bias().isPresent())
                .forEach(b -> all.replace("bias", Attribute.of("bias", b)));
        new TreeMap<>(layer.site().attributes())
                .forEach(
                        (name, position) -> {
                            if (!name.equals(Site.ANNOTATION)) {
                                all.putIfAbsent(name, new Attribute(name, position.value()));
                            }
                        });
        return List.copyOf(all.values());
    }

    private static Kind kind(LayerDeclaration layer) {
        if (layer instanceof BlockLayer block) {
            String first = block.layers().get(0).site().path();
            String name = first.substring(first.lastIndexOf('.') + 1);
            return name.chars().allMatch(Character::isDigit) ? Kind.STAGE : Kind.BLOCK;
        }
        return KINDS.getOrDefault(layer.getClass(), Kind.FAULTY);
    }

    private static final Map<Class<?>, Kind> KINDS =
            Map.of(
                    ConvLayer.class, Kind.CONV,
                    DenseLayer.class, Kind.DENSE,
                    PoolLayer.class, Kind.POOL,
                    ActivateLayer.class, Kind.ACTIVATE,
                    BatchNormLayer.class, Kind.BATCH_NORM,
                    DropoutLayer.class, Kind.DROPOUT,
                    IdentityLayer.class, Kind.IDENTITY,
                    ResidualLayer.class, Kind.RESIDUAL,
                    InceptionLayer.class, Kind.INCEPTION);
}
