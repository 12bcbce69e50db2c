package dev.kiln.processor.fix;

import dev.kiln.processor.diagnostic.Edit;
import dev.kiln.processor.diagnostic.Expression;
import dev.kiln.processor.diagnostic.Fix;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.layer.Attempt;
import dev.kiln.processor.layer.BlockLayer;
import dev.kiln.processor.layer.ConvLayer;
import dev.kiln.processor.layer.DenseLayer;
import dev.kiln.processor.layer.IdentityLayer;
import dev.kiln.processor.layer.LayerDeclaration;
import dev.kiln.processor.layer.Model;
import dev.kiln.processor.layer.ShapeTrace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A network as it is written, faults and all: who is where, and who decides what. */
final class Network {

    /** Widths that are tried above and below one. */
    private static final int NEAR = 8;

    private final Attempt written;

    Network(Attempt written) {
        this.written = written;
    }

    Model model() {
        return written.model();
    }

    /** The layer or block of a path. */
    Optional<LayerDeclaration> at(String path) {
        return all(model().layers()).filter(l -> l.site().path().equals(path)).findFirst();
    }

    private static Stream<LayerDeclaration> all(List<LayerDeclaration> layers) {
        return layers.stream().flatMap(l -> Stream.concat(Stream.of(l), all(l.children())));
    }

    /**
     * The shape that comes into a layer; unknown where the network could not be followed so far.
     */
    Shape before(String path) {
        return written.traces().stream()
                .filter(t -> t.layer().equals(path))
                .map(ShapeTrace.Entry::before)
                .findFirst()
                .orElse(Shape.UNKNOWN);
    }

    Shape behind(String path) {
        return written.shapeAfter(path).orElse(Shape.UNKNOWN);
    }

    /** The single layers in front of one, the nearest first. */
    List<LayerDeclaration> inFrontOf(String path) {
        return reversed(
                model().leaves().stream().takeWhile(l -> !l.site().path().equals(path)).toList());
    }

    /** The single layers inside of a block, the last first. */
    List<LayerDeclaration> inside(String path) {
        return reversed(
                model().leaves().stream()
                        .filter(
                                l ->
                                        l.site().path().equals(path)
                                                || l.site().path().startsWith(path + "."))
                        .toList());
    }

    private static List<LayerDeclaration> reversed(List<LayerDeclaration> layers) {
        List<LayerDeclaration> all = new ArrayList<>(layers);
        Collections.reverse(all);
        return all;
    }

    /** The last single layer that does anything. */
    Optional<LayerDeclaration> end() {
        return model().leaves().stream()
                .filter(l -> !(l instanceof IdentityLayer))
                .reduce((first, second) -> second);
    }

    /** The layer that decides how many channels come into another; empty if the input does. */
    Optional<LayerDeclaration> sourceOfChannels(String path) {
        return inFrontOf(path).stream().filter(Network::decidesChannels).findFirst();
    }

    private static boolean decidesChannels(LayerDeclaration layer) {
        return layer instanceof ConvLayer || layer instanceof DenseLayer;
    }

    /** The layer with so many channels; where WIDTH decides them, the stage with another width. */
    Optional<Fix> channels(LayerDeclaration layer, int channels) {
        String path = layer.site().path();
        if (layer instanceof ConvLayer conv && conv.filters().ofWidth()) {
            return width(path, conv.filters().plus(), channels);
        }
        if (layer instanceof DenseLayer dense && dense.units().ofWidth()) {
            return width(path, dense.units().plus(), channels);
        }
        return layer instanceof ConvLayer || layer instanceof DenseLayer
                ? Optional.of(
                        Fix.write(
                                layer.site(),
                                layer instanceof ConvLayer ? "filters" : "units",
                                Expression.of(channels)))
                : Optional.empty();
    }

    /** Another width where the block around a layer is used, for which a number changes so. */
    Optional<Fix> width(String path, int from, int to) {
        return stage(path)
                .filter(s -> (long) s.width() * to % from == 0)
                .map(
                        s ->
                                Fix.write(
                                        s.site(),
                                        "width",
                                        Expression.of((int) ((long) s.width() * to / from))));
    }

    /**
     * Layers in front of one with other channels, so that {@code total} come in instead of {@code
     * now}: the nearest layer alone, or its stage with a width nearby.
     */
    List<Fix> incoming(String path, int now, int total) {
        List<Fix> fixes = new ArrayList<>();
        sourceOfChannels(path)
                .ifPresent(
                        source -> {
                            int own = behind(source.site().path()).channels();
                            channels(source, own + total - now).ifPresent(fixes::add);
                            fixes.addAll(nearWidths(source.site().path()));
                        });
        return fixes;
    }

    /** The nearest other widths of the stage around a layer. */
    List<Fix> nearWidths(String path) {
        List<Fix> fixes = new ArrayList<>();
        stage(path)
                .ifPresent(
                        stage -> {
                            for (int step = 1; step <= NEAR; step++) {
                                for (int w : List.of(stage.width() + step, stage.width() - step)) {
                                    if (w > 0) {
                                        Expression width = Expression.of(w);
                                        fixes.add(Fix.write(stage.site(), "width", width));
                                    }
                                }
                            }
                        });
        return fixes;
    }

    /** The stage that gives WIDTH its meaning. */
    record Stage(Site site, int width) {}

    /** The innermost stage with a width around a layer. */
    Optional<Stage> stage(String path) {
        return all(model().layers())
                .filter(l -> l instanceof BlockLayer b && b.width().isPresent())
                .map(l -> new Stage(l.site(), ((BlockLayer) l).width().getAsInt()))
                .filter(s -> path.startsWith(s.site().path() + "."))
                .reduce((outer, inner) -> inner);
    }

    /** A pool over the whole map in front of a layer. */
    Fix globalPool(Site behind) {
        Edit.Write type =
                new Edit.Write(
                        behind.field(), "Pool", "type", Expression.constant("GLOBAL_AVERAGE"));
        return inserted(behind, false, "Pool", "pool", type);
    }

    /** A new layer beside another. */
    Fix inserted(
            Site beside, boolean behind, String annotation, String name, Edit.Write... attributes) {
        return Fix.of(
                beside.path(),
                beside.at(Site.ANNOTATION),
                new Edit.Insert(
                        beside.field(),
                        behind,
                        annotation,
                        List.of(attributes),
                        freshName(beside.path(), name)));
    }

    /** The name {@code wanted}, numbered where the class around a layer has it already. */
    private String freshName(String path, String wanted) {
        String prefix = path.substring(0, path.lastIndexOf('.') + 1);
        String name = wanted;
        for (int i = 2; has(prefix + name); i++) {
            name = wanted + i;
        }
        return name;
    }

    private boolean has(String path) {
        return model().leaves().stream()
                .map(l -> l.site().path())
                .anyMatch(p -> p.equals(path) || p.startsWith(path + "."));
    }
}
