package dev.kiln.processor.frontend;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Diagnostic;
import dev.kiln.processor.diagnostic.Diagnostics;
import dev.kiln.processor.diagnostic.Expression;
import dev.kiln.processor.diagnostic.Position;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.InputScaling;
import dev.kiln.processor.graph.Loss;
import dev.kiln.processor.graph.ModelInfo;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.layer.Attempt;
import dev.kiln.processor.layer.FaultyLayer;
import dev.kiln.processor.layer.LayerDeclaration;
import dev.kiln.processor.layer.Model;
import dev.kiln.processor.layer.attribute.LossRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.TypeElement;

/** From an annotated class to the description of a model. */
public final class ModelReader {

    private final TypeElement type;
    private final SourceView source;
    private final Diagnostics diagnostics;
    private final String name;

    private ModelReader(TypeElement type, SourceView source, Diagnostics diagnostics) {
        this.source = source;
        this.type = type;
        this.diagnostics = diagnostics;
        this.name = ModelNames.name(type);
    }

    /**
     * The declarations of the class, and what follows. Faults are reported; the rest is read all
     * the same, to report that too.
     */
    public static Attempt read(TypeElement type, SourceView source) {
        Diagnostics diagnostics = new Diagnostics();
        Model model = new ModelReader(type, source, diagnostics).read();
        return Attempt.of(model, diagnostics.all());
    }

    /** What can be said of a class even if javac does not understand all of it. */
    public static ModelInfo info(TypeElement type, SourceView source) {
        String name = ModelNames.name(type);
        boolean inputGradient =
                Mirrors.find(type, "Model")
                        .map(m -> new AnnotationReader(source, new Diagnostics(), name, type, m))
                        .filter(model -> model.flag("inputGradient"))
                        .isPresent();
        return new ModelInfo(ModelNames.packageName(type), name, List.of(), inputGradient);
    }

    /** Where the class that goes with a block belongs. */
    public static ModelInfo blockInfo(TypeElement block) {
        return new ModelInfo(
                ModelNames.packageName(block), ModelNames.name(block), List.of(), false);
    }

    private Model read() {
        Diagnostics unsuitable = new Diagnostics();
        ModelClassCheck.check(type, source, unsuitable);
        unsuitable.all().forEach(diagnostics::add);
        AnnotationMirror annotation = Mirrors.find(type, "Model").orElseThrow();
        AnnotationReader model = new AnnotationReader(source, diagnostics, name, type, annotation);
        AnnotationReader input =
                new AnnotationReader(source, diagnostics, name, type, model.annotation("input"));
        Shape shape = InputReader.shape(input);
        Optional<InputScaling> scaling = InputReader.scaling(input, shape);
        Optional<AnnotationReader> labels =
                source.annotation(type, "Labels")
                        .map(l -> new AnnotationReader(source, diagnostics, name, type, l));
        ModelInfo info =
                new ModelInfo(
                        ModelNames.packageName(type),
                        name,
                        labels.map(l -> l.texts("value")).orElse(List.of()),
                        model.flag("inputGradient"));
        Site none = new Site(name, Position.of(type), Map.of());
        return new Model(
                info,
                model.site(),
                labels.map(AnnotationReader::site).orElse(none),
                shape,
                scaling,
                loss(model),
                TechniquesReader.read(source, type, name, diagnostics),
                unsuitable.hasErrors() ? List.of(new FaultyLayer(none)) : layers(none),
                source.annotation(type, "Budget")
                        .map(m -> new AnnotationReader(source, diagnostics, name, type, m))
                        .map(BudgetReader::read));
    }

    private static LossRule loss(AnnotationReader a) {
        String kind = a.constant("loss");
        double smoothing = Attributes.share(a, "labelSmoothing");
        List<Float> weights = classWeights(a);
        return new LossRule(
                kind.equals("AUTO") ? Optional.empty() : Optional.of(Loss.Kind.valueOf(kind)),
                (float) smoothing,
                weights);
    }

    private static List<Float> classWeights(AnnotationReader a) {
        List<Float> weights = new ArrayList<>();
        for (double weight : a.numbers("classWeights")) {
            if (!(weight >= 0) || !Float.isFinite((float) weight)) {
                String range =
                        weight > 0 ? "; it must be a finite float" : "; it must be 0 or more";
                List<Double> sizes = a.numbers("classWeights").stream().map(Math::abs).toList();
                a.error(
                        Code.CLASS_WEIGHTS,
                        "classWeights",
                        "a class weight is " + Expression.of(weight).text() + range,
                        a.write("classWeights", Expression.ofAll(sizes)),
                        a.erase("classWeights").asLastResort());
                return List.of();
            }
            weights.add((float) weight);
        }
        if (!weights.isEmpty() && weights.stream().allMatch(w -> w == 0)) {
            String fault = "all class weights are 0, so that no class counts";
            a.error(
                    Code.CLASS_WEIGHTS,
                    "classWeights",
                    fault,
                    ValueFixes.erased(a, "classWeights"));
            return List.of();
        }
        return weights;
    }

    /** One that is in error where there are none. */
    private List<LayerDeclaration> layers(Site site) {
        List<LayerDeclaration> none = List.of(new FaultyLayer(site));
        if (!ExpansionCheck.check(type, source, diagnostics)) {
            return none;
        }
        List<LayerDeclaration> layers =
                new BlockReader(source, diagnostics).layers(type, BlockUse.MODEL);
        if (layers.isEmpty()) {
            diagnostics.add(
                    Diagnostic.of(
                            Code.EMPTY_MODEL,
                            Position.of(type),
                            name + ": the model has no layers; each field of type Layer is one"));
            return none;
        }
        return layers;
    }
}
