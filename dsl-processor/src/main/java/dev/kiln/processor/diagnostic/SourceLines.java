package dev.kiln.processor.diagnostic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Line numbers that are counted in the source files, where ECJ names them. */
final class SourceLines implements Lines {

    private final Map<String, Optional<Declarations>> files = new HashMap<>();

    @Override
    public OptionalLong of(Position position) {
        if (position.element == null) {
            return OptionalLong.empty();
        }
        String path = position.element.getSimpleName().toString();
        TypeElement outermost = position.element instanceof TypeElement type ? type : null;
        for (Element e = position.element.getEnclosingElement();
                e instanceof TypeElement around;
                e = e.getEnclosingElement()) {
            path = around.getSimpleName() + "." + path;
            outermost = around;
        }
        if (outermost == null) {
            return OptionalLong.empty();
        }
        Optional<Declarations> file =
                EclipseFile.of(outermost)
                        .flatMap(name -> files.computeIfAbsent(name, SourceLines::read));
        return file.isPresent()
                ? file.get().line(path, position.annotationName(), position.attribute)
                : OptionalLong.empty();
    }

    /** Of all encodings those will do in which the names and signs of Java are ASCII. */
    private static Optional<Declarations> read(String file) {
        try {
            byte[] bytes = Files.readAllBytes(Path.of(file));
            return Optional.of(Declarations.of(new String(bytes, StandardCharsets.UTF_8)));
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }
}
