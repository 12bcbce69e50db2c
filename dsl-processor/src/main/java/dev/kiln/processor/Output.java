package dev.kiln.processor;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Diagnostic;
import dev.kiln.processor.diagnostic.Diagnostics;
import dev.kiln.processor.diagnostic.EclipseFile;
import dev.kiln.processor.diagnostic.Position;
import dev.kiln.processor.emit.GeneratedFile;
import dev.kiln.processor.frontend.JavaLang;
import dev.kiln.processor.frontend.NameLength;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/** Writes what is generated, through javac. Failures become diagnostics. */
final class Output {

    private final Filer filer;
    private final Elements elements;
    private final Consumer<String> generated;

    /** {@code generated}: takes the qualified names of sources before they are written. */
    Output(ProcessingEnvironment environment, Consumer<String> generated) {
        this.generated = generated;
        this.filer = environment.getFiler();
        this.elements = environment.getElementUtils();
    }

    /**
     * Writes files until one fails.
     *
     * @param type the class that they are made of
     * @return whether all are written
     */
    boolean write(TypeElement type, List<GeneratedFile> files, Diagnostics diagnostics) {
        if (!NameLength.check(type, diagnostics)) {
            return false;
        }
        for (GeneratedFile file : files) {
            try {
                write(type, file);
            } catch (FilerException e) {
                diagnostics.add(unwritten(type, file.name(), Code.NAME_TAKEN, taken(file)));
                return false;
            } catch (IOException | UncheckedIOException | InvalidPathException e) {
                diagnostics.add(
                        unwritten(type, file.name(), Code.NOT_WRITTEN, OutputFailure.reason(e)));
                return false;
            }
        }
        return true;
    }

    /** ECJ writes no source of a class that is on the class path already. */
    private String taken(GeneratedFile file) {
        if (!(file instanceof GeneratedFile.Source source)) {
            return "there is another file of this name";
        }
        return Optional.ofNullable(elements.getTypeElement(source.qualifiedName()))
                .flatMap(EclipseFile::of)
                .filter(name -> name.endsWith(".class"))
                .map(name -> "it is on the class path already: " + name)
                .orElse("there is another class of this name");
    }

    private void write(TypeElement type, GeneratedFile file) throws IOException {
        if (file instanceof GeneratedFile.Source source) {
            generated.accept(source.qualifiedName());
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
        } else if (file instanceof GeneratedFile.Report report) {
            FileObject object = created(type, report);
            // Not with javac's encoding: the files say UTF-8 of themselves.
            try (OutputStream out = object.openOutputStream()) {
                out.write(report.text().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private FileObject created(TypeElement type, GeneratedFile.Report report) throws IOException {
        try {
            return filer.createResource(
                    StandardLocation.SOURCE_OUTPUT, report.packageName(), report.name(), type);
        } catch (IllegalArgumentException e) {
            // So says javac, whose file manager takes no folder for a file.
            throw new IOException("there is a folder of this name", e);
        }
    }

    /** Whether generated sources lie in another folder than classes; false if javac can't tell. */
    boolean keepsSourcesApart(TypeElement type) {
        String probe = type.getSimpleName() + "Report";
        try {
            return !filer.getResource(StandardLocation.SOURCE_OUTPUT, "", probe)
                    .toUri()
                    .equals(filer.getResource(StandardLocation.CLASS_OUTPUT, "", probe).toUri());
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static Diagnostic unwritten(TypeElement type, String name, Code code, String reason) {
        String headline = type.getSimpleName() + ": can't generate " + name + ": " + reason;
        return Diagnostic.of(code, Position.of(type), headline);
    }
}
