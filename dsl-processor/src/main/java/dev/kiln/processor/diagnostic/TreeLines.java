package dev.kiln.processor.diagnostic;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
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
        return start < 0
                ? OptionalLong.empty()
                : OptionalLong.of(unit.getLineMap().getLineNumber(start));
    }
}
