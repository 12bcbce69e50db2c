package dev.kiln.processor.graph.kernel;

import java.util.List;

/**
 * The weights of a 3x3 convolution as {@link WinogradTiling} need them: {@code G g G'} of each pair
 * of channels, as 36 matrices [channels x results], one for each position.
 *
 * @param channels of the source of the patches
 * @param results channels of what is computed
 * @param turned whether the kernel is turned by 180 degrees, and the weights are [results x
 *     channels] at each tap: those of the gradient by the input
 */
public record WinogradWeights(int channels, int results, boolean turned) implements Preparation {

    @Override
    public String name() {
        return (turned ? "turnedWinogradWeights" : "winogradWeights") + channels + "To" + results;
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Weights of 3x3 convolutions from "
                        + channels
                        + " to "
                        + results
                        + " channels"
                        + (turned ? ", turned by 180 degrees," : "")
                        + " as Winograd's F(4x4, 3x3) needs them.");
    }

    @Override
    public List<Argument> arguments() {
        return List.of(Argument.read("weight"), Argument.write("transformed"));
    }

    /** Floats from one position to the next. */
    public int pitch() {
        return WinogradTiling.apart(channels * results);
    }

    @Override
    public int size() {
        return WinogradTiling.POSITIONS * pitch();
    }

    @Override
    public String of(String parameter) {
        return (turned ? "turned " : "") + parameter + " in tiles";
    }

    /** The arguments of a convolution whose weights have been transformed. */
    static List<Argument> in(List<Argument> arguments) {
        return arguments.stream()
                .map(a -> a.name().equals("weight") ? Argument.read("transformed") : a)
                .toList();
    }
}
