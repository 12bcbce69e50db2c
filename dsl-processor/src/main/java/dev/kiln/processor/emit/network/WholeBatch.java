package dev.kiln.processor.emit.network;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import java.util.List;
import java.util.function.Function;

/** Steps that are done for all samples of a batch at once, before or after its chunks' passes. */
public interface WholeBatch {

    /** Whether a step is one of them. */
    boolean contains(Step step);

    /**
     * What a chunk does in the place of such steps, which follow each other.
     *
     * @param arguments what a chunk calls an operand
     */
    CodeBlock inChunk(List<Step> steps, Function<Operand, String> arguments);
}
