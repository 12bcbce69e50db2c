package dev.kiln.processor;

import com.google.auto.service.AutoService;
import com.palantir.javapoet.JavaFile;
import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Crash;
import dev.kiln.processor.diagnostic.Diagnostic;
import dev.kiln.processor.diagnostic.Diagnostics;
import dev.kiln.processor.diagnostic.Position;
import dev.kiln.processor.emit.Emission;
import dev.kiln.processor.emit.Stub;
import dev.kiln.processor.frontend.ModelReader;
import dev.kiln.processor.frontend.OrphanCheck;
import dev.kiln.processor.graph.Graph;
import dev.kiln.processor.layer.Model;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/**
 * The door of the house: takes annotated classes from javac and gives generated sources and
 * diagnostics back.
 */
@AutoService(Processor.class)
@SupportedAnnotationTypes("dev.kiln.*")
public final class KilnProcessor extends AbstractProcessor {

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    /**
     * Claims its annotations, which are nobody else's: otherwise {@code -Xlint:all} warns that
     * nobody does.
     */
    @Override
    @SuppressWarnings("DoNotClaimAnnotations")
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        Diagnostics orphans = new Diagnostics();
        Set<Element> seen = new LinkedHashSet<>();
        for (TypeElement annotation : annotations) {
            Set<? extends Element> annotated = round.getElementsAnnotatedWith(annotation);
            if (annotation.getQualifiedName().contentEquals("dev.kiln.Model")) {
                ElementFilter.typesIn(annotated).forEach(this::compile);
            } else {
                seen.addAll(annotated);
            }
        }
        seen.forEach(element -> OrphanCheck.check(element, orphans));
        orphans.print(processingEnv.getMessager());
        return true;
    }

    private void compile(TypeElement type) {
        Diagnostics diagnostics = new Diagnostics();
        try {
            Model model = ModelReader.read(type, diagnostics);
            Optional<Graph> graph = model.build(diagnostics);
            boolean sound = graph.isPresent() && !diagnostics.hasErrors();
            write(
                    type,
                    sound
                            ? Emission.sources(model.info(), graph.get())
                            : Stub.sources(model.info()));
        } catch (FilerException e) {
            diagnostics.add(
                    Diagnostic.of(
                            Code.NAME_TAKEN,
                            Position.of(type),
                            type.getSimpleName()
                                    + ": a class that would be generated exists already: "
                                    + e.getMessage()));
        } catch (IOException | RuntimeException | StackOverflowError e) {
            diagnostics.add(Crash.diagnostic(type.toString(), Position.of(type), e));
        }
        diagnostics.print(processingEnv.getMessager());
    }

    private void write(TypeElement type, List<JavaFile> files) throws IOException {
        for (JavaFile file : files) {
            String name = file.typeSpec().name();
            String qualified =
                    file.packageName().isEmpty() ? name : file.packageName() + "." + name;
            try (Writer writer =
                    processingEnv.getFiler().createSourceFile(qualified, type).openWriter()) {
                file.writeTo(writer);
            }
        }
    }
}
