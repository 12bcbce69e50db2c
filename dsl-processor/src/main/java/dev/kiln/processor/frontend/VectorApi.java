package dev.kiln.processor.frontend;

import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Whether generated code can be compiled that uses {@code jdk.incubator.vector}. */
public final class VectorApi {

    private static final String TYPE = "jdk.incubator.vector.FloatVector";

    private VectorApi() {}

    /**
     * Whether the module of {@code model} reads the Vector API: javac was given {@code
     * --add-modules jdk.incubator.vector}, and a module that has a name requires it.
     */
    public static boolean isSeenBy(TypeElement model, Elements elements) {
        ModuleElement module = elements.getModuleOf(model);
        return module == null
                ? elements.getTypeElement(TYPE) != null
                : elements.getTypeElement(module, TYPE) != null;
    }
}
