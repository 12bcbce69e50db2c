package dev.kiln.processor.diagnostic;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.util.OptionalLong;
import javax.annotation.processing.ProcessingEnvironment;

/** Line numbers from javac's syntax trees. Loaded only where the compiler has them. */
final class TreeLines {

    private TreeLines() {}

    static Lines of(ProcessingEnvironment environment) {
        Trees trees = Trees.instance(environment);
        return position -> line(trees, position);
    }

    private static OptionalLong line(Trees trees, Position position) {
        if (position.element == null) {
            return OptionalLong.empty();
        }
        TreePath path = trees.getPath(position.element, position.annotation, position.value);
        if (path == null) {
            return OptionalLong.empty();
        }
        CompilationUnitTree unit = path.getCompilationUnit();
        long start = trees.getSourcePositions().getStartPosition(unit, path.getLeaf());
        return start < 0 ? OptionalLong.empty() : line(unit, start);
    }

    /** With {@code -g:none} javac keeps no map of lines, so they are counted. */
    private static OptionalLong line(CompilationUnitTree unit, long position) {
        LineMap map = unit.getLineMap();
        if (map != null) {
            return OptionalLong.of(map.getLineNumber(position));
        }
        try {
            CharSequence source = unit.getSourceFile().getCharContent(true);
            return OptionalLong.of(count(source, (int) Math.min(position, source.length())));
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** Number, from 1, of the line of the character at {@code position}. */
    static long count(CharSequence source, int position) {
        long line = 1;
        for (int i = 0; i < position; i++) {
            char c = source.charAt(i);
            boolean pair = c == '\r' && i + 1 < source.length() && source.charAt(i + 1) == '\n';
            if (c == '\n' || (c == '\r' && !pair)) {
                line++;
            }
        }
        return line;
    }
}
