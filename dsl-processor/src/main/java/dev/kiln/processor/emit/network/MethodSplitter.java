package dev.kiln.processor.emit.network;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Cuts long lists of statements into several methods, because HotSpot compiles no method over 8,000
 * bytes.
 */
public final class MethodSplitter {

    private MethodSplitter() {}

    /**
     * One method with all statements; or, where there are more than {@code most}, numbered parts of
     * it and a method that calls them.
     *
     * @param signature makes a builder of the method without its name set to a part
     * @param call how a part is called, with {@code $L} for its name
     */
    static void add(
            TypeSpec.Builder type,
            String name,
            int most,
            List<CodeBlock> statements,
            Supplier<MethodSpec.Builder> signature,
            String call) {
        MethodSpec.Builder whole = signature.get();
        if (statements.size() <= most) {
            statements.forEach(whole::addCode);
            type.addMethod(whole.build());
            return;
        }
        List<MethodSpec> parts = new ArrayList<>();
        for (int from = 0; from < statements.size(); from += most) {
            String part = name + "Part" + (parts.size() + 1);
            MethodSpec.Builder method = signature.get();
            method.setName(part);
            statements
                    .subList(from, Math.min(from + most, statements.size()))
                    .forEach(method::addCode);
            parts.add(method.build());
            whole.addStatement(call, part);
        }
        type.addMethod(whole.build());
        parts.forEach(type::addMethod);
    }
}
