package dev.kiln.processor.emit.kernel;

import dev.kiln.processor.emit.code.AccumulatorSize;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.kernel.Kernel;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * In which forms kernels are written.
 *
 * @param vectors whether the compilation sees the Vector API, so that there is a second form
 */
public record KernelForms(boolean vectors) {

    /** Whether a kernel has a vector form. */
    public boolean vector(Kernel kernel) {
        return vectors && VectorEmitter.exists(kernel);
    }

    /** Floats of working memory that every form of a kernel finds enough. */
    public int scratch(Kernel kernel) {
        int plain = PlainEmitter.scratch(kernel);
        int own = vector(kernel) ? Math.max(plain, VectorEmitter.scratch(kernel)) : plain;
        return Math.max(own, kernel.parts().stream().mapToInt(this::scratch).max().orElse(0));
    }

    /** The working memory of a thread that a kernel needs, by its name in generated code. */
    public Map<String, Class<?>> memory(Kernel kernel) {
        Map<String, Class<?>> memory = new LinkedHashMap<>();
        if (scratch(kernel) > 0) {
            memory.put("scratch", float[].class);
        }
        if (!slab(kernel).isNone()) {
            memory.put("rowsOfSums", float[][].class);
        }
        return memory;
    }

    /** The same for several steps. */
    public Map<String, Class<?>> memory(Collection<Step> steps) {
        Map<String, Class<?>> memory = new LinkedHashMap<>();
        steps.forEach(s -> memory.putAll(memory(s.kernel())));
        return memory;
    }

    /** Rows of a kernel's result that all its forms compute together. */
    public int rowsOfTile(Kernel kernel) {
        return vector(kernel) ? VectorEmitter.rowsOfTile(kernel) : 1;
    }

    /** The rows of sums that the plain form of a kernel needs. */
    public AccumulatorSize slab(Kernel kernel) {
        return PlainEmitter.slab(kernel);
    }
}
