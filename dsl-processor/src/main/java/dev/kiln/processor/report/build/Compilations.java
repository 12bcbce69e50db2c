package dev.kiln.processor.report.build;

import dev.kiln.processor.emit.CompiledModel;
import dev.kiln.processor.emit.code.KernelForm.Chosen;
import dev.kiln.processor.emit.code.KernelForm.Family;
import dev.kiln.processor.emit.kernel.KernelForms;
import dev.kiln.processor.graph.Program;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.LinearWithStatistics;
import dev.kiln.processor.graph.kernel.PanelKernel;
import dev.kiln.processor.graph.kernel.WinogradForward;
import dev.kiln.processor.graph.kernel.WinogradInputGradient;
import dev.kiln.processor.graph.kernel.WinogradWeightGradient;
import dev.kiln.processor.pass.ChunkSize;
import dev.kiln.processor.pass.PassRecord;
import dev.kiln.processor.pass.PredictionProgram;
import dev.kiln.processor.pass.TrainingProgram;
import dev.kiln.processor.pass.memory.BufferAssignment;
import dev.kiln.processor.pass.memory.Lifetime;
import dev.kiln.processor.report.Summary;
import dev.kiln.processor.report.data.Compilation;
import dev.kiln.processor.report.data.KernelReport;
import dev.kiln.processor.report.data.KernelReport.FormReport;
import dev.kiln.processor.report.data.ProgramReport;
import dev.kiln.processor.report.data.ProgramReport.BufferReport;
import dev.kiln.processor.report.data.ProgramReport.Memory;
import dev.kiln.processor.report.data.ProgramReport.Phase;
import dev.kiln.processor.report.data.ProgramReport.StepReport;
import dev.kiln.processor.report.data.ProgramReport.TensorReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs, their memory and their kernels, for readers. */
final class Compilations {

    private Compilations() {}

    static Compilation of(CompiledModel model, Prices prices) {
        TrainingProgram training = model.programs().training();
        PredictionProgram prediction = model.programs().prediction();
        return new Compilation(
                program(
                        "training",
                        training.program(),
                        training.buffers(),
                        model.trainingMemory(),
                        training.passes()),
                program(
                        "prediction",
                        prediction.program(),
                        prediction.buffers(),
                        model.predictionMemory(),
                        prediction.passes()),
                kernels(model, prices));
    }

    private static ProgramReport program(
            String use,
            Program program,
            BufferAssignment buffers,
            Summary.Memory memory,
            List<PassRecord> passes) {
        int chunk = memory.chunk() == ChunkSize.WHOLE ? 0 : memory.chunk();
        long apart = buffers.byTensor().keySet().stream().mapToLong(t -> t.shape().size()).sum();
        Memory told =
                new Memory(
                        chunk,
                        memory.kept(),
                        memory.bytesPerSample(),
                        Float.BYTES * apart,
                        Float.BYTES * buffers.lowerBound());
        return new ProgramReport(
                use, told, steps(program), buffers(program.steps(), buffers), passes);
    }

    private static List<StepReport> steps(Program program) {
        List<StepReport> steps = new ArrayList<>();
        add(program.forward(), Phase.FORWARD, steps);
        if (steps.size() < program.steps().size()) {
            add(List.of(program.loss()), Phase.LOSS, steps);
        }
        add(program.backward(), Phase.BACKWARD, steps);
        return steps;
    }

    private static void add(List<Step> some, Phase phase, List<StepReport> steps) {
        some.forEach(s -> steps.add(new StepReport(s.layer(), phase, s.kernel().name())));
    }

    private static List<BufferReport> buffers(List<Step> steps, BufferAssignment assignment) {
        Map<Tensor, Lifetime> uses = BufferAssignment.lifetimes(steps);
        return assignment.buffers().stream()
                .map(
                        b ->
                                new BufferReport(
                                        b.index(),
                                        (long) Float.BYTES * b.size(),
                                        b.local(),
                                        b.tensors().stream()
                                                .map(t -> tensor(t, uses.get(t)))
                                                .toList()))
                .toList();
    }

    private static TensorReport tensor(Tensor tensor, Lifetime use) {
        return new TensorReport(tensor.name(), tensor.shape(), use.first(), use.last());
    }

