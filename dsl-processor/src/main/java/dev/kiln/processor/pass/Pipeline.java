package dev.kiln.processor.pass;

import static dev.kiln.processor.pass.Optimization.CHUNKS;
import static dev.kiln.processor.pass.Optimization.CONCATENATIONS;
import static dev.kiln.processor.pass.Optimization.FOLDING;
import static dev.kiln.processor.pass.Optimization.HALVES;
import static dev.kiln.processor.pass.Optimization.MASKS;
import static dev.kiln.processor.pass.Optimization.MEMORY;
import static dev.kiln.processor.pass.Optimization.PANELS;
import static dev.kiln.processor.pass.Optimization.PARALLEL;
import static dev.kiln.processor.pass.Optimization.POOLS;
import static dev.kiln.processor.pass.Optimization.RECOMPUTATION;
import static dev.kiln.processor.pass.Optimization.STATISTICS;
import static dev.kiln.processor.pass.Pass.ofFolded;
import static dev.kiln.processor.pass.Pass.ofGraph;
import static dev.kiln.processor.pass.Pass.ofProgram;
import static dev.kiln.processor.pass.Pass.ofSteps;

import dev.kiln.processor.graph.ModelInfo;
import dev.kiln.processor.graph.Program;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.Verifier;
import dev.kiln.processor.graph.kernel.ConvolutionMaxPool;
import dev.kiln.processor.operation.Graph;
import dev.kiln.processor.operation.GraphVerifier;
import dev.kiln.processor.pass.PassRecord.Footprint;
import dev.kiln.processor.pass.Target.Use;
import dev.kiln.processor.pass.memory.BufferAssignment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The middle of the processor: from a network as it was written to the programs that train,
 * evaluate and predict. Each goes through the lists of passes from the first to the last, and is
 * verified behind each; then its buffers are assigned and the size of its chunks is chosen.
 */
public final class Pipeline {

    /** From the operations that were written to those that are computed. */
    private static final List<Pass<FoldedGraph>> OPERATIONS =
            List.of(
                    ofGraph("inference", (g, t) -> new Outcome<>(Inference.apply(g), List.of()))
                            .where(t -> !t.trains()),
                    ofFolded("batch-norm-folding", (f, t) -> BatchNormFolding.apply(f.graph()))
                            .where(Target::predicts)
                            .as(FOLDING),
                    ofGraph("fusion", Pipeline::fused));

    /** From steps, as operations and their derivatives give them, to the best kernels. */
    private static final List<Pass<Program>> KERNELS =
            List.of(
                    // Micro-kernels write one product at a time.
                    ofSteps("horizontal-fusion", (s, t) -> HorizontalFusion.apply(s))
                            .where(t -> !t.panels())
                            .as(PARALLEL),
                    ofSteps("statistics-fusion", (s, t) -> StatisticsFusion.apply(s))
                            .as(STATISTICS),
                    ofSteps("relu-max-pool-fusion", (s, t) -> ReluMaxPoolFusion.apply(s))
                            .where(Target::trains)
                            .as(MASKS),
                    ofProgram("concat-elimination", ConcatElimination::apply).as(CONCATENATIONS),
                    ofSteps(
                                    "panels",
                                    (s, t) ->
                                            Panels.apply(s, t.options().has(Optimization.WINOGRAD)))
                            .where(Target::panels)
                            .as(PANELS),
                    // Whether it pays depends on the compilation, and their bits must not.
                    ofSteps("winograd", (s, t) -> Winograd.apply(s, t.winograd()))
                            .where(t -> !t.panels()));

