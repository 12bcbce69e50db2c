package dev.kiln.processor;

import com.google.auto.service.AutoService;
import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Crash;
import dev.kiln.processor.diagnostic.Diagnostic;
import dev.kiln.processor.diagnostic.Diagnostics;
import dev.kiln.processor.diagnostic.Lines;
import dev.kiln.processor.diagnostic.Position;
import dev.kiln.processor.emit.GeneratedFile;
import dev.kiln.processor.emit.OrderClass;
import dev.kiln.processor.emit.SourceGenerator;
import dev.kiln.processor.emit.Stub;
import dev.kiln.processor.fix.BudgetCheck;
import dev.kiln.processor.fix.FixSearch;
import dev.kiln.processor.frontend.AnnotatedClasses;
import dev.kiln.processor.frontend.Completeness;
import dev.kiln.processor.frontend.FieldOrder;
import dev.kiln.processor.frontend.JavaLang;
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
import dev.kiln.processor.report.WeightFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.annotation.processing.SupportedOptions;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.Diagnostic.Kind;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/**
 * The door of the house: takes annotated classes from javac and gives generated sources and
 * diagnostics back. It never throws.
 */
@AutoService(Processor.class)
@SupportedAnnotationTypes("dev.kiln.*")
@SupportedOptions({Options.OFF, Options.ON, Options.CHUNK, Dump.OPTION})
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

    /** Turns a checked network into files. */
    @FunctionalInterface
    interface Generator {
        List<GeneratedFile> files(ModelInfo info, Graph graph, Options options, Dump dump);
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
        write(type, Stub.sources(ModelReader.info(type, source())), new Diagnostics());
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
        write(block, List.of(order), diagnostics);
    }

    private SourceView source() {
        Elements elements = processingEnv.getElementUtils();
        return new SourceView(new FieldOrder(elements, sources), elements);
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
        new FixSearch(program, written).diagnostics().forEach(diagnostics::add);
        ModelInfo info = written.model().info();
        List<GeneratedFile> files = new ArrayList<>();
        if (!written.hasErrors() && wrongOptions.isEmpty()) {
            guarded(
                    info.name(),
                    Position.of(type),
                    diagnostics,
                    () -> {
                        if (isWithinBudget(type, program, written, diagnostics)) {
                            Graph graph = written.graph().orElseThrow();
                            files.addAll(files(type, info, graph, diagnostics));
                        }
                    });
        }
        write(type, files.isEmpty() ? Stub.sources(info) : files, diagnostics);
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
                                    SourceGenerator.activationBytes(info, g, options(type));
                        };
        List<Diagnostic> excesses = BudgetCheck.excesses(program, written, measure);
        excesses.forEach(diagnostics::add);
        return excesses.isEmpty();
    }

    /** None where javac could not compile them. */
    private List<GeneratedFile> files(
            TypeElement type, ModelInfo info, Graph graph, Diagnostics diagnostics) {
        Options options = options(type);
        if (options.has(Optimization.VECTORS)
                && !VectorApi.isSeenBy(type, processingEnv.getElementUtils())) {
            diagnostics.add(
                    Diagnostic.of(
                            Code.OPTION, Position.of(type), info.name() + ": " + VectorApi.UNSEEN));
            return List.of();
        }
        List<GeneratedFile> files = generator.files(info, graph, options, dump());
        for (GeneratedFile file : files) {
            Optional<String> excess =
                    file instanceof GeneratedFile.Source source
                            ? source.excess()
                            : Optional.empty();
            if (excess.isPresent()) {
                String fault = info.name() + ": the model has too many layers: " + excess.get();
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

    private void write(TypeElement type, List<GeneratedFile> files, Diagnostics diagnostics) {
        if (!NameLength.check(type, diagnostics)) {
            return;
        }
        for (GeneratedFile file : files) {
            try {
                write(type, file);
            } catch (FilerException e) {
                String kind = file instanceof GeneratedFile.Source ? "class" : "file";
                String reason = "there is another " + kind + " of this name";
                diagnostics.add(unwritten(type, file.name(), Code.NAME_TAKEN, reason));
                return;
            } catch (IOException | UncheckedIOException | InvalidPathException e) {
                diagnostics.add(
                        unwritten(type, file.name(), Code.NOT_WRITTEN, OutputFailure.reason(e)));
                return;
            }
        }
    }

    private void write(TypeElement type, GeneratedFile file) throws IOException {
        Filer filer = processingEnv.getFiler();
        if (file instanceof GeneratedFile.Source source) {
            waiting.generates(source.qualifiedName());
            Elements elements = processingEnv.getElementUtils();
            String text = source.text(n -> JavaLang.isHidden(n, type, elements));
            try (Writer writer =
                    filer.createSourceFile(source.qualifiedName(), type).openWriter()) {
                writer.write(text);
            }
        } else if (file instanceof GeneratedFile.Resource resource) {
            FileObject object =
                    filer.createResource(StandardLocation.CLASS_OUTPUT, "", resource.name(), type);
            try (OutputStream out = object.openOutputStream()) {
                resource.content().writeTo(out);
            }
        }
    }

    private static Diagnostic unwritten(TypeElement type, String name, Code code, String reason) {
        String headline = type.getSimpleName() + ": can't generate " + name + ": " + reason;
        return Diagnostic.of(code, Position.of(type), headline);
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