    private static List<KernelReport> kernels(CompiledModel model, Prices prices) {
        Map<String, KernelReport> kernels = new LinkedHashMap<>();
        Stream.of(model.programs().training().program(), model.programs().prediction().program())
                .flatMap(p -> p.steps().stream())
                .forEach(
                        s ->
                                kernels.computeIfAbsent(
                                        s.kernel().name(), n -> kernel(s, model.forms(), prices)));
        return List.copyOf(kernels.values());
    }

    private static KernelReport kernel(Step step, KernelForms forms, Prices prices) {
        Kernel kernel = step.kernel();
        Chosen<?> plain = KernelForms.plain(kernel);
        Optional<Chosen<?>> vector = forms.vector(kernel);
        List<FormReport> others = new ArrayList<>();
        for (Family family : Family.values()) {
            for (Chosen<?> form : KernelForms.all(family, kernel)) {
                boolean written = form.equals(plain) || vector.map(form::equals).orElse(false);
                if (!written && (family == Family.PLAIN || forms.vectors())) {
                    others.add(form(form, kernel, ""));
                }
            }
        }
        if (kernel instanceof LinearWithStatistics both) {
            // Its form is that of the product, which gathers statistics besides.
            KernelForms.all(Family.PLAIN, both.linear()).stream()
                    .filter(
                            f ->
                                    !KernelForms.cheapestFollowed(Family.PLAIN, both.linear())
                                            .equals(Optional.of(f)))
                    .forEach(f -> others.add(form(f, both.linear(), "")));
        }
        byDefinition(kernel).ifPresent(k -> others.addAll(plain(k, "by definition: ")));
        ofItsOwn(kernel).ifPresent(k -> others.addAll(plain(k, "of its own: ")));
        return new KernelReport(
                kernel.name(),
                String.join(" ", kernel.comment()),
                form(plain, kernel, product(kernel)),
                vector.map(v -> form(v, kernel, "")),
                others,
                forms.scratch(kernel),
                tiles(kernel),
                prices.nanoseconds(step));
    }

    /** Form of the product that gathers statistics besides. */
    private static String product(Kernel kernel) {
        return kernel instanceof LinearWithStatistics both
                ? KernelForms.cheapestFollowed(Family.PLAIN, both.linear())
                        .map(f -> f.form().name() + ", ")
                        .orElse("")
                : "";
    }

    private static FormReport form(Chosen<?> form, Kernel kernel, String prefix) {
        double own = form.cost();
        return new FormReport(
                form.form().family().name().toLowerCase(Locale.ROOT),
                prefix + form.form().name(),
                Double.isInfinite(own) ? own : Prices.price(form, kernel).orElse(0.0));
    }

    private static List<FormReport> plain(Kernel kernel, String prefix) {
        return KernelForms.all(Family.PLAIN, kernel).stream()
                .map(f -> form(f, kernel, prefix))
                .toList();
    }

    private static Kernel linear(Kernel kernel) {
        return kernel instanceof LinearWithStatistics both ? both.linear() : kernel;
    }

    /** The kernel in the place of which one of Winograd's stands. */
    private static Optional<Kernel> byDefinition(Kernel kernel) {
        Kernel linear = linear(kernel);
        if (linear instanceof WinogradForward k) {
            return Optional.of(k.convolution());
        }
        if (linear instanceof WinogradInputGradient k) {
            return Optional.of(k.convolution());
        }
        return linear instanceof WinogradWeightGradient k
                ? Optional.of(k.convolution())
                : Optional.empty();
    }

    /** The kernel with literals in the place of which one stands that calls micro-kernels. */
    private static Optional<Kernel> ofItsOwn(Kernel kernel) {
        return linear(kernel) instanceof PanelKernel k ? Optional.of(k.linear()) : Optional.empty();
    }

    private static int tiles(Kernel kernel) {
        Kernel linear = linear(kernel);
        if (linear instanceof WinogradForward k) {
            return k.tiles().count();
        }
        if (linear instanceof WinogradInputGradient k) {
            return k.tiles().count();
        }
        return linear instanceof WinogradWeightGradient k ? k.tiles().count() : 0;
    }
}
