package dev.kiln.processor.frontend;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * Annotations that are written but that the compiler leaves out: of unknown types, by javac 17, or
 * the second of a kind. Only trees have them.
 */
final class RefusedAnnotations {

    private RefusedAnnotations() {}

    /** Whether a class or one of its fields carries one. Compilers without trees leave none out. */
    static Predicate<TypeElement> of(ProcessingEnvironment environment) {
        try {
            Trees trees = Trees.instance(environment);
            return type -> isAnyIn(type, trees);
        } catch (IllegalArgumentException | LinkageError e) {
            return type -> false;
        }
    }

    private static boolean isAnyIn(TypeElement element, Trees trees) {
        TreePath path = trees.getPath(element);
        if (path == null || !(path.getLeaf() instanceof ClassTree type)) {
            return false;
        }
        // Asked for its path, each field would be looked for in the whole file.
        return isAny(type.getModifiers(), path, trees)
                || type.getMembers().stream()
                        .anyMatch(
                                m ->
                                        m instanceof VariableTree field
                                                && isAny(field.getModifiers(), path, trees));
    }

    private static boolean isAny(ModifiersTree modifiers, TreePath around, Trees trees) {
        Set<String> own = new HashSet<>();
        for (AnnotationTree annotation : modifiers.getAnnotations()) {
            TypeMirror type =
                    trees.getTypeMirror(new TreePath(around, annotation.getAnnotationType()));
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
}
