package dev.kiln.processor.graph.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Joins maps of the same size along the channels, in order. */
public record Concatenate(int pixels, List<Integer> channels) implements Kernel {

    public Concatenate {
        channels = List.copyOf(channels);
    }

    /** Channels of the result. */
    public int total() {
        return channels.stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public String name() {
        return "concatenate"
                + (pixels == 1 ? "" : pixels + "Pixels")
                + channels.stream().map(String::valueOf).collect(Collectors.joining("And"));
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Joins "
                        + channels.stream().map(String::valueOf).collect(Collectors.joining(" + "))
                        + " channels of "
                        + pixels
                        + (pixels == 1 ? " pixel." : " pixels."));
    }

    @Override
    public List<Argument> arguments() {
        List<Argument> arguments = new ArrayList<>();
        IntStream.range(0, channels.size()).forEach(i -> arguments.add(Argument.read("input" + i)));
        arguments.add(Argument.write("output"));
        return List.copyOf(arguments);
    }
}