    /** Passes that decide what is done when. */
    private static final List<Pass<Program>> SCHEDULE =
            List.of(
                    ofSteps("conv-pool-fusion", (s, t) -> ConvPoolFusion.apply(s, t.pooled()))
                            .where(Target::predicts)
                            .as(POOLS),
                    ofProgram("weight-packing", WeightPacking::apply),
                    ofProgram("rematerialization", Rematerialization::apply)
                            .where(Target::trains)
                            .as(RECOMPUTATION),
                    // With batch norm all threads are in the same layer, and take its chunks.
                    ofSteps("split-k", (s, t) -> SplitK.apply(s, t.written().input()))
                            .where(t -> !t.joinsBatches())
                            .as(HALVES));

    private static final String LOWERING = "lowering";
    private static final String BUFFERS = "buffer-assignment";

    private final ModelInfo info;
    private final Graph written;
    private final Options options;
    private final Predicate<ConvolutionMaxPool> pooled;
    private final Dump dump;

    private Pipeline(
            ModelInfo info,
            Graph written,
            Options options,
            Predicate<ConvolutionMaxPool> pooled,
            Dump dump) {
        this.info = info;
        this.written = written;
        this.options = options;
        this.pooled = pooled;
        this.dump = dump;
    }

    /**
     * The programs of a network.
     *
     * @param pooled which merged kernels of convolution and pool are worth it
     */
    public static Programs run(
            ModelInfo info,
            Graph written,
            Options options,
            Predicate<ConvolutionMaxPool> pooled,
            Dump dump) {
        GraphVerifier.verify(written);
        Pipeline pipeline = new Pipeline(info, written, options, pooled, dump);
        return new Programs(pipeline.training(), pipeline.evaluation(), pipeline.prediction());
    }

    /** Names of passes, in order. */
    public static List<String> passes() {
        return Stream.of(
                        OPERATIONS.stream().map(Pass::name),
                        Stream.of(LOWERING),
                        KERNELS.stream().map(Pass::name),
                        SCHEDULE.stream().map(Pass::name),
                        Stream.of(BUFFERS))
                .flatMap(s -> s)
                .toList();
    }

    private TrainingProgram training() {
        Target target = target(Use.TRAINING);
        List<PassRecord> passes = new ArrayList<>();
        Graph graph = operations(target, passes).graph();
        Program kernels = kernels(lowered(graph, target), target, passes);
        Program program = schedule(kernels, target, passes);
        Segments segments = Segments.of(program);
        Set<Tensor> given = Set.of(written.input(), Differentiation.inputGradient(written));
        BufferAssignment buffers =
                options.has(MEMORY) && segments.several()
                        ? BufferAssignment.ofSegments(segments.steps(program), given)
                        : buffers(program, given, Set.of());
        dump.after(BUFFERS, target.use(), () -> Listing.of(buffers));
        return new TrainingProgram(
                graph,
                program,
                Differentiation.loss(graph),
                segments,
                buffers,
                chunk(Segments.of(kernels).stepsOfSample(kernels), buffers, target),
                passes);
    }

    private EvaluationProgram evaluation() {
        Target target = target(Use.EVALUATION);
        List<PassRecord> passes = new ArrayList<>();
        Graph graph = operations(target, passes).graph();
        Program kernels = kernels(lowered(graph, target), target, passes);
        Program program = schedule(kernels, target, passes);
        BufferAssignment buffers =
                buffers(program, Set.of(written.input()), Set.of(graph.logits()));
        dump.after(BUFFERS, target.use(), () -> Listing.of(buffers));
        return new EvaluationProgram(graph, program, buffers);
    }

    private PredictionProgram prediction() {
        Target target = target(Use.PREDICTION);
        List<PassRecord> passes = new ArrayList<>();
        FoldedGraph folded = operations(target, passes);
        Graph graph = folded.graph();
        Program kernels = kernels(lowered(graph, target), target, passes);
        Program program = schedule(kernels, target, passes);
        BufferAssignment buffers =
                buffers(program, Set.of(written.input()), Set.of(graph.logits()));
        dump.after(BUFFERS, target.use(), () -> Listing.of(buffers));
        return new PredictionProgram(
                graph,
                folded.foldings(),
                program,
                buffers,
                chunk(List.of(kernels.steps()), buffers, target),
                passes);
    }

