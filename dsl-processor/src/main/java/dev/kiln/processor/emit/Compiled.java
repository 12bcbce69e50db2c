package dev.kiln.processor.emit;

import dev.kiln.processor.emit.kernel.VectorEmitter;
import dev.kiln.processor.graph.Folding;
import dev.kiln.processor.graph.Graph;
import dev.kiln.processor.graph.ModelInfo;
import dev.kiln.processor.graph.Program;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.Verifier;
import dev.kiln.processor.pass.ChunkSize;
import dev.kiln.processor.pass.Differentiation;
import dev.kiln.processor.pass.ForwardSteps;
import dev.kiln.processor.pass.Fusion;
import dev.kiln.processor.pass.Halves;
import dev.kiln.processor.pass.Inference;
import dev.kiln.processor.pass.MemoryPlan;
import dev.kiln.processor.pass.Placement;
import dev.kiln.processor.pass.Placement.Moved;
import dev.kiln.processor.pass.PooledConvolutions;
import dev.kiln.processor.pass.Prepared;
import dev.kiln.processor.pass.Recomputation;
import dev.kiln.processor.pass.Segments;
import dev.kiln.processor.pass.Switches;
import dev.kiln.processor.pass.Winograd;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the passes made of a network.
 *
 * @param training the graph that is trained
 * @param program its steps, but for those that prepare parameters
 * @param preparation what a step of training does first with the parameters
 * @param moved the tensors of training that lie among the channels of others
 * @param evaluation the graph that the network evaluates with, its running statistics in place
 * @param prediction the graph of the predictor
 * @param foldings what the predictor does with its parameters first
 * @param segments the program as chunks of a batch go through it
 * @param chunk samples that go through the network together
 * @param predictionChunk samples that go through the predictor together
 */
public record Compiled(
        Graph training,
        Program program,
        List<Step> preparation,
        Map<Tensor, Moved> moved,
        MemoryPlan trainingPlan,
        Graph evaluation,
        Prepared evaluationSteps,
        MemoryPlan evaluationPlan,
        Graph prediction,
        Prepared predictionSteps,
        MemoryPlan predictionPlan,
        List<Folding> foldings,
        Segments segments,
        int chunk,
        int predictionChunk) {

    public static Compiled of(ModelInfo info, Graph graph, Switches switches) {
        Verifier.verify(graph);
        Graph training = Fusion.forTraining(graph, switches).graph();
        Verifier.verify(training);
        Program apart = Differentiation.apply(training, info.inputGradient(), switches);
        Placement placement = place(apart.training(), switches);
        Program placed = placement.program(apart.loss(), apart.lossWithGradient());
        Program unprepared = Winograd.apply(placed, switches.winograd());
        Prepared forward = Prepared.of(unprepared.forward());
        Prepared backward = Prepared.of(unprepared.backward());
        List<Step> preparation = join(forward.once(), backward.once());
        Program prepared =
                new Program(
                        forward.steps(),
                        unprepared.loss(),
                        unprepared.lossWithGradient(),
                        backward.steps());
        Program recomputed = switches.recomputation() ? Recomputation.apply(prepared) : prepared;
        // With batch norm all threads are in the same layer, and take its chunks.
        boolean halves = switches.halves() && !Segments.of(recomputed).several();
        Program program = halves ? Halves.apply(recomputed, graph.input()) : recomputed;
        Verifier.verify(join(preparation, program.training()), Set.of(graph.input()));
        Segments segments = Segments.of(program);
        Set<Tensor> given = Set.of(graph.input(), Differentiation.inputGradient(graph));
        MemoryPlan trainingPlan =
                switches.memory() && segments.several()
                        ? MemoryPlan.ofSegments(segments.steps(program), given)
                        : plan(program.training(), given, Set.of(), switches);
        Graph trained = Inference.apply(graph);
        Verifier.verify(trained);
        // A chain without batch norm and dropout is evaluated by the very steps that train it.
        Graph evaluation =
                trained.equals(graph) ? training : Fusion.forPrediction(trained, switches).graph();
        Verifier.verify(evaluation);
        Inference.Result folded =
                switches.folding()
                        ? Inference.fold(trained)
                        : new Inference.Result(trained, List.of());
        Graph prediction = Fusion.forPrediction(folded.graph(), switches).graph();
        Verifier.verify(prediction);
        List<Step> unpreparedEvaluation = forward(evaluation, switches.winograd(), switches);
        Prepared evaluationSteps =
                Prepared.of(
                        halves
                                ? Halves.apply(unpreparedEvaluation, evaluation.input())
                                : unpreparedEvaluation);
        List<Step> unpreparedPrediction =
                forward(prediction, switches.winograd().inPredictor(), switches);
        List<Step> pooled =
                switches.pools()
                        ? PooledConvolutions.apply(unpreparedPrediction, VectorEmitter::exists)
                        : unpreparedPrediction;
        Prepared predictionSteps =
                Prepared.of(halves ? Halves.apply(pooled, prediction.input()) : pooled);
        Verifier.verify(evaluationSteps.all(), Set.of(graph.input()));
        Verifier.verify(predictionSteps.all(), Set.of(graph.input()));
        Segments unpreparedSegments = Segments.of(unprepared);
        MemoryPlan predictionPlan = forwardPlan(prediction, predictionSteps.steps(), switches);
        return new Compiled(
                training,
                program,
                preparation,
                placement.moved(),
                trainingPlan,
                evaluation,
                evaluationSteps,
                forwardPlan(evaluation, evaluationSteps.steps(), switches),
                prediction,
                predictionSteps,
                predictionPlan,
                folded.foldings(),
                segments,
                // The rule of chunks counts parameters as they are.
                chunk(
                        unpreparedSegments.several()
                                ? unpreparedSegments.all().stream()
                                        .map(Segments.Segment::steps)
                                        .toList()
                                : List.of(unprepared.training()),
                        trainingPlan,
                        switches),
                chunk(List.of(unpreparedPrediction), predictionPlan, switches));
    }

    private static List<Step> join(List<Step> first, List<Step> rest) {
        return Stream.of(first, rest).flatMap(List::stream).toList();
    }

    private static int chunk(List<List<Step>> segments, MemoryPlan plan, Switches switches) {
        if (!switches.chunks()) {
            return ChunkSize.WHOLE;
        }
        return switches.chunk() > 0
                ? switches.chunk()
                : ChunkSize.of(segments, plan.floatsPerSample(), switches.winograd());
    }

    private static List<Step> forward(Graph graph, Winograd.Reach reach, Switches switches) {
        return Winograd.apply(place(ForwardSteps.of(graph, switches), switches).steps(), reach);
    }

    private static Placement place(List<Step> steps, Switches switches) {
        return switches.concatenations() ? Placement.apply(steps) : Placement.none(steps);
    }

    /** Whether evaluating takes other steps than training does. */
    public boolean evaluatesApart() {
        return !evaluation.equals(training);
    }

    private static MemoryPlan forwardPlan(Graph graph, List<Step> steps, Switches switches) {
        return plan(steps, Set.of(graph.input()), Set.of(graph.logits()), switches);
    }

    private static MemoryPlan plan(
            List<Step> steps, Set<Tensor> external, Set<Tensor> kept, Switches switches) {
        return switches.memory()
                ? MemoryPlan.of(steps, external, kept)
                : MemoryPlan.apart(steps, external);
    }
}
