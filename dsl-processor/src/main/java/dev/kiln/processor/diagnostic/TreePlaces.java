package dev.kiln.processor.diagnostic;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.annotation.processing.ProcessingEnvironment;

/** Places from javac's syntax trees. Loaded only where the compiler has them. */
final class TreePlaces {

    private final Trees trees;
    private final Map<CompilationUnitTree, String> texts = new HashMap<>();

    /** By element, annotation and value: layers of a repeated block stand in one place. */
    private final Map<List<Object>, Optional<Places.Place>> known = new HashMap<>();

    private TreePlaces(Trees trees) {
        this.trees = trees;
    }

    static Places of(ProcessingEnvironment environment) {
        TreePlaces places = new TreePlaces(Trees.instance(environment));
        return places::known;
    }

    private Optional<Places.Place> known(Position position) {
        return position.element == null
                ? Optional.empty()
                : known.computeIfAbsent(
                        Arrays.asList(position.element, position.annotation, position.value),
                        key -> place(position));
    }

    private Optional<Places.Place> place(Position position) {
        TreePath path = trees.getPath(position.element, position.annotation, position.value);
        if (path == null) {
            return Optional.empty();
        }
        CompilationUnitTree unit = path.getCompilationUnit();
        String text = texts.computeIfAbsent(unit, TreePlaces::text);
        int start = (int) trees.getSourcePositions().getStartPosition(unit, path.getLeaf());
        if (start < 0 || start > text.length()) {
            return Optional.empty();
        }
        return Optional.of(
                position.annotation == null
                        ? named(unit, text, path.getLeaf(), start)
                        : place(unit, text, start, length(text, start, path.getLeaf())));
    }

    private static String text(CompilationUnitTree unit) {
        try {
            return unit.getSourceFile().getCharContent(true).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The length of a tree that stands there as javac would write it; else that of a word. */
    private static int length(String text, int start, Tree tree) {
        String written = tree.toString();
        if (text.startsWith(written, start)) {
            return written.length();
        }
        Matcher word = Pattern.compile("@?[\\w.\"]+").matcher(text).region(start, text.length());
        return word.lookingAt() ? word.end() - start : 1;
    }

    /** The name of what is declared, not its annotations in front. */
    private Places.Place named(CompilationUnitTree unit, String text, Tree tree, int start) {
        String name = "";
        int from = start;
        if (tree instanceof ClassTree type) {
            name = type.getSimpleName().toString();
            Matcher keyword =
                    Pattern.compile("\\b(class|interface|enum|record)\\s+" + name + "\\b")
                            .matcher(text);
            from = keyword.find(start) ? keyword.end() - name.length() : start;
        } else if (tree instanceof VariableTree variable) {
            name = variable.getName().toString();
            SourcePositions positions = trees.getSourcePositions();
            int type = (int) positions.getStartPosition(unit, variable.getType());
            Matcher word = Pattern.compile("\\b" + name + "\\b").matcher(text);
            from = word.find(Math.max(type, start)) ? word.start() : start;
        }
        return place(unit, text, from, Math.max(1, name.length()));
    }

    private static Places.Place place(
            CompilationUnitTree unit, String text, int start, int length) {
        int begin =
                1 + Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1));
        int end = start;
        while (end < text.length() && "\r\n".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String path = path(unit);
        return new Places.Place(
                path.substring(path.lastIndexOf('/') + 1),
                path,
                TreeLines.count(text, start),
                start - begin + 1,
                length,
                text.substring(begin, end));
    }

    /** With slashes. A file elsewhere, or in memory, is told by the folders of its package. */
    private static String path(CompilationUnitTree unit) {
        String name = unit.getSourceFile().getName().replace('\\', '/');
        String here = Path.of("").toAbsolutePath().toString().replace('\\', '/') + "/";
        Optional<String> below =
                Optional.of(unit.getSourceFile().toUri())
                        .filter(u -> "file".equals(u.getScheme()))
                        .map(u -> Path.of(u).toString().replace('\\', '/'))
                        .filter(p -> p.startsWith(here));
        String folders =
                unit.getPackageName() == null
                        ? ""
                        : unit.getPackageName().toString().replace('.', '/') + "/";
        return below.map(p -> p.substring(here.length()))
                .orElse(folders + name.substring(name.lastIndexOf('/') + 1));
    }
}