    private Target target(Use use) {
        return new Target(use, written, options, pooled);
    }

    /** A chain without batch norm and dropout is evaluated by the very steps that train it. */
    private static Outcome<Graph> fused(Graph graph, Target target) {
        boolean asTrained = !target.predicts() && graph.equals(target.written());
        return asTrained
                ? Fusion.forTraining(graph, target.options(), target.panels())
                : Fusion.forPrediction(graph, target.options(), target.panels());
    }

    private Program lowered(Graph graph, Target target) {
        return target.trains()
                ? Differentiation.apply(graph, info.inputGradient())
                : Program.of(graph.forward());
    }

    private FoldedGraph operations(Target target, List<PassRecord> passes) {
        FoldedGraph graph = FoldedGraph.of(written);
        Footprint before = footprint(lowered(written, target));
        for (Pass<FoldedGraph> pass : OPERATIONS) {
            if (pass.serves().test(target)) {
                Outcome<FoldedGraph> made = pass.apply(graph, target);
                FoldedGraph changed = made.result();
                Footprint after = before;
                if (!changed.graph().equals(graph.graph())) {
                    GraphVerifier.verify(changed.graph());
                    after = footprint(lowered(changed.graph(), target));
                }
                passes.add(record(pass, target, made.decisions(), before, after));
                dump.after(pass.name(), target.use(), () -> Listing.of(changed));
                graph = changed;
                before = after;
            }
        }
        return graph;
    }

    private Program kernels(Program lowered, Target target, List<PassRecord> passes) {
        verify(lowered);
        dump.after(LOWERING, target.use(), () -> Listing.of(lowered));
        return apply(KERNELS, lowered, target, passes);
    }

    private Program schedule(Program program, Target target, List<PassRecord> passes) {
        return apply(SCHEDULE, program, target, passes);
    }

    private Program apply(
            List<Pass<Program>> all, Program program, Target target, List<PassRecord> passes) {
        Program last = program;
        Footprint before = footprint(program);
        for (Pass<Program> pass : all) {
            if (pass.serves().test(target)) {
                Outcome<Program> made = pass.apply(last, target);
                Program changed = made.result();
                Footprint after = before;
                if (!changed.equals(last)) {
                    verify(changed);
                    after = footprint(changed);
                }
                passes.add(record(pass, target, made.decisions(), before, after));
                dump.after(pass.name(), target.use(), () -> Listing.of(changed));
                last = changed;
                before = after;
            }
        }
        return last;
    }

    private static PassRecord record(
            Pass<?> pass,
            Target target,
            List<Decision> decisions,
            Footprint before,
            Footprint after) {
        return new PassRecord(
                pass.name(), pass.optimization(), pass.isOn(target), decisions, before, after);
    }

    private Footprint footprint(Program program) {
        return Footprint.of(program.steps(), written.input());
    }

    private void verify(Program program) {
        Verifier.verify(program.all(), Set.of(written.input()));
    }

    private BufferAssignment buffers(Program program, Set<Tensor> external, Set<Tensor> kept) {
        return options.has(MEMORY)
                ? BufferAssignment.of(program.steps(), external, kept)
                : BufferAssignment.apart(program.steps(), external);
    }

    /** The rule of chunks counts parameters as they are before they are packed. */
    private int chunk(List<List<Step>> segments, BufferAssignment buffers, Target target) {
        if (!options.has(CHUNKS)) {
            return ChunkSize.WHOLE;
        }
        if (options.chunk() > 0) {
            return options.chunk();
        }
        long floats = buffers.floatsPerSample();
        return target.predicts() && target.panels() && ChunkSize.fillsTheCache(floats)
                ? ChunkSize.SINGLE
                : ChunkSize.of(segments, floats, target.leastChunk());
    }
}
