package dev.kiln.processor.pass;

import dev.kiln.processor.graph.Program;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.operation.Graph;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A pure function with a name and a switch.
 *
 * @param <T> what is changed
 * @param name as {@code -Akiln.dump} has it
 * @param optimization the optimization that it is; empty if it can't be left out
 * @param serves for which programs it is made
 */
record Pass<T>(
        String name,
        Optional<Optimization> optimization,
        Predicate<Target> serves,
        BiFunction<T, Target, Outcome<T>> function) {

    /** A pass that turns operations into others. */
    static Pass<FoldedGraph> ofGraph(
            String name, BiFunction<Graph, Target, Outcome<Graph>> function) {
        return ofFolded(
                name,
                (f, t) -> {
                    Outcome<Graph> made = function.apply(f.graph(), t);
                    return new Outcome<>(f.with(made.result()), made.decisions());
                });
    }

    /** A pass that turns operations into others, and may fold parameters. */
    static Pass<FoldedGraph> ofFolded(
            String name, BiFunction<FoldedGraph, Target, Outcome<FoldedGraph>> function) {
        return new Pass<>(name, Optional.empty(), t -> true, function);
    }

    /** A pass that turns steps into others, one by one or next to each other. */
    static Pass<Program> ofSteps(
            String name, BiFunction<List<Step>, Target, Outcome<List<Step>>> function) {
        return new Pass<>(
                name,
                Optional.empty(),
                t -> true,
                (p, t) -> {
                    Outcome<List<Step>> made = function.apply(p.steps(), t);
                    return new Outcome<>(p.withSteps(made.result()), made.decisions());
                });
    }

    /** A pass that needs to see the program as a whole. */
    static Pass<Program> ofProgram(String name, Function<Program, Outcome<Program>> function) {
        return new Pass<>(name, Optional.empty(), t -> true, (p, t) -> function.apply(p));
    }

    /** The pass that is left out where an optimization is off. */
    Pass<T> as(Optimization one) {
        return new Pass<>(name, Optional.of(one), serves, function);
    }

    /** The pass for these programs only. */
    Pass<T> where(Predicate<Target> some) {
        return new Pass<>(name, optimization, some, function);
    }

    /** Whether it is not left out. */
    boolean isOn(Target target) {
        return optimization.map(target.options()::has).orElse(true);
    }

    Outcome<T> apply(T value, Target target) {
        return isOn(target) ? function.apply(value, target) : new Outcome<>(value, List.of());
    }
}
