package dev.kiln.processor;

import com.google.auto.service.AutoService;
import com.palantir.javapoet.JavaFile;
import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Crash;
import dev.kiln.processor.diagnostic.Diagnostic;
import dev.kiln.processor.diagnostic.Diagnostics;
import dev.kiln.processor.diagnostic.Lines;
import dev.kiln.processor.diagnostic.Position;
import dev.kiln.processor.emit.ConstantCount;
import dev.kiln.processor.emit.OrderClass;
import dev.kiln.processor.emit.SourceGenerator;
import dev.kiln.processor.emit.SourceText;
import dev.kiln.processor.emit.Stub;
import dev.kiln.processor.frontend.Completeness;
import dev.kiln.processor.frontend.FieldOrder;
import dev.kiln.processor.frontend.JavaLang;
import dev.kiln.processor.frontend.ModelReader;
import dev.kiln.processor.frontend.NameLength;
import dev.kiln.processor.frontend.OrphanCheck;
import dev.kiln.processor.frontend.VectorApi;
import dev.kiln.processor.graph.Graph;
import dev.kiln.processor.graph.ModelInfo;
import dev.kiln.processor.layer.Model;
import dev.kiln.processor.pass.OptionCheck;
import dev.kiln.processor.pass.Switches;
import java.io.IOException;
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

/**
 * The door of the house: takes annotated classes from javac and gives generated sources and
 * diagnostics back. It never throws.
 */
@AutoService(Processor.class)
@SupportedAnnotationTypes("dev.kiln.*")
@SupportedOptions({Switches.OFF, Switches.ON, Switches.CHUNK})
public final class KilnProcessor extends AbstractProcessor {

    private static final Set<String> BLOCKS =
            Set.of("dev.kiln.Block", "dev.kiln.Residual", "dev.kiln.Inception");

    private final Generator generator;

    /** Models that mention types which don't exist yet, by qualified name. */
    private final Set<String> deferred = new LinkedHashSet<>();

    /** Outermost classes that are compiled from source, by qualified name. */
    private final Set<String> sources = new LinkedHashSet<>();

    /** Faults of the options; reported once. */
    private List<String> wrongOptions = List.of();

    private boolean optionsReported;

    /** What turns a checked network into sources. */
    @FunctionalInterface
    interface Generator {
        List<JavaFile> sources(ModelInfo info, Graph graph, Switches switches);
    }

    public KilnProcessor() {
        this(SourceGenerator::sources);
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
        guarded(
                "Kiln",
                Position.none(),
                diagnostics,
                () ->
                        annotated(annotations, round)
                                .forEach(e -> OrphanCheck.check(e, diagnostics)));
        ElementFilter.typesIn(round.getRootElements())
                .forEach(t -> sources.add(t.getQualifiedName().toString()));
        for (TypeElement block : blocks(annotations, round)) {
            guarded(
                    block.getQualifiedName().toString(),
                    Position.of(block),
                    diagnostics,
                    () -> recordOrder(block, diagnostics));
        }
        for (TypeElement type : models(annotations, round)) {
            String name = type.getQualifiedName().toString();
            guarded(
                    name,
                    Position.of(type),
                    diagnostics,
                    () -> {
                        if (Completeness.of(type)) {
                            compile(type, diagnostics);
                        } else if (round.processingOver()) {
                            writeStub(type, diagnostics);
                        } else {
                            deferred.add(name);
                        }
                    });
        }
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

    /** Those of earlier rounds that had to wait, then those of this round. */
    private List<TypeElement> models(
            Set<? extends TypeElement> annotations, RoundEnvironment round) {
        List<TypeElement> models = new ArrayList<>();
        for (String name : deferred) {
            models.add(processingEnv.getElementUtils().getTypeElement(name));
        }
        deferred.clear();
        for (TypeElement annotation : annotations) {
            if (annotation.getQualifiedName().contentEquals("dev.kiln.Model")) {
                models.addAll(ElementFilter.typesIn(round.getElementsAnnotatedWith(annotation)));
            }
        }
        return models;
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
        List<JavaFile> file =
                List.of(
                        OrderClass.of(
                                info,
                                FieldOrder.SUFFIX,
                                FieldOrder.CONSTANT,
                                FieldOrder.recordOf(block)));
        write(block, file, diagnostics);
    }

    private FieldOrder fieldOrder() {
        return new FieldOrder(processingEnv.getElementUtils(), sources);
    }

    private Switches switches(TypeElement type) {
        return Switches.of(
                processingEnv.getOptions().get(Switches.OFF),
                processingEnv.getOptions().get(Switches.ON),
                processingEnv.getOptions().get(Switches.CHUNK),
                VectorApi.isAskedFor(type, processingEnv.getElementUtils()));
    }

    private void compile(TypeElement type, Diagnostics diagnostics) {
        Diagnostics found = new Diagnostics();
        Model model = ModelReader.read(type, fieldOrder(), found);
        Optional<Graph> graph = model.build(found);
        found.all().forEach(diagnostics::add);
        List<JavaFile> files = new ArrayList<>();
        if (graph.isPresent() && !found.hasErrors() && wrongOptions.isEmpty()) {
            guarded(
                    model.info().name(),
                    Position.of(type),
                    diagnostics,
                    () -> files.addAll(sources(type, model.info(), graph.get(), diagnostics)));
        }
        write(type, files.isEmpty() ? Stub.sources(model.info()) : files, diagnostics);
    }

    /** None where javac could not compile them. */
    private List<JavaFile> sources(
            TypeElement type, ModelInfo info, Graph graph, Diagnostics diagnostics) {
        Switches switches = switches(type);
        if (switches.vectors() && !VectorApi.isSeenBy(type, processingEnv.getElementUtils())) {
            diagnostics.add(
                    Diagnostic.of(
                            Code.OPTION, Position.of(type), info.name() + ": " + VectorApi.UNSEEN));
            return List.of();
        }
        List<JavaFile> files = generator.sources(info, graph, switches);
        for (JavaFile file : files) {
            Optional<String> excess = ConstantCount.excess(file);
            if (excess.isPresent()) {
                String fault = info.name() + ": the model has too many layers: " + excess.get();
                diagnostics.add(Diagnostic.of(Code.LAYER_COUNT, Position.of(type), fault));
                return List.of();
            }
        }
        return files;
    }

    /** The class is incomplete and javac is about to say so; nothing else should be in the way. */
    private void writeStub(TypeElement type, Diagnostics diagnostics) {
        write(type, Stub.sources(ModelReader.info(type)), diagnostics);
    }

    private void write(TypeElement type, List<JavaFile> files, Diagnostics diagnostics) {
        if (!NameLength.check(type, diagnostics)) {
            return;
        }
        for (JavaFile file : files) {
            String name = file.typeSpec().name();
            String qualified =
                    file.packageName().isEmpty() ? name : file.packageName() + "." + name;
            String text =
                    SourceText.of(
                            file, n -> JavaLang.isHidden(n, type, processingEnv.getElementUtils()));
            try (Writer writer =
                    processingEnv.getFiler().createSourceFile(qualified, type).openWriter()) {
                writer.write(text);
            } catch (FilerException e) {
                String reason = "there is another class of this name";
                diagnostics.add(unwritten(type, name, Code.NAME_TAKEN, reason));
                return;
            } catch (IOException | UncheckedIOException | InvalidPathException e) {
                diagnostics.add(unwritten(type, name, Code.NOT_WRITTEN, OutputFailure.reason(e)));
                return;
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
