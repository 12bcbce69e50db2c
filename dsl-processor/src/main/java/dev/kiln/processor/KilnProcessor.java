package dev.kiln.processor;

import com.google.auto.service.AutoService;
import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Crash;
import dev.kiln.processor.diagnostic.Diagnostic;
import dev.kiln.processor.diagnostic.Diagnostics;
import dev.kiln.processor.diagnostic.Lines;
import dev.kiln.processor.diagnostic.Places;
import dev.kiln.processor.diagnostic.Position;
import dev.kiln.processor.emit.CompiledModel;
import dev.kiln.processor.emit.GeneratedFile;
import dev.kiln.processor.emit.OrderClass;
import dev.kiln.processor.emit.SourceGenerator;
import dev.kiln.processor.emit.Stub;
import dev.kiln.processor.fix.BudgetCheck;
import dev.kiln.processor.fix.FixSearch;
import dev.kiln.processor.frontend.AnnotatedClasses;
import dev.kiln.processor.frontend.Completeness;
import dev.kiln.processor.frontend.FieldOrder;
import dev.kiln.processor.frontend.ModelReader;
import dev.kiln.processor.frontend.NameLength;
import dev.kiln.processor.frontend.OrphanCheck;
import dev.kiln.processor.frontend.SourceView;
import dev.kiln.processor.frontend.VectorApi;
import dev.kiln.processor.frontend.Waiting;
import dev.kiln.processor.graph.ModelInfo;
import dev.kiln.processor.layer.Attempt;
import dev.kiln.processor.layer.attribute.Budget;
import dev.kiln.processor.operation.Graph;
import dev.kiln.processor.pass.Dump;
import dev.kiln.processor.pass.Optimization;
import dev.kiln.processor.pass.OptionCheck;
import dev.kiln.processor.pass.Options;
import dev.kiln.processor.pass.ReportOption;
import dev.kiln.processor.report.WeightFile;
import dev.kiln.processor.report.build.ReportBuilder;
import dev.kiln.processor.report.data.ModelReport;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.annotation.processing.SupportedOptions;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic.Kind;

/**
 * The door of the house: takes annotated classes from javac and gives generated sources and
 * diagnostics back. It never throws.
 */
@AutoService(Processor.class)
@SupportedAnnotationTypes("dev.kiln.*")
@SupportedOptions({Options.OFF, Options.ON, Options.CHUNK, Dump.OPTION, ReportOption.OPTION})
public final class KilnProcessor extends AbstractProcessor {

    private static final Set<String> BLOCKS =
            Set.of("dev.kiln.Block", "dev.kiln.Residual", "dev.kiln.Inception");

    private final Generator generator;

    private final Waiting waiting = new Waiting();

    /** Outermost classes that are compiled from source, by qualified name. */
    private final Set<String> sources = new LinkedHashSet<>();

    /** Faults of the options; reported once. */
    private List<String> wrongOptions = List.of();

    private boolean optionsReported;

    /** Turns a compiled network into files. */
    @FunctionalInterface
    interface Generator {
        List<GeneratedFile> files(CompiledModel model);
    }

    public KilnProcessor() {
        this(SourceGenerator::files);
    }

    /** For tests of what happens when the generator fails. */
    KilnProcessor(Generator generator) {
        this.generator = generator;
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
        super.init(environment);
        wrongOptions = OptionCheck.problems(environment.getOptions());
    }

    /** With those that don't exist: Kiln has a warning of its own, and javac's would repeat it. */
    @Override
    public Set<String> getSupportedOptions() {
        Set<String> all = new LinkedHashSet<>(super.getSupportedOptions());
        if (isInitialized()) {
            all.addAll(OptionCheck.unknown(processingEnv.getOptions().keySet()));
        }
        return all;
    }

