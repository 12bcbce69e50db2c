package dev.kiln.processor.pass.memory;

import dev.kiln.processor.graph.kernel.Argument;
import dev.kiln.processor.graph.kernel.Kernel;
import java.util.ArrayList;
import java.util.List;

/** A kernel that reads {@code reads} arrays and writes {@code writes}. */
public record Mix(int reads, int writes, boolean inPlace) implements Kernel {

    @Override
    public String name() {
        return "mix" + reads + "To" + writes + (inPlace ? "InPlace" : "");
    }

    @Override
    public List<String> comment() {
        return List.of();
    }

    @Override
    public List<Argument> arguments() {
        List<Argument> arguments = new ArrayList<>();
        for (int i = 0; i < reads; i++) {
            arguments.add(Argument.read("x" + i));
        }
        for (int i = 0; i < writes; i++) {
            arguments.add(Argument.write("y" + i));
        }
        return arguments;
    }
}
