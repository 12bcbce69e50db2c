package dev.kiln.processor.frontend;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Diagnostics;
import dev.kiln.processor.graph.Parameter;
import dev.kiln.processor.layer.attribute.Regularization;
import dev.kiln.processor.layer.attribute.Techniques;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;

/** {@code @Regularize}, {@code @Frozen} and {@code @Init} on a class or a field. */
final class TechniquesReader {

    /** The annotations that are read here. */
    static final Set<String> ANNOTATIONS = Set.of("Regularize", "Frozen", "Init");

    private TechniquesReader() {}

    static Techniques read(
            SourceView source, Element element, String path, Diagnostics diagnostics) {
        return new Techniques(
                source.annotation(element, "Regularize")
                        .map(m -> regularization(reader(source, element, path, m, diagnostics)))
                        .orElse(Regularization.NONE),
                source.annotation(element, "Frozen").isPresent(),
                source.annotation(element, "Init")
                        .map(m -> reader(source, element, path, m, diagnostics).constant("value"))
                        .map(Parameter.Initializer::valueOf));
    }

    /** Only attributes that are written count. */
    private static Regularization regularization(AnnotationReader a) {
        return new Regularization(
                written(a, "l1").map(n -> Attributes.notNegative(a, n)),
                written(a, "l2").map(n -> Attributes.notNegative(a, n)),
                written(a, "dropout").map(n -> Attributes.share(a, n)),
                written(a, "batchNorm").map(a::flag));
    }

    private static Optional<String> written(AnnotationReader a, String attribute) {
        return a.writes(attribute) ? Optional.of(attribute) : Optional.empty();
    }

    /** Reports what a layer without weights can't follow. */
    static void checkWithoutWeights(
            SourceView source,
            Element element,
            String path,
            boolean freezable,
            Diagnostics diagnostics) {
        for (AnnotationMirror mirror : source.annotations(element)) {
            String name = Mirrors.simpleName(mirror);
            AnnotationReader a = reader(source, element, path, mirror, diagnostics);
            if (name.equals("Init") || (name.equals("Frozen") && !freezable)) {
                a.error(
                        Code.ATTRIBUTE_UNUSED,
                        "",
                        "@" + name + " belongs to a layer with weights",
                        a.strip());
            }
            if (name.equals("Regularize")) {
                for (String attribute : new String[] {"l1", "l2", "batchNorm"}) {
                    if (a.writes(attribute)) {
                        a.error(
                                Code.ATTRIBUTE_UNUSED,
                                attribute,
                                "`" + attribute + "` belongs to a layer with weights",
                                a.erase(attribute));
                    }
                }
            }
        }
    }

    private static AnnotationReader reader(
            SourceView source,
            Element element,
            String path,
            AnnotationMirror mirror,
            Diagnostics diagnostics) {
        return new AnnotationReader(source, diagnostics, path, element, mirror);
    }
}
