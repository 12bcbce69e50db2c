package dev.kiln.processor.frontend;

import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Whether generated code shall use {@code jdk.incubator.vector}. */
public final class VectorApi {

    private static final String MODULE = "jdk.incubator.vector";
    private static final String TYPE = "jdk.incubator.vector.FloatVector";

    /** The fault where vectors are asked for by option alone. */
    public static final String UNSEEN =
            "-Akiln.on=vectors, but the module jdk.incubator.vector is not there; javac takes"
                    + " --add-modules jdk.incubator.vector, and a module that has a name must"
                    + " require it";

    private VectorApi() {}

    /**
     * Whether vectors are asked for. javac is, where the module of {@code model} reads the Vector
     * API: it was given {@code --add-modules jdk.incubator.vector}, and a module that has a name
     * requires it. Other compilers may show modules to everybody whether or not they were told to
     * (Eclipse's does), so there only what a named module requires says something.
     */
    public static boolean isAskedFor(TypeElement model, Elements elements) {
        ModuleElement module = elements.getModuleOf(model);
        return isOfJavac(model) ? isSeenBy(model, elements) : module != null && requiresIt(module);
    }

    /** Whether code in the package of {@code model} can use it. */
    public static boolean isSeenBy(TypeElement model, Elements elements) {
        ModuleElement module = elements.getModuleOf(model);
        return module == null
                ? elements.getTypeElement(TYPE) != null
                : elements.getTypeElement(module, TYPE) != null;
    }

    private static boolean requiresIt(ModuleElement module) {
        return !module.isUnnamed()
                && ElementFilter.requiresIn(module.getDirectives()).stream()
                        .anyMatch(r -> r.getDependency().getQualifiedName().contentEquals(MODULE));
    }

    /** Tools wrap the environment of processors, but not the elements. */
    private static boolean isOfJavac(TypeElement model) {
        return model.getClass().getName().startsWith("com.sun.tools.javac.");
    }
}
