package dev.kiln.processor.emit;

import dev.kiln.processor.emit.code.GeneratedNames;
import dev.kiln.processor.emit.kernel.KernelForms;
import dev.kiln.processor.emit.network.NetworkClass;
import dev.kiln.processor.graph.ModelInfo;
import dev.kiln.processor.operation.Graph;
import dev.kiln.processor.pass.Dump;
import dev.kiln.processor.pass.Optimization;
import dev.kiln.processor.pass.Options;
import dev.kiln.processor.pass.Panels;
import dev.kiln.processor.pass.Pipeline;
import dev.kiln.processor.pass.Programs;
import dev.kiln.processor.report.Summary.Memory;

/**
 * A checked network with all that its classes are written from.
 *
 * @param graph the network as it was written
 * @param programs what it became
 * @param forms which forms its kernels take
 */
public record CompiledModel(
        ModelInfo info, Graph graph, Options options, Programs programs, KernelForms forms) {

    /** Runs all passes. */
    public static CompiledModel of(ModelInfo info, Graph graph, Options options, Dump dump) {
        return new CompiledModel(
                info,
                graph,
                options,
                Pipeline.run(info, graph, options, KernelForms::hasVectorForm, dump),
                new KernelForms(
                        options.has(Optimization.VECTORS),
                        Panels.serve(graph.multiplyAdds(), options.panels())));
    }

    /** The class that trains. */
    NetworkClass network() {
        return new NetworkClass(info, GeneratedNames.of(info), graph, programs, forms);
    }

    /** Working memory of training, as the summary gives it. */
    public Memory trainingMemory() {
        return network().trainingMemory();
    }

    /** Working memory of a predictor, as the summary gives it. */
    public Memory predictionMemory() {
        return NetworkClass.predictionMemory(programs);
    }
}
