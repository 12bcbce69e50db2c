package dev.kiln.processor.emit;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.emit.code.GeneratedNames;
import dev.kiln.processor.emit.kernel.KernelForms;
import dev.kiln.processor.emit.kernel.KernelsClass;
import dev.kiln.processor.emit.kernel.VectorKernelsClass;
import dev.kiln.processor.emit.network.BatchMethods;
import dev.kiln.processor.emit.network.Fingerprint;
import dev.kiln.processor.emit.network.LastActivation;
import dev.kiln.processor.emit.network.OwnLoss;
import dev.kiln.processor.emit.network.PredictorClass;
import dev.kiln.processor.graph.ModelInfo;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.operation.Graph;
import dev.kiln.processor.pass.ConvPoolFusion;
import dev.kiln.processor.pass.Programs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** From a checked graph to the files of its network, its predictor and their kernels. */
public final class SourceGenerator {

    private SourceGenerator() {}

    /** The files in a fixed order; equal models give equal bytes. */
    public static List<GeneratedFile> files(CompiledModel model) {
        ModelInfo info = model.info();
        Graph graph = model.graph();
        Programs programs = model.programs();
        KernelForms forms = model.forms();
        GeneratedNames names = GeneratedNames.of(info);
        // Of the graph as it was written: network and predictor are fused differently.
        String architecture = Fingerprint.of(graph);
        List<Step> vectors = vectors(graph, programs, forms);
        List<TypeSpec> types = new ArrayList<>();
        types.add(model.network().type(architecture));
        types.add(new PredictorClass(info, names, graph, programs, forms).type(architecture));
        types.add(
                KernelsClass.of(
                        names,
                        info.name(),
                        kernels(graph, programs),
                        vectors.stream().map(Step::kernel).toList(),
                        forms));
        if (!vectors.isEmpty()) {
            types.add(VectorKernelsClass.of(names, info.name(), vectors, forms));
        }
        return types.stream().map(type -> file(info, type)).toList();
    }

    /**
     * A step for each kernel that has a vector form. Large networks predict by micro-kernels of the
     * runtime; for what they do besides C2 had better not be kept.
     */
    private static List<Step> vectors(Graph graph, Programs programs, KernelForms forms) {
        Map<Kernel, Step> steps = new LinkedHashMap<>();
        Stream.of(
                        programs.training().program().preparation(),
                        programs.training().program().forward(),
                        LastActivation.step(graph).stream().toList(),
                        List.of(programs.training().loss(), programs.training().program().loss()),
                        programs.training().program().backward(),
                        programs.evaluation().program().all(),
                        programs.prediction().program().all())
                .flatMap(List::stream)
                .flatMap(ConvPoolFusion::withParts)
                .filter(s -> forms.vector(s.kernel()).isPresent())
                .forEach(s -> steps.putIfAbsent(s.kernel(), s));
        if (forms.shared()) {
            programs.prediction().program().all().forEach(s -> steps.remove(s.kernel()));
            LastActivation.step(graph).ifPresent(s -> steps.remove(s.kernel()));
        }
        return List.copyOf(steps.values());
    }

    private static Set<Kernel> kernels(Graph graph, Programs programs) {
        Set<Kernel> kernels = new LinkedHashSet<>();
        programs.training().program().preparation().forEach(s -> kernels.add(s.kernel()));
        programs.training().program().forward().forEach(s -> kernels.add(s.kernel()));
        LastActivation.step(graph).ifPresent(s -> kernels.add(s.kernel()));
        kernels.add(programs.training().loss().kernel());
        kernels.add(programs.training().program().loss().kernel());
        BatchMethods.labelWeights(programs).ifPresent(kernels::add);
        OwnLoss.kernel(programs).ifPresent(kernels::add);
        programs.training().program().backward().forEach(s -> kernels.add(s.kernel()));
        programs.evaluation().program().all().forEach(s -> kernels.add(s.kernel()));
        programs.prediction().program().all().stream()
                .flatMap(ConvPoolFusion::withParts)
                .forEach(s -> kernels.add(s.kernel()));
        return kernels;
    }

    static GeneratedFile file(ModelInfo info, TypeSpec type) {
        JavaFile java =
                JavaFile.builder(info.packageName(), type)
                        .addFileComment(
                                "Generated by Kiln from $L. Changes are lost at the next build.",
                                info.name())
                        .indent("    ")
                        .skipJavaLangImports(true)
                        .build();
        return GeneratedFile.Source.of(java);
    }
}
