package dev.kiln.processor.frontend;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * Annotations that are written but that the compiler leaves out: of unknown types, by javac 17, or
 * the second of a kind. Only trees have them.
 */
final class RefusedAnnotations {

    private RefusedAnnotations() {}

    /** Whether an element carries one. Compilers without trees leave none out. */
    static Predicate<Element> of(ProcessingEnvironment environment) {
        try {
            Trees trees = Trees.instance(environment);
            return element -> isAnyOn(element, trees);
        } catch (IllegalArgumentException | LinkageError e) {
            return element -> false;
        }
    }

    private static boolean isAnyOn(Element element, Trees trees) {
        TreePath path = trees.getPath(element);
        if (path == null) {
            return false;
        }
        Set<String> own = new HashSet<>();
        for (AnnotationTree annotation : annotations(path.getLeaf())) {
            TreePath at =
                    new TreePath(new TreePath(path, annotation), annotation.getAnnotationType());
            TypeMirror type = trees.getTypeMirror(at);
            if (type == null || type.getKind() == TypeKind.ERROR) {
                return true;
            }
            String name = type.toString();
            if (name.startsWith(Mirrors.PACKAGE) && !own.add(name)) {
                return true;
            }
        }
        return false;
    }

    private static List<? extends AnnotationTree> annotations(Tree tree) {
        if (tree instanceof ClassTree type) {
            return type.getModifiers().getAnnotations();
        }
        return tree instanceof VariableTree field
                ? field.getModifiers().getAnnotations()
                : List.of();
    }
}
