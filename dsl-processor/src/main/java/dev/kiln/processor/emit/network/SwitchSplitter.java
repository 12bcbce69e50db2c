package dev.kiln.processor.emit.network;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A method that does one of many things, by number; in parts where there are too many. */
public final class SwitchSplitter {

    private static final int MOST = 100;

    private SwitchSplitter() {}

    /**
     * One method with a switch, or several, each calling the next for what it has no case for.
     *
     * @param number the parameter that decides
     * @param cases statements by number
     * @param otherwise a statement or a block for other numbers
     * @param signature makes a builder of the method
     * @param arguments what a part passes to the next
     */
    static void add(
            TypeSpec.Builder type,
            String number,
            Map<Integer, CodeBlock> cases,
            CodeBlock otherwise,
            Supplier<MethodSpec.Builder> signature,
            String arguments) {
        List<Map.Entry<Integer, CodeBlock>> all = List.copyOf(cases.entrySet());
        String name = signature.get().build().name();
        int parts = Math.max(1, (all.size() + MOST - 1) / MOST);
        for (int part = 0; part < parts; part++) {
            MethodSpec.Builder method = signature.get();
            if (part > 0) {
                method.setName(name + "Part" + (part + 1));
            }
            method.beginControlFlow("switch ($L)", number);
            all.subList(part * MOST, Math.min(all.size(), (part + 1) * MOST))
                    .forEach(e -> method.addStatement("case $L -> $L", e.getKey(), e.getValue()));
            if (part + 1 < parts) {
                method.addStatement("default -> $LPart$L($L)", name, part + 2, arguments);
            } else {
                method.addCode("default -> $L\n", otherwise);
            }
            type.addMethod(method.endControlFlow().build());
        }
    }
}
