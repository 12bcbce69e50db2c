package dev.kiln.processor.frontend;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Expression;
import dev.kiln.processor.diagnostic.Fix;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.layer.ActivateLayer;
import dev.kiln.processor.layer.BatchNormLayer;
import dev.kiln.processor.layer.ConvLayer;
import dev.kiln.processor.layer.DenseLayer;
import dev.kiln.processor.layer.DropoutLayer;
import dev.kiln.processor.layer.IdentityLayer;
import dev.kiln.processor.layer.LayerDeclaration;
import dev.kiln.processor.layer.PoolLayer;
import dev.kiln.processor.layer.attribute.PaddingRule;
import dev.kiln.processor.layer.attribute.Techniques;
import dev.kiln.processor.operation.PoolingOp;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;

/**
 * From a layer annotation to its declaration.
 *
 * @param annotation its simple name
 */
record LayerReader(
        String annotation,
        Learned learned,
        BiFunction<AnnotationReader, Techniques, LayerDeclaration> declaration) {

    /** Parts of a layer that training changes. */
    enum Learned {
        NOTHING,
        /** Numbers of each channel: they can be frozen. */
        FACTORS,
        /** They can be regularized, frozen and initialized. */
        WEIGHTS
    }

    /** One for each layer, in the order in which errors list them. */
    private static final List<LayerReader> ALL =
            List.of(
                    new LayerReader("Conv", Learned.WEIGHTS, LayerReader::conv),
                    new LayerReader("Pool", Learned.NOTHING, (a, techniques) -> pool(a)),
                    new LayerReader("Dense", Learned.WEIGHTS, LayerReader::dense),
                    new LayerReader("Activate", Learned.NOTHING, (a, techniques) -> activate(a)),
                    new LayerReader("BatchNorm", Learned.FACTORS, LayerReader::batchNorm),
                    new LayerReader("Dropout", Learned.NOTHING, (a, techniques) -> dropout(a)),
                    new LayerReader(
                            "Identity",
                            Learned.NOTHING,
                            (a, techniques) -> new IdentityLayer(a.site())));

    /** Empty for annotations that are no layers. */
    static Optional<LayerReader> of(AnnotationMirror annotation) {
        String name = Mirrors.simpleName(annotation);
        return ALL.stream().filter(reader -> reader.annotation.equals(name)).findFirst();
    }

    /** {@code @Conv, @Pool or @Identity}. */
    static String names() {
        List<String> names = ALL.stream().map(reader -> "@" + reader.annotation).toList();
        int last = names.size() - 1;
        return String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }

    private static ConvLayer conv(AnnotationReader a, Techniques techniques) {
        return new ConvLayer(
                a.site(),
                Attributes.amount(a, "filters"),
                Attributes.pair(a, "kernel"),
                Attributes.pair(a, "stride"),
                Attributes.padding(a),
                Attributes.pair(a, "dilation"),
                Attributes.amount(a, "groups"),
                a.flag("bias"),
                Attributes.activation(a, "activation"),
                techniques);
    }

    private static BatchNormLayer batchNorm(AnnotationReader a, Techniques techniques) {
        double epsilon = a.number("epsilon");
        if (!((float) epsilon > 0) || !Float.isFinite((float) epsilon)) {
            String range = epsilon > 0 ? "; as a float it must be finite" : "; it must be";
            a.error(
                    Code.ATTRIBUTE_VALUE,
                    "epsilon",
                    "`epsilon` is " + Expression.of(epsilon).text() + range + " above 0",
                    (float) -epsilon > 0 && Float.isFinite((float) epsilon)
                            ? a.write("epsilon", Expression.of(-epsilon))
                            : a.erase("epsilon"));
        }
        double momentum = a.number("momentum");
        if (!(momentum >= 0 && momentum <= 1)) {
            a.error(
                    Code.ATTRIBUTE_VALUE,
                    "momentum",
                    "`momentum` is " + Expression.of(momentum).text() + "; it must be from 0 to 1",
                    momentum < 0 && momentum >= -1
                            ? a.write("momentum", Expression.of(-momentum))
                            : a.write("momentum", Expression.of(0.1)));
        }
        return new BatchNormLayer(a.site(), epsilon, momentum, a.flag("affine"), techniques);
    }

    private static DropoutLayer dropout(AnnotationReader a) {
        return new DropoutLayer(a.site(), Attributes.share(a, "rate"));
    }

    private static PoolLayer pool(AnnotationReader a) {
        String type = a.constant("type");
        PoolingOp.Type kind =
                type.endsWith("AVERAGE") ? PoolingOp.Type.AVERAGE : PoolingOp.Type.MAX;
        if (kind == PoolingOp.Type.MAX && a.writes("countPadding")) {
            a.error(
                    Code.ATTRIBUTE_UNUSED,
                    "countPadding",
                    "`countPadding` belongs to AVERAGE; padding never wins a maximum",
                    a.writes("type")
                            ? ValueFixes.erased(a, "countPadding")
                            : new Fix[] {
                                a.write("type", Expression.constant("AVERAGE")),
                                a.erase("countPadding")
                            });
        }
        if (type.startsWith("GLOBAL")) {
            globalWithWindow(a, type);
            return new PoolLayer(
                    a.site(), kind, Optional.empty(), Pair.ONE, PaddingRule.valid(), true);
        }
        if (!a.writes("size")) {
            Expression size =
                    a.writes("stride") ? ValueFixes.pair(a.integers("stride")) : Expression.of(2);
            a.error(
                    Code.ATTRIBUTE_COUNT,
                    "size",
                    "the pool has no `size`",
                    a.write("size", size),
                    a.write("size", Expression.of(2)),
                    a.write(
                            "type",
                            Expression.constant(
                                    kind == PoolingOp.Type.MAX ? "GLOBAL_MAX" : "GLOBAL_AVERAGE")));
            return new PoolLayer(
                    a.site(), kind, Optional.of(Pair.ONE), Pair.ONE, PaddingRule.valid(), true);
        }
        Pair size = Attributes.pair(a, "size");
        Pair stride = a.writes("stride") ? Attributes.pair(a, "stride") : size;
        return new PoolLayer(
                a.site(),
                kind,
                Optional.of(size),
                stride,
                Attributes.padding(a),
                a.flag("countPadding"));
    }

    /** One error for all that a global pool has no use for. */
    private static void globalWithWindow(AnnotationReader a, String type) {
        List<String> written = Stream.of("size", "stride", "padding").filter(a::writes).toList();
        if (written.isEmpty()) {
            return;
        }
        Fix without =
                written.stream().map(a::erase).reduce((first, second) -> first.and(second)).get();
        String local = type.substring("GLOBAL_".length());
        Fix small = a.write("type", Expression.constant(local));
        String names = "`" + String.join("` and no `", written) + "`";
        a.error(
                Code.ATTRIBUTE_UNUSED,
                written.get(0),
                "a global pool covers the whole map; it takes no " + names,
                written.contains("size") ? new Fix[] {without, small} : new Fix[] {without});
    }

    private static DenseLayer dense(AnnotationReader a, Techniques techniques) {
        return new DenseLayer(
                a.site(),
                Attributes.amount(a, "units"),
                a.flag("bias"),
                Attributes.activation(a, "activation"),
                techniques);
    }

    private static ActivateLayer activate(AnnotationReader a) {
        return new ActivateLayer(a.site(), Attributes.activation(a, "value"));
    }
}
