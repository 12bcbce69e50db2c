package dev.kiln.processor.frontend;

import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Classes of {@code java.lang} that the sources of a package do not see by their simple names. */
public final class JavaLang {

    private JavaLang() {}

    /** Whether a class in the package of {@code type} has the name of one of {@code java.lang}. */
    public static boolean isHidden(String simpleName, TypeElement type, Elements elements) {
        String name = ModelNames.packageName(type);
        String neighbor = name.isEmpty() ? simpleName : name + "." + simpleName;
        return exists("java.lang." + simpleName, type, elements)
                && exists(neighbor, type, elements);
    }

    private static boolean exists(String name, TypeElement type, Elements elements) {
        ModuleElement module = elements.getModuleOf(type);
        return module == null
                ? elements.getTypeElement(name) != null
                : elements.getTypeElement(module, name) != null;
    }
}