    /**
     * Claims its annotations, which are nobody else's: otherwise {@code -Xlint:all} warns that
     * nobody does.
     */
    @Override
    @SuppressWarnings("DoNotClaimAnnotations")
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        Diagnostics diagnostics = new Diagnostics();
        guarded(
                "Kiln",
                Position.none(),
                diagnostics,
                () -> process(annotations, round, diagnostics));
        diagnostics.print(processingEnv.getMessager(), Lines.of(processingEnv));
        return true;
    }

    private void process(
            Set<? extends TypeElement> annotations,
            RoundEnvironment round,
            Diagnostics diagnostics) {
        reportOptions(diagnostics);
        ElementFilter.typesIn(round.getRootElements())
                .forEach(t -> sources.add(t.getQualifiedName().toString()));
        int generated = waiting.countOfGenerated();
        for (TypeElement block : blocks(annotations, round)) {
            guarded(
                    block.getQualifiedName().toString(),
                    Position.of(block),
                    diagnostics,
                    () -> recordOrder(block, diagnostics));
        }
        AnnotatedClasses classes =
                AnnotatedClasses.of(
                        annotated(annotations, round),
                        waiting.release(processingEnv.getElementUtils()));
        Completeness completeness = Completeness.of(processingEnv);
        guarded(
                "Kiln",
                Position.none(),
                diagnostics,
                () ->
                        OrphanCheck.check(classes, completeness, diagnostics)
                                .forEach(t -> stub(t, completeness, round)));
        for (TypeElement type : classes.models()) {
            guarded(
                    type.getQualifiedName().toString(),
                    Position.of(type),
                    diagnostics,
                    () -> {
                        if (completeness.of(type)) {
                            compile(type, diagnostics);
                        } else {
                            stub(type, completeness, round);
                        }
                    });
        }
        if (!waiting.isEmpty() && waiting.countOfGenerated() == generated) {
            // Another round comes only if something is written in this one.
            waiting.first(processingEnv.getElementUtils())
                    .ifPresent(t -> recordOrder(t, new Diagnostics()));
        }
        if (round.processingOver()) {
            waiting.abandoned(processingEnv.getElementUtils()).stream()
                    .filter(completeness::of)
                    .forEach(t -> diagnostics.add(late(t)));
        }
    }

    /** The API of what can't be generated; later, where another processor may yet help. */
    private void stub(TypeElement type, Completeness completeness, RoundEnvironment round) {
        boolean complete = completeness.of(type);
        if (!complete && !round.processingOver() && !waiting.isVain(round)) {
            waiting.add(type);
            return;
        }
        if (!complete) {
            waiting.abandon(type);
        }
        output().write(type, Stub.sources(ModelReader.info(type, source())), new Diagnostics());
    }

    private static Diagnostic late(TypeElement type) {
        return Diagnostic.of(
                Code.NOT_WRITTEN,
                Position.of(type),
                type.getSimpleName()
                        + ": another processor generated what the class uses too late: after a round"
                        + " in which nothing was generated");
    }

    private void reportOptions(Diagnostics diagnostics) {
        if (!optionsReported) {
            optionsReported = true;
            wrongOptions.forEach(
                    o -> diagnostics.add(Diagnostic.of(Code.OPTION, Position.none(), o)));
            OptionCheck.unknown(processingEnv.getOptions().keySet()).stream()
                    .map(OptionCheck::unknown)
                    .forEach(
                            o ->
                                    diagnostics.add(
                                            Diagnostic.of(
                                                    Code.OPTION_UNKNOWN, Position.none(), o)));
        }
    }

    private static Set<Element> annotated(
            Set<? extends TypeElement> annotations, RoundEnvironment round) {
        Set<Element> elements = new LinkedHashSet<>();
        annotations.forEach(a -> elements.addAll(round.getElementsAnnotatedWith(a)));
        return elements;
    }

    private static Set<TypeElement> blocks(
            Set<? extends TypeElement> annotations, RoundEnvironment round) {
        return annotations.stream()
                .filter(a -> BLOCKS.contains(a.getQualifiedName().toString()))
                .flatMap(a -> ElementFilter.typesIn(round.getElementsAnnotatedWith(a)).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Writes the class that records the order of a block's fields. */
    private void recordOrder(TypeElement block, Diagnostics diagnostics) {
        if (!NameLength.checkFields(block, diagnostics)) {
            return;
        }
        ModelInfo info = ModelReader.blockInfo(block);
        GeneratedFile order =
                OrderClass.of(
                        info, FieldOrder.SUFFIX, FieldOrder.CONSTANT, FieldOrder.recordOf(block));
        Diagnostics found = new Diagnostics();
        if (!output().write(block, List.of(order), found) && !fieldOrder().isRecorded(block)) {
            found.all().forEach(diagnostics::add);
        }
    }

    private FieldOrder fieldOrder() {
        return new FieldOrder(processingEnv, sources);
    }

    private SourceView source() {
        return new SourceView(fieldOrder(), processingEnv.getElementUtils());
    }

    private Options options(TypeElement type) {
        return Options.of(
                processingEnv.getOptions().get(Options.OFF),
                processingEnv.getOptions().get(Options.ON),
                processingEnv.getOptions().get(Options.CHUNK),
                VectorApi.isAskedFor(type, processingEnv.getElementUtils()));
    }

    private void compile(TypeElement type, Diagnostics diagnostics) {
        SourceView source = source();
        FixSearch.Program program = edits -> ModelReader.read(type, source.with(edits));
        Attempt written = program.apply(List.of());
        Diagnostics found = new Diagnostics();
        new FixSearch(program, written).diagnostics().forEach(found::add);
        ModelInfo info = written.model().info();
        List<CompiledModel> compiled = new ArrayList<>();
        List<GeneratedFile> files = new ArrayList<>();
        if (!written.hasErrors() && wrongOptions.isEmpty()) {
            guarded(
                    info.name(),
                    Position.of(type),
                    found,
                    () -> {
                        if (isWithinBudget(type, program, written, found)) {
                            Graph graph = written.graph().orElseThrow();
                            compiled(type, info, graph, found).ifPresent(compiled::add);
                            compiled.forEach(c -> files.addAll(files(type, c, found)));
                        }
                    });
        }
        if (output().write(type, files.isEmpty() ? Stub.sources(info) : files, found)) {
            guarded(
                    info.name(),
                    Position.of(type),
                    found,
                    () -> report(type, written, compiled, found));
        }
        found.all().forEach(diagnostics::add);
    }

    /** Writes the reports; the model is compiled unless anything is in error. */
    private void report(
            TypeElement type, Attempt written, List<CompiledModel> compiled, Diagnostics found) {
        ReportOption option = ReportOption.of(processingEnv.getOptions().get(ReportOption.OPTION));
        Output output = output();
        if (wrongOptions.isEmpty()
                && !option.formats().isEmpty()
                && (option.asked() || output.keepsSourcesApart(type))) {
            ModelReport report =
                    new ReportBuilder(Places.of(processingEnv), Lines.of(processingEnv))
                            .of(
                                    written,
                                    Position.of(type),
                                    found.hasErrors()
                                            ? Optional.empty()
                                            : compiled.stream().findFirst(),
                                    found.all());
            output.write(type, Reports.files(report, option.formats()), found);
        }
    }

    private Output output() {
        return new Output(processingEnv, waiting::generates);
    }

    private boolean isWithinBudget(
            TypeElement type, FixSearch.Program program, Attempt written, Diagnostics diagnostics) {
        ModelInfo info = written.model().info();
        Budget.Measure measure =
                (g, quantity) ->
                        switch (quantity) {
                            case PARAMETERS -> g.parameterCount();
                            case MULTIPLY_ADDS -> g.multiplyAdds();
                            case WEIGHT_BYTES -> WeightFile.bytes(info.name(), g);
                            case ACTIVATION_BYTES ->
                                    CompiledModel.of(info, g, options(type), Dump.NONE)
                                            .trainingMemory()
                                            .bytesPerSample();
                        };
        List<Diagnostic> excesses = BudgetCheck.excesses(program, written, measure);
        excesses.forEach(diagnostics::add);
        return excesses.isEmpty();
    }

    /** Empty where the compilation does not see what the options ask for. */
    private Optional<CompiledModel> compiled(
            TypeElement type, ModelInfo info, Graph graph, Diagnostics diagnostics) {
        Options options = options(type);
        if (options.has(Optimization.VECTORS)
                && !VectorApi.isSeenBy(type, processingEnv.getElementUtils())) {
            diagnostics.add(
                    Diagnostic.of(
                            Code.OPTION, Position.of(type), info.name() + ": " + VectorApi.UNSEEN));
            return Optional.empty();
        }
        return Optional.of(CompiledModel.of(info, graph, options, dump()));
    }

    /** None where javac could not compile them. */
    private List<GeneratedFile> files(
            TypeElement type, CompiledModel model, Diagnostics diagnostics) {
        List<GeneratedFile> files = generator.files(model);
        for (GeneratedFile file : files) {
            Optional<String> excess =
                    file instanceof GeneratedFile.Source source
                            ? source.excess()
                            : Optional.empty();
            if (excess.isPresent()) {
                String fault =
                        model.info().name() + ": the model has too many layers: " + excess.get();
                diagnostics.add(Diagnostic.of(Code.LAYER_COUNT, Position.of(type), fault));
                return List.of();
            }
        }
        return files;
    }

    /** Prints programs as notes. */
    private Dump dump() {
        String pass = processingEnv.getOptions().getOrDefault(Dump.OPTION, "").strip();
        return new Dump(pass, text -> processingEnv.getMessager().printMessage(Kind.NOTE, text));
    }

    private static void guarded(
            String model, Position position, Diagnostics diagnostics, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
            diagnostics.add(Crash.diagnostic(model, position, e));
        }
    }
}
